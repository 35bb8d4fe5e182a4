/** Differences as pictures show them: right of zero, what is deployed or tried is better. Pure. */
import { formatAlike, withUnit } from "../../base/numbers.ts";
import { intervalText } from "../../base/texts/studio/results.ts";
import { CONSTANT, PLAIN } from "../../training/ensemble/candidates.ts";
import { metricLabel, metricLabels } from "../../training/metrics.ts";
import { namingOf, STAGE_ROWS, stageTitle } from "../../training/phases.ts";
import type { OpponentDifference, TrainingReport, Verdict } from "../../training/types.ts";
import { isUnfair, VERDICT_MARKS } from "./verdict-words.ts";

export interface Interval {
  readonly difference: number;
  readonly low: number;
  readonly high: number;
}

export interface IntervalRow extends Interval {
  readonly id: string;
  readonly name: string;
  /** The difference and its interval, in words. */
  readonly words: string;
  readonly kind: "good" | "bad" | "even";
  /** Differences are of shares: they are shown in hundredths. */
  readonly isShare?: boolean;
  /** It does not set the scale: it lies so far off that it would take the room of the others. */
  readonly isFar?: boolean;
}

const MARGIN = 0.06;

/** From where to where intervals are shown: all of them whole, and zero among them. */
export function plotRange(intervals: readonly Interval[]): readonly [number, number] {
  const ends = intervals.flatMap(({ low, high }) => [low, high]).filter(Number.isFinite);
  const [low, high] = [Math.min(0, ...ends), Math.max(0, ...ends)];
  const margin = MARGIN * (high - low) || 1;
  return [low - margin, high + margin];
}

/** Ends that lie so many times as far out as the next ones leave nothing to be seen of these. */
const FAR = 4;
/** At most this share of rows is left out of the scale. */
const MOST_FAR = 1 / 3;

/** Those that set the scale: without a few that lie so far out that they would take the room of all others. */
export function nearOf<One extends Interval>(intervals: readonly One[]): readonly One[] {
  const reachOf = ({ low, high }: Interval) => Math.max(Math.abs(low), Math.abs(high));
  const farFirst = intervals.filter((one) => Number.isFinite(reachOf(one))).sort((a, b) => reachOf(b) - reachOf(a));
  for (let count = Math.floor(farFirst.length * MOST_FAR); count > 0; count--) {
    const next = reachOf(farFirst[count]);
    if (next > 0 && reachOf(farFirst[count - 1]) > FAR * next) return farFirst.slice(count);
  }
  return intervals;
}

/** Whether a picture shows that something lies outside of it, instead of where. */
export const isOutside = ({ difference }: Interval, [low, high]: readonly [number, number]): boolean =>
  difference < low || difference > high;

type Difference = Omit<Verdict, "sentence">;

/** "0.034 (0.012 to 0.055)", in points where the metric is a share, in its unit where it has one. */
function differenceWords({ difference, low, high, metric }: Difference, unit: string | undefined): string {
  const { unit: kind } = metricLabels[metric];
  const [own, from, to] = formatAlike([difference, low, high].map((value) => (kind === "share" ? 100 * value : value)));
  const size =
    kind === "share" ? intervalText("points", { number: own }) : withUnit(own, kind === "target" ? (unit ?? "") : "");
  return intervalText("likely", { size, from, to });
}

/** How something else than a stage compares, such as a model of one's own. */
export interface OtherOpponent {
  readonly name: string;
  readonly difference: Difference;
}

/** What is deployed may be one of its own opponents: against itself it has neither a difference nor an interval. */
function isDeployed({ stage, difference, low, high }: OpponentDifference, { members = [] }: TrainingReport): boolean {
  const [one, another] = members.filter(({ weight }) => weight > 0);
  if (!one || another || one.isLearned || [difference, low, high].some((value) => value !== 0)) return false;
  return one.id === PLAIN ? stage === "baseline" : stage === "fixed" || (stage === "constant" && one.id === CONSTANT);
}

/** Opponents that are another pipeline than the deployed one. */
export const otherOpponents = (report: TrainingReport): readonly OpponentDifference[] =>
  (report.opponents ?? []).filter((each) => !isDeployed(each, report));

/** Whether what is deployed is the plain pipeline itself. */
export const isPlainDeployed = (report: TrainingReport): boolean =>
  (report.opponents ?? []).some((each) => each.stage === "baseline" && isDeployed(each, report));

/** The opponent that is deployed itself, as it is called among the others; "" where none is. */
export function deployedOpponent(report: TrainingReport): string {
  const same = report.opponents?.find((each) => isDeployed(each, report));
  const row = STAGE_ROWS.find(({ id }) => id === same?.stage);
  return row ? stageTitle(row, namingOf(report)) : "";
}

/** What is deployed against each of its opponents, on test rows; none of a report of an earlier version without a verdict. */
export function opponentRows(report: TrainingReport, others: readonly OtherOpponent[] = []): readonly IntervalRow[] {
  const naming = namingOf(report);
  const of = (id: string, name: string, difference: Difference): IntervalRow => ({
    ...{ id, name, ...difference, words: differenceWords(difference, report.unit) },
    kind: VERDICT_MARKS[difference.verdict].kind,
    isShare: metricLabels[difference.metric].unit === "share",
    isFar: id === "constant",
  });
  const told = otherOpponents(report).flatMap((each) => {
    const row = STAGE_ROWS.find(({ id }) => id === each.stage);
    if (!row) return [];
    const shown = of(each.stage, stageTitle(row, naming), each);
    // Against what was cut short nothing was found out; what needs no training was not.
    const isOpen = report.verdict !== undefined && isUnfair(report.verdict) && !shown.isFar;
    return [isOpen ? { ...shown, kind: "even" as const } : shown];
  });
  return [...others.map(({ name, difference }) => of(`own:${name}`, name, difference)), ...told];
}

/** What the picture of the opponents shows. */
export function opponentCaption({ verdict, opponents, rows }: TrainingReport): string {
  const metric = verdict?.metric ?? opponents?.[0]?.metric;
  return metric ? intervalText("caption", { metric: metricLabel(metric), nRows: verdict?.nRows ?? rows.test }) : "";
}
