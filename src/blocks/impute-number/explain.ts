import { countOf, percent } from "../../base/words.ts";
import type { ExplainContext, Explanation } from "../block.ts";
import { explainChoice } from "../kit/explain-choice.ts";
import { inColumnUnit, plainNumber } from "../kit/file-unit.ts";
import { numbersOf, textsOf } from "../kit/statistics.ts";
import { FILLINGS, type ImputeNumberSettings } from "./spec.ts";

/** Which filling each column with gaps took, how large the gaps were, and the learned constants. */
export function explain({ settings, statistics, probes }: ExplainContext<ImputeNumberSettings>): Explanation {
  const columns = textsOf(statistics, "columns");
  const missingShare = numbersOf(statistics, "missingShare", columns.length);
  const mean = numbersOf(statistics, "mean", columns.length);
  const offset = numbersOf(statistics, "offset", columns.length);
  const gappy = columns.flatMap((_, index) => (missingShare[index] > 0 ? [index] : []));
  if (gappy.length === 0) {
    return { summary: "No gap in the training rows: nothing to fill.", details: [], certainty: "none" };
  }
  const constants = probes.find((probe) => probe.name === "constants");
  const details = [...gappy]
    .sort((a, b) => missingShare[b] - missingShare[a])
    .map((index) => {
      const learned = constants?.values[constants.rowLabels.indexOf(columns[index])];
      const own = offset[index];
      const constant =
        learned === undefined ? "" : `, learned constant ${plainNumber(inColumnUnit(learned, own), own)}`;
      return `${columns[index]}: ${percent(missingShare[index])} missing; mean ${plainNumber(mean[index], own)}${constant}.`;
    });
  const reading = probes.find((probe) => probe.name === "filling");
  if (!reading) {
    const where = countOf(gappy.length, "column");
    return { summary: `Gaps in ${where} are filled with the ${settings.use}, as set.`, details, certainty: "none" };
  }
  const explanation = explainChoice("Filling gaps", reading, FILLINGS.indexOf("mean"));
  return { ...explanation, details: [...explanation.details, ...details] };
}
