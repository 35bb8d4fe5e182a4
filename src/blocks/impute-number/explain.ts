import { defineTexts } from "../../base/define-texts.ts";
import { percent, withUnit } from "../../base/numbers.ts";
import { countOf, listWords } from "../../base/words.ts";
import type { ExplainContext, Explanation } from "../block.ts";
import { explainChoice } from "../kit/explain-choice.ts";
import { inColumnUnit, plainNumber } from "../kit/file-unit.ts";
import { optionName } from "../kit/option-name.ts";
import { FILLINGS, type Spec } from "./spec.ts";

interface FilledColumn {
  readonly column: string;
  readonly missingShare: number;
  /** In the unit of the column. */
  readonly mean: string;
  /** Absent where none was learned. */
  readonly constant?: string;
}

export const text = defineTexts("explain.impute-number", {
  /** Starts a sentence on what was chosen. */
  subject: "Filling gaps",
  noGap: "No gap in the training rows: nothing to fill.",
  asSet: ({ nColumns, filling }: { readonly nColumns: number; readonly filling: string }) =>
    `Gaps in ${countOf(nColumns, "column")} are filled with the ${filling}, as set.`,
  sentinels: ({ found }: { readonly found: readonly { readonly column: string; readonly value: number }[] }) =>
    `Counts as missing: ${listWords(found.map(({ column, value }) => `${value} in ${column}`))}.`,
  column: ({ column, missingShare, mean, constant }: FilledColumn) =>
    `${column}: ${percent(missingShare)} missing; mean ${mean}${constant === undefined ? "" : `, learned constant ${constant}`}.`,
});

/** Which filling each column with gaps took, how large the gaps were, and the learned constants. */
export function explain({ settings, statistics, probes, unitOf }: ExplainContext<Spec>): Explanation {
  const { columns, missingShare, mean, offset } = statistics;
  const gappy = columns.flatMap((_, index) => (missingShare[index] > 0 ? [index] : []));
  if (gappy.length === 0) {
    return { summary: text("noGap"), details: [], certainty: "none" };
  }
  const constants = probes.constants;
  const found = settings.sentinels.filter(({ column }) => columns.includes(column));
  const told = found.length > 0 ? [text("sentinels", { found })] : [];
  const ofColumns = [...gappy]
    .sort((a, b) => missingShare[b] - missingShare[a])
    .map((index) => {
      const learned = constants?.values[constants.rowLabels.indexOf(columns[index])];
      const own = offset[index];
      const unit = unitOf(columns[index]);
      return text("column", {
        column: columns[index],
        missingShare: missingShare[index],
        mean: withUnit(plainNumber(mean[index], own), unit),
        constant: learned === undefined ? undefined : withUnit(plainNumber(inColumnUnit(learned, own), own), unit),
      });
    });
  const details = [...told, ...ofColumns];
  const reading = probes.filling;
  if (!reading) {
    const found = { nColumns: gappy.length, filling: optionName(settings.use) };
    return { summary: text("asSet", found), details, certainty: "none" };
  }
  return explainChoice({ subject: text("subject"), reading, preferred: FILLINGS.indexOf("mean"), more: details });
}
