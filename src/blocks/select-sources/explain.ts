import { defineTexts } from "../../base/define-texts.ts";
import { asRead } from "../../base/numbers.ts";
import { listWords } from "../../base/words.ts";
import type { ExplainContext, Explanation } from "../block.ts";
import type { Spec } from "./spec.ts";

interface By {
  /** The column whose levels are weighed; "" for files. */
  readonly by: string;
}

const nounOf = ({ by }: By) => (by === "" ? "source" : `level of ${by}`);

export const text = defineTexts("explain.select-sources", {
  one: ({ by, name }: By & { readonly name: string | undefined }) =>
    `There is one ${nounOf({ by })} only${name ? ` (${name})` : ""}: every row counts the same.`,
  even: (by: By) => `No clear preference: every ${nounOf(by)} counts about the same.`,
  uneven: ({ more, less }: { readonly more: readonly string[]; readonly less: readonly string[] }) => {
    const parts = [
      ...(more.length > 0 ? [`rows of ${listWords(more, 4)} more`] : []),
      ...(less.length > 0 ? [`rows of ${listWords(less, 4)} less`] : []),
    ];
    return `Training counts ${parts.join(" and ")}.`;
  },
  source: ({ name, weight }: { readonly name: string; readonly weight: number }) =>
    `${name}: a row counts ${weight.toFixed(2)} times.`,
});

/** In hundredths, as weights are read: so far from one a weight is worth a word, and so far a clear one. */
const SLIGHT = 10;
const CLEAR = 50;

/** Which sources count more than their rows, and which less. */
export function explain({ settings, statistics, probes }: ExplainContext<Spec>): Explanation {
  const { by } = settings;
  const reading = probes.weights;
  if (!reading) {
    const [only] = statistics.names;
    return {
      summary: text("one", { by, name: only }),
      details: [],
      certainty: "none",
    };
  }
  const sources = reading.rowLabels
    .map((name, index) => ({ name, weight: reading.values[index], beyond: asRead(reading.values[index]) - 100 }))
    .sort((first, second) => second.weight - first.weight);
  const details = sources.map(({ name, weight }) => text("source", { name, weight }));
  const farthest = Math.max(...sources.map(({ beyond }) => Math.abs(beyond)));
  if (farthest < SLIGHT) {
    return { summary: text("even", { by }), details, certainty: "none" };
  }
  const named = (list: typeof sources) => list.map(({ name }) => name);
  const more = sources.filter(({ beyond }) => beyond >= SLIGHT);
  const less = sources.filter(({ beyond }) => beyond <= -SLIGHT).reverse();
  return {
    summary: text("uneven", { more: named(more), less: named(less) }),
    details,
    certainty: farthest < CLEAR ? "slight" : "clear",
  };
}
