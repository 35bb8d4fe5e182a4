import { countOf, percent } from "../../base/words.ts";
import type { ExplainContext, Explanation } from "../block.ts";
import { explainChoice } from "../kit/explain-choice.ts";
import type { Spec } from "./spec.ts";

/** Whether gaps became the most frequent level or stayed a level of their own, and how large they were. */
export function explain({ settings, statistics, probes }: ExplainContext<Spec>): Explanation {
  const { columns, labels, missingShare } = statistics;
  const gappy = columns.flatMap((_, index) => (missingShare[index] > 0 ? [index] : []));
  if (gappy.length === 0) {
    return { summary: "No gap in the training rows: nothing to fill.", details: [], certainty: "none" };
  }
  const details = [...gappy]
    .sort((a, b) => missingShare[b] - missingShare[a])
    .map(
      (index) => `${columns[index]}: ${percent(missingShare[index])} missing; most frequent level “${labels[index]}”.`,
    );
  const reading = probes.filling;
  if (!reading) {
    const words = settings.use === "own level" ? "stay a level of their own" : "become the most frequent level";
    return { summary: `Gaps in ${countOf(gappy.length, "column")} ${words}, as set.`, details, certainty: "none" };
  }
  return explainChoice({ subject: "Filling gaps", reading, preferred: -1, more: details });
}
