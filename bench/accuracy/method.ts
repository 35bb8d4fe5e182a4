/** What a method is given, and what it gives. */
import type { EngineChoice } from "../../src/engine/select/engine-choice.ts";
import type { Metrics } from "../../src/training/metrics.ts";
import type { Budget, Plan } from "./plan.ts";
import type { SplitTask } from "./split-task.ts";

/** Where methods run. */
export interface Bench {
  readonly engine: EngineChoice;
  /** Absent: as many as suit the machine. */
  readonly threads?: number | undefined;
}

export interface MethodResult {
  /** Of the rows of each split, ascending: [rows, nClasses] probabilities, or [rows] in the target's unit. */
  readonly validation: Float64Array;
  readonly test: Float64Array;
  readonly plan: Plan;
  /** Engine id, or the versions of what trained instead. */
  readonly engine: string;
  /** Of all trainings together; absent where nothing is counted in steps. */
  readonly steps?: number;
  /** Test metrics of the stages of the product's run. */
  readonly stages?: Readonly<Record<string, Metrics>>;
}

export type Method = (task: SplitTask, budget: Budget, bench: Bench) => Promise<MethodResult>;
