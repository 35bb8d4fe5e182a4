/** Which mark is the decimal one: a column's own cells first, then the habit of the table, then the file's delimiter. */
import type { MarkDoubt } from "../../base/texts/table.ts";
import { markShown, shownByCanonical } from "../cells/read-number.ts";
import { type CountedNumbers, everyNth, type PointsSeen } from "../column-summary.ts";
import type { DecimalMark } from "../types.ts";
import type { AffixCount } from "./number-affixes.ts";

/** What the marks of a column show. Cells. */
export interface MarkVotes {
  /** Show that the point is decimal, or that the comma groups. */
  readonly point: number;
  readonly comma: number;
  /** Single marks with three digits behind: decimals or thousands. */
  readonly eitherPoint: number;
  readonly eitherComma: number;
  /** Numbers below 1,000 stand without the mark, and others end in zeros that decimals would not need. */
  readonly areGroups: boolean;
}

export interface MarkHabit {
  /** Of the other columns; undefined where they show nothing. */
  readonly decimalMark: DecimalMark | undefined;
  /** Of the file; "" where it holds typed values, as Excel and Parquet do. */
  readonly delimiter: string;
}

export interface MarkChoice {
  readonly mark: DecimalMark;
  readonly hasBothMarks: boolean;
  /** Absent where cells leave no doubt. */
  readonly doubt?: MarkDoubt;
}

const SAMPLE = 2000;

/** @param canonical cells that are canonical numbers. */
export function voteForMarks(counts: readonly AffixCount[], canonical: CountedNumbers): MarkVotes {
  const votes = { point: 0, comma: 0, eitherPoint: 0, eitherComma: 0 };
  let nMarked = 0;
  let nTrailingZero = 0;
  let nBare = 0;
  let nSmall = 0;
  const note = (body: string, count: number): void => {
    const shown = markShown(body);
    if (shown === "") {
      nBare += count;
      if (/^[1-9]\d\d$/.test(body)) nSmall += count;
    } else if (shown === ".") votes.point += count;
    else if (shown === ",") votes.comma += count;
    else {
      votes[shown === "point or group" ? "eitherPoint" : "eitherComma"] += count;
      nMarked++;
      if (body.endsWith("0")) nTrailingZero++;
    }
  };
  for (const { written, count } of counts) note(written.body, count);
  const stride = Math.max(1, Math.floor(canonical.nCells / SAMPLE));
  const sampled = everyNth(canonical, stride);
  for (let place = 0; place < sampled.values.length; place++) {
    const value = Math.abs(sampled.values[place]);
    const nCells = sampled.counts[place] * stride;
    const shown = shownByCanonical(value);
    if (shown === "") {
      nBare += nCells;
      if (value >= 100 && value <= 999) nSmall += nCells;
    } else if (shown === ".") votes.point += nCells;
    else {
      votes.eitherPoint += nCells;
      nMarked += sampled.counts[place];
    }
  }
  const areGroups = nMarked >= 5 && nTrailingZero > 0 && nSmall > 0 && nSmall >= nBare * 0.5;
  return { ...votes, areGroups };
}

/** What the points of a column show where it has no other mark, and zeros at the end of numbers are looked at as they are written. */
export function votesOfPoints({ nClear, nEither, stride }: PointsSeen): MarkVotes {
  return { point: nClear * stride, comma: 0, eitherPoint: nEither * stride, eitherComma: 0, areGroups: false };
}

export function chooseMark(votes: MarkVotes, habit: MarkHabit): MarkChoice {
  const { point, comma, eitherPoint, eitherComma, areGroups } = votes;
  if (point > 0 && comma > 0) {
    const hasBothMarks = Math.min(point, comma) > (point + comma) * 0.02;
    return { mark: comma > point ? "," : ".", hasBothMarks };
  }
  const sure = (mark: DecimalMark): MarkChoice => ({ mark, hasBothMarks: false });
  const thin = (mark: DecimalMark, because: MarkDoubt["because"]): MarkChoice => ({
    ...sure(mark),
    doubt: { mark, because },
  });
  if (point > 0) return sure(".");
  if (comma > 0) return sure(",");
  if (eitherPoint === 0 && eitherComma === 0) return sure(".");
  // Where numbers are stored as numbers, their point is decimal; only texts beside them can be of another mind.
  if (habit.delimiter === "" && eitherComma === 0) return habit.decimalMark === "," ? thin(".", "nothing") : sure(".");
  if (areGroups && (eitherPoint === 0 || eitherComma === 0))
    return thin(eitherPoint > 0 ? "," : ".", "groups of three");
  if (habit.decimalMark !== undefined) return thin(habit.decimalMark, "other columns");
  if (habit.delimiter === ";") return eitherComma > 0 ? thin(",", "delimiter") : thin(".", "nothing");
  return eitherComma > 0 ? thin(".", "nothing") : sure(".");
}
