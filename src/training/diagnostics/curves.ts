/** Curves and tables that follow from the counts of a report. Pure; the page draws what it gets from here. */
import type { ScoreSteps } from "./diagnostics.ts";

export interface CurvePoint {
  readonly x: number;
  readonly y: number;
}

/** What comes of saying a class from a probability on. */
export interface Outcome {
  /** Infinity: it is never said. */
  readonly threshold: number;
  /** Rows of the class that are found, and that are missed. */
  readonly nFound: number;
  readonly nMissed: number;
  /** Rows of other classes that are called it, and that are not. */
  readonly nFalse: number;
  readonly nRightlyNot: number;
}

/** One for each threshold that makes a difference, from never to always. */
export function outcomesOf({ thresholds, hits, others }: ScoreSteps): readonly Outcome[] {
  const [nHits, nOthers] = [sum(hits), sum(others)];
  let [nFound, nFalse] = [0, 0];
  const never = { threshold: Number.POSITIVE_INFINITY, nFound, nMissed: nHits, nFalse, nRightlyNot: nOthers };
  const rest = thresholds.map((threshold, step) => {
    nFound += hits[step];
    nFalse += others[step];
    return { threshold, nFound, nMissed: nHits - nFound, nFalse, nRightlyNot: nOthers - nFalse };
  });
  return [never, ...rest];
}

/** At a threshold that need not be one of those that are told: that of the next higher score. */
export function outcomeAt(outcomes: readonly Outcome[], threshold: number): Outcome {
  const outcome = outcomes.findLast((each) => each.threshold >= threshold) ?? outcomes[0];
  return { ...outcome, threshold };
}

export interface Costs {
  /** Of calling a row of another class by this one, and of missing one of this class. */
  readonly falseAlarm: number;
  readonly missed: number;
}

export const costOf = ({ nFalse, nMissed }: Outcome, { falseAlarm, missed }: Costs): number =>
  nFalse * falseAlarm + nMissed * missed;

/** The one that costs least; of equals the one nearest to a probability of one half. */
export function cheapestOutcome(outcomes: readonly Outcome[], costs: Costs): Outcome {
  const distance = ({ threshold }: Outcome) => Math.abs(threshold - 0.5);
  return outcomes.reduce((best, each) => {
    const difference = costOf(each, costs) - costOf(best, costs);
    return difference < 0 || (difference === 0 && distance(each) < distance(best)) ? each : best;
  });
}

/** Share of the others that are called the class (x), and of the class that is found (y); of rows of one kind there is none. */
export function rocCurve(outcomes: readonly Outcome[]): readonly CurvePoint[] {
  const { nMissed: nHits, nRightlyNot: nOthers } = outcomes[0];
  if (nHits === 0 || nOthers === 0) return [];
  return outcomes.map(({ nFound, nFalse }) => ({ x: nFalse / nOthers, y: nFound / nHits }));
}

/** Share of the class that is found (x), and of those called it that are it (y); where none is called, there is no share. */
export function precisionRecallCurve(outcomes: readonly Outcome[]): readonly CurvePoint[] {
  const { nMissed: nHits } = outcomes[0];
  if (nHits === 0) return [];
  return outcomes.flatMap(({ nFound, nFalse }) =>
    nFound + nFalse === 0 ? [] : [{ x: nFound / nHits, y: nFound / (nFound + nFalse) }],
  );
}

/** Mean distance of what was said from what was found, over rows. @source Expected calibration error: Naeini et al., AAAI 2015. */
export function calibrationError({ calibration: { nRows, said, found } }: ScoreSteps): number {
  const total = sum(nRows);
  return total === 0 ? Number.NaN : sum(nRows.map((n, bin) => n * Math.abs(said[bin] - found[bin]))) / total;
}

/**
 * Where a share that was found of so many rows may truly lie, 95 times of 100.
 *
 * @source Wilson, "Probable inference, the law of succession, and statistical inference" (1927).
 */
export function shareInterval(share: number, nRows: number): readonly [number, number] {
  const z = 1.959963984540054;
  const centre = (share + z ** 2 / (2 * nRows)) / (1 + z ** 2 / nRows);
  const reach = (z * Math.sqrt((share * (1 - share)) / nRows + z ** 2 / (4 * nRows ** 2))) / (1 + z ** 2 / nRows);
  return [Math.max(0, centre - reach), Math.min(1, centre + reach)];
}

export interface ClassRow {
  readonly code: number;
  /** Rows of the class, and rows that are called it. */
  readonly nRows: number;
  readonly nSaid: number;
  /** Shares, NaN of no rows: of those called it that are it, and of those that are it that are called so. */
  readonly precision: number;
  readonly recall: number;
  /** Their harmonic mean. */
  readonly f1: number;
}

/** @param confusion [nClasses, nClasses], rows by true class */
export function classRows(confusion: readonly number[], nClasses: number): readonly ClassRow[] {
  const codes = Array.from({ length: nClasses }, (_, code) => code);
  return codes.map((code) => {
    const right = confusion[code * nClasses + code];
    const nRows = sum(codes.map((said) => confusion[code * nClasses + said]));
    const nSaid = sum(codes.map((is) => confusion[is * nClasses + code]));
    return { code, nRows, nSaid, precision: right / nSaid, recall: right / nRows, f1: (2 * right) / (nRows + nSaid) };
  });
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
