import { asRead, listWords } from "../../base/words.ts";
import type { ExplainContext, Explanation } from "../block.ts";
import type { Spec } from "./spec.ts";

/** In hundredths, as weights are read: so far from one a weight is worth a word, and so far a clear one. */
const SLIGHT = 10;
const CLEAR = 50;

/** Which sources count more than their rows, and which less. */
export function explain({ settings, statistics, probes }: ExplainContext<Spec>): Explanation {
  const noun = settings.by === "" ? "source" : `level of ${settings.by}`;
  const reading = probes.weights;
  if (!reading) {
    const [only] = statistics.names;
    return {
      summary: `There is one ${noun} only${only ? ` (${only})` : ""}: every row counts the same.`,
      details: [],
      certainty: "none",
    };
  }
  const sources = reading.rowLabels
    .map((name, index) => ({ name, weight: reading.values[index], beyond: asRead(reading.values[index]) - 100 }))
    .sort((first, second) => second.weight - first.weight);
  const details = sources.map(({ name, weight }) => `${name}: a row counts ${weight.toFixed(2)} times.`);
  const farthest = Math.max(...sources.map(({ beyond }) => Math.abs(beyond)));
  if (farthest < SLIGHT) {
    return { summary: `No clear preference: every ${noun} counts about the same.`, details, certainty: "none" };
  }
  const named = (list: typeof sources) =>
    listWords(
      list.map((source) => source.name),
      4,
    );
  const more = sources.filter(({ beyond }) => beyond >= SLIGHT);
  const less = sources.filter(({ beyond }) => beyond <= -SLIGHT).reverse();
  const parts = [
    ...(more.length > 0 ? [`rows of ${named(more)} more`] : []),
    ...(less.length > 0 ? [`rows of ${named(less)} less`] : []),
  ];
  return {
    summary: `Training counts ${parts.join(" and ")}.`,
    details,
    certainty: farthest < CLEAR ? "slight" : "clear",
  };
}
