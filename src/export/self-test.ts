/** A made-up table that every export carries, with what the pipeline says of it: opening a file proves that it still predicts the same. */
import { randomUniform, STREAMS } from "../base/random.ts";
import { applyRules } from "../table/apply-rules.ts";
import { tableFromRows } from "../table/stack.ts";
import type { ColumnRule, DecimalMark, TargetRule } from "../table/types.ts";
import { predict } from "../training/predict.ts";
import type { Predictor } from "../training/types.ts";

export interface SelfTestTable {
  readonly columns: readonly string[];
  /** [nRows][nColumns] cell texts. */
  readonly rows: readonly (readonly string[])[];
}

export const SELF_TEST_ROWS = 16;
/** Rows of one kind each; the rest draw a kind for every cell. */
const FIRST_KINDS = ["typical", "typical", "typical", "empty", "marker", "unseen", "huge", "tiny"] as const;
const MIXED_KINDS = ["typical", "typical", "typical", "typical", "empty", "unseen", "huge"] as const;
type Kind = (typeof FIRST_KINDS)[number];

const UNSEEN = "(a text that no file had)";
const DAYS = [
  [1969, 12, 31],
  [2000, 2, 29],
  [2024, 11, 5],
] as const;

function numberText(value: number, decimalMark: DecimalMark): string {
  return String(value).replace(".", decimalMark);
}

const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

function dateText(format: string, [year, month, day]: readonly [number, number, number]): string {
  const [m, d] = [month, day].map((part) => String(part).padStart(2, "0"));
  // Of several formats, the first.
  switch (format.split(/[|:]/)[0]) {
    case "dmy-words":
      return `${day} ${MONTHS[month - 1]} ${year}`;
    case "month-year":
      return `${year}-${m}`;
    case "time":
      return `${m}:${d}`;
    case "clock-year":
      return `Thu ${MONTHS[month - 1]} ${d} 00:00:00 +0000 ${year}`;
    case "dmy":
      return `${d}/${m}/${year}`;
    case "mdy":
      return `${m}/${d}/${year}`;
    case "ymd":
      return `${year}/${m}/${d}`;
    case "epoch-s":
      return String(Date.UTC(year, month - 1, day) / 1000);
    case "epoch-ms":
      return String(Date.UTC(year, month - 1, day));
    default:
      return `${year}-${m}-${d}`;
  }
}

/** @param draw uniform in [0, 1) */
function cell(rule: ColumnRule, kind: Kind, draw: number): string {
  if (kind === "empty") return "";
  if (kind === "marker") return rule.missingMarkers[0] ?? "";
  if (kind === "unseen") return UNSEEN;
  if (rule.type === "date") return dateText(rule.dateFormat, DAYS[Math.floor(draw * DAYS.length)]);
  if (rule.type !== "number") {
    const level = rule.levels[Math.floor(draw * rule.levels.length)];
    return level?.spellings[0] ?? level?.label ?? UNSEEN;
  }
  if (kind === "huge") return numberText(rule.offset + 1e12, rule.decimalMark);
  if (kind === "tiny") return numberText(rule.offset - 1e12, rule.decimalMark);
  // Magnitudes from 0.1 to 10,000, both signs: some of them fall where the column's own values lie, whatever its unit.
  const size = 10 ** (Math.abs(2 * draw - 1) * 5 - 1);
  return numberText(rule.offset + Math.round(Math.sign(draw - 0.25) * size * 100) / 100, rule.decimalMark);
}

/** Typical values, missing ones, unseen levels and extreme numbers, from the rules alone: the same rules give the same table. */
export function selfTestTable(rules: readonly ColumnRule[]): SelfTestTable {
  const used = rules.filter((rule) => rule.role === "used");
  const draw = (row: number, column: number, step: number) =>
    randomUniform({ seed: 0, stream: STREAMS.sample, step }, row * used.length + column);
  const rows = Array.from({ length: SELF_TEST_ROWS }, (_, row) =>
    used.map((rule, column) => {
      const mixed = MIXED_KINDS[Math.floor(draw(row, column, 0) * MIXED_KINDS.length)];
      return cell(rule, FIRST_KINDS[row] ?? mixed, draw(row, column, 1));
    }),
  );
  return { columns: used.map((rule) => rule.name), rows };
}

/** What a predictor says of the table: probabilities [nRows, nClasses], or values [nRows] in the target's unit. */
export async function runSelfTest(options: {
  readonly table: SelfTestTable;
  readonly rules: readonly ColumnRule[];
  readonly target: TargetRule;
  readonly predictor: Predictor;
}): Promise<Float64Array> {
  const { columns: names, rows } = options.table;
  const { columns } = applyRules(tableFromRows("self-test", names, rows), options.rules, options.target);
  return (await predict(options.predictor, columns)).values;
}

/** Where a target lies and how widely it spreads; 0 and 1 for probabilities. */
export interface Unit {
  readonly labelOffset: number;
  readonly labelScale: number;
}

/**
 * Largest difference of two results: of a probability, or of a value in standard deviations of the target; relative where
 * the value itself is further out than that, as it is for the extreme rows. Two NaN are equal.
 *
 * @returns Infinity where one is NaN or lengths differ.
 */
export function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>, unit: Unit): number {
  if (a.length !== b.length) return Number.POSITIVE_INFINITY;
  const scale = Math.abs(unit.labelScale) || 1;
  let largest = 0;
  for (let i = 0; i < a.length; i++) {
    if (Object.is(a[i], b[i])) continue;
    const difference = Math.abs(a[i] - b[i]) / Math.max(scale, Math.abs(b[i] - unit.labelOffset));
    largest = Math.max(largest, Number.isNaN(difference) ? Number.POSITIVE_INFINITY : difference);
  }
  return largest;
}
