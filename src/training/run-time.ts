/** How long a run has: its budget, what Stop leaves of it, and what that affords. */
import type { TrainingSettings } from "../pipeline/document.ts";
import { FIT_ROWS } from "../pipeline/fit.ts";
import type { DatasetSchema } from "../table/types.ts";
import type { RunClock } from "./run-clock.ts";
import type { TrainingControl } from "./types.ts";

/** After Stop, milliseconds until there is a result, less what the chunk takes that was on its way. */
const STOPPED_MS = 1000;
/** Scoring is planned for at most this share of the whole: with more rows than fit, it takes a sample. */
const MAX_SCORING_SHARE = 0.25;
/** Statistics look at so many cells for each second of the budget, which takes a tenth of it … */
const FITTED_CELLS_PER_SECOND = 100_000;
/** … at so many at most, which take half a second … */
const MOST_FITTED_CELLS = 600_000;
/** … and after Stop at so many in all. */
const FITTED_CELLS_AFTER_STOP = 60_000;
/** In any case at so many rows: the share of rows below a quantile is then right to 0.045, with 95 % confidence. */
const FEWEST_FITTED_ROWS = 500;
/** What is told nears a lower estimate so fast, so that a single one that is too low is not believed at once. */
const NEARING_MS = 1500;

/** What comes after the trainings of an ensemble, and needs time of theirs. */
type Reserved = "refit" | "less" | "tags";

export class RunTime {
  private readonly budgetMs: number;
  /** Steps are given: the budget is a bound, and mostly one that is far away. */
  readonly isFixed: boolean;
  private stoppedAtMs: number | undefined;
  private readonly reserved = new Map<Reserved, number>();
  private told: { readonly leftMs: number; readonly atMs: number } | undefined;

  constructor(
    private readonly clock: RunClock,
    private readonly control: Pick<TrainingControl, "isStopped">,
    { budgetSeconds, maxSteps }: Pick<TrainingSettings, "budgetSeconds" | "maxSteps">,
  ) {
    this.budgetMs = budgetSeconds * 1000;
    this.isFixed = maxSteps !== undefined;
  }

  /** Until the run has to be over: its budget is, or Stop was long enough ago. */
  msLeft(): number {
    const ms = this.clock.activeMs();
    if (this.control.isStopped()) this.stoppedAtMs ??= ms;
    const ofBudget = this.budgetMs - ms;
    return this.stoppedAtMs === undefined ? ofBudget : Math.min(ofBudget, this.stoppedAtMs + STOPPED_MS - ms);
  }

  /** What phases leave to scoring, of what it is expected to take, and to what time is kept for. */
  keptForScoring(scoringMs: number): number {
    const isStopped = this.stoppedAtMs !== undefined;
    const most = MAX_SCORING_SHARE * (isStopped ? STOPPED_MS : this.budgetMs);
    const reservedMs = [...this.reserved.values()].reduce((sum, ms) => sum + ms, 0);
    return Math.min(scoringMs, most) + (isStopped ? 0 : reservedMs);
  }

  /** Keeps some of the time from trainings, until Stop or `release`. */
  reserve(what: Reserved, ms: number): void {
    this.reserved.set(what, ms);
  }

  release(what: Reserved): void {
    this.reserved.delete(what);
  }

  /** For scoring: where the steps are given, so are the rows, unless somebody has stopped the run. */
  scoringMsLeft = (): number => {
    const ms = this.msLeft();
    return this.isFixed && this.stoppedAtMs === undefined ? Number.POSITIVE_INFINITY : ms;
  };

  /** On how many training rows statistics are fitted; undefined: on as many as ever. */
  fitRows({ numbers, categories }: DatasetSchema): number | undefined {
    const isStopped = this.control.isStopped();
    if (this.isFixed && !isStopped) return undefined;
    const affordable = Math.min((FITTED_CELLS_PER_SECOND * this.budgetMs) / 1000, MOST_FITTED_CELLS);
    const nCells = isStopped ? FITTED_CELLS_AFTER_STOP : affordable;
    const nRows = Math.floor(nCells / (numbers.length + categories.length));
    return Math.min(Math.max(nRows, FEWEST_FITTED_ROWS), FIT_ROWS);
  }

  /**
   * The time left as people are told it: no more than the budget has, never more than before, and always less as time goes by. Where an
   * estimate is higher than what was told, that runs down the more slowly, and is over when the estimate is.
   *
   * @param estimateMs undefined before any speed is known.
   * @returns Infinity where nothing can be said.
   */
  tellMs(estimateMs: number | undefined): number {
    const ofBudget = Math.max(this.msLeft(), 0);
    const unknown = this.isFixed ? Number.POSITIVE_INFINITY : ofBudget;
    const estimate = estimateMs === undefined ? unknown : Math.min(estimateMs, ofBudget);
    const atMs = this.clock.seconds() * 1000;
    const leftMs = this.told
      ? Math.min(nextTold(this.told.leftMs, estimate, atMs - this.told.atMs), ofBudget)
      : estimate;
    // What nobody could say yet is no promise.
    if (Number.isFinite(leftMs)) this.told = { leftMs, atMs };
    return leftMs;
  }
}

/** What is told next. @param passedMs since the last time. */
function nextTold(toldMs: number, estimateMs: number, passedMs: number): number {
  if (estimateMs <= 0) return 0;
  if (estimateMs >= toldMs) return toldMs * Math.exp(-passedMs / estimateMs);
  return estimateMs + (toldMs - estimateMs) * Math.exp(-passedMs / NEARING_MS);
}
