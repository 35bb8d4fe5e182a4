/** The ways in which the numbers of a column of new rows may be meant, each as a rule. */
import type { ColumnRule, DecimalMark, NumberAffix, NumberFormat } from "../types.ts";
import type { ColumnToRead } from "./read-as.ts";
import { unitFactor } from "./units.ts";

const PLAIN: NumberFormat = { affixes: [], unit: "", hasBothMarks: false, areLimitsRead: false };

/** The same numbers, multiplied. */
export function times(format: NumberFormat = PLAIN, factor: number): NumberFormat {
  const bare = format.affixes.some(({ before, after }) => before === "" && after === "");
  const affixes = bare ? format.affixes : [{ before: "", after: "", factor: 1 }, ...format.affixes];
  return { ...format, affixes: affixes.map((affix) => ({ ...affix, factor: affix.factor * factor })) };
}

/** Other ways in which the cells may be meant. */
export function candidateRules(
  rule: ColumnRule,
  found: ColumnRule | undefined,
  { reading, habit }: ColumnToRead,
): ColumnRule[] {
  if (reading?.decimalMark) {
    return [{ ...rule, decimalMark: reading.decimalMark, ...formatOf(rule, found, 1) }];
  }
  const other: DecimalMark = rule.decimalMark === "." ? "," : ".";
  const rules: ColumnRule[] = [];
  if (found?.type === "number") {
    const { decimalMark } = found;
    const factor = unitFactor(unitOf(found), unitOf(rule)) ?? 1;
    rules.push({ ...rule, decimalMark, ...formatOf(rule, found, factor) });
    if (isPercent(found) && !isPercent(rule)) rules.push({ ...rule, decimalMark, ...formatOf(rule, found, 0.01) });
  }
  if (found?.type !== "number" || habit === other) rules.push({ ...rule, decimalMark: other });
  return rules;
}

/** As it stands round the numbers, or below the header. */
export const unitOf = ({ numberFormat, unit }: ColumnRule): string => numberFormat?.unit || (unit ?? "");

/** What brings numbers whose unit stands below the header to that of training; undefined where nobody knows. */
export function factorBelowHeader({ column, rule }: Pick<ColumnToRead, "column" | "rule">): number | undefined {
  const usual = unitOf(rule);
  return column.unit === undefined || usual === "" ? 1 : unitFactor(column.unit, usual);
}

const isPercent = (rule: ColumnRule): boolean => unitOf(rule) === "%";

/** What may stand round numbers here or in training; what is found here is brought to the unit of training. */
function formatOf(rule: ColumnRule, found: ColumnRule | undefined, factor: number): Pick<ColumnRule, "numberFormat"> {
  const [usual, here] = [rule.numberFormat, found?.numberFormat];
  if (here === undefined && factor === 1) return usual ? { numberFormat: usual } : {};
  const { affixes, hasBothMarks, areLimitsRead } = here ?? PLAIN;
  const duration =
    usual?.duration ?? (here?.duration && { ...here.duration, unitSeconds: here.duration.unitSeconds / factor });
  const brought = affixes.map((affix): NumberAffix => ({ ...affix, factor: affix.factor * factor }));
  return {
    numberFormat: {
      affixes: [...(usual?.affixes ?? []), ...brought],
      unit: usual?.unit ?? "",
      hasBothMarks,
      areLimitsRead: areLimitsRead || (usual?.areLimitsRead ?? false),
      ...(duration ? { duration } : {}),
    },
  };
}
