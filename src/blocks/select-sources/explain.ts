import { listWords } from "../../base/words.ts";
import type { ExplainContext, Explanation } from "../block.ts";
import { textsOf } from "../statistics.ts";
import type { SelectSourcesSettings } from "./spec.ts";

/** Weights this far from 1 are worth a word; twice as far, a clear one. */
const SLIGHT = 0.1;
const CLEAR = 0.5;

/** Which sources count more than their rows, and which less. */
export function explain({ settings, statistics, probes }: ExplainContext<SelectSourcesSettings>): Explanation {
  const noun = settings.by === "" ? "source" : `level of ${settings.by}`;
  const reading = probes.find((probe) => probe.name === "weights");
  if (!reading) {
    const [only] = textsOf(statistics, "names");
    return {
      summary: `There is one ${noun} only${only ? ` (${only})` : ""}: every row counts the same.`,
      details: [],
      certainty: "none",
    };
  }
  const sources = reading.rowLabels
    .map((name, index) => ({ name, weight: reading.values[index] }))
    .sort((first, second) => second.weight - first.weight);
  const details = sources.map(({ name, weight }) => `${name}: a row counts ${weight.toFixed(2)} times.`);
  const farthest = Math.max(...sources.map(({ weight }) => Math.abs(weight - 1)));
  if (farthest < SLIGHT) {
    return { summary: `No clear preference: every ${noun} counts about the same.`, details, certainty: "none" };
  }
  const named = (list: typeof sources) =>
    listWords(
      list.map((source) => source.name),
      4,
    );
  const more = sources.filter(({ weight }) => weight > 1 + SLIGHT);
  const less = sources.filter(({ weight }) => weight < 1 - SLIGHT).reverse();
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
