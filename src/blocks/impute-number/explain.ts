import { countOf, percent } from "../../base/words.ts";
import type { ExplainContext, Explanation } from "../block.ts";
import { explainChoice } from "../kit/explain-choice.ts";
import { inColumnUnit, plainNumber } from "../kit/file-unit.ts";
import { FILLINGS, type Spec } from "./spec.ts";

/** Which filling each column with gaps took, how large the gaps were, and the learned constants. */
export function explain({ settings, statistics, probes }: ExplainContext<Spec>): Explanation {
  const { columns, missingShare, mean, offset } = statistics;
  const gappy = columns.flatMap((_, index) => (missingShare[index] > 0 ? [index] : []));
  if (gappy.length === 0) {
    return { summary: "No gap in the training rows: nothing to fill.", details: [], certainty: "none" };
  }
  const constants = probes.constants;
  const details = [...gappy]
    .sort((a, b) => missingShare[b] - missingShare[a])
    .map((index) => {
      const learned = constants?.values[constants.rowLabels.indexOf(columns[index])];
      const own = offset[index];
      const constant =
        learned === undefined ? "" : `, learned constant ${plainNumber(inColumnUnit(learned, own), own)}`;
      return `${columns[index]}: ${percent(missingShare[index])} missing; mean ${plainNumber(mean[index], own)}${constant}.`;
    });
  const reading = probes.filling;
  if (!reading) {
    const where = countOf(gappy.length, "column");
    return { summary: `Gaps in ${where} are filled with the ${settings.use}, as set.`, details, certainty: "none" };
  }
  return explainChoice({ subject: "Filling gaps", reading, preferred: FILLINGS.indexOf("mean"), more: details });
}
