/** What a method is given, and what it gives. */
import type { EngineChoice } from "../../src/engine/select/engine-choice.ts";
import type { Metrics } from "../../src/training/metrics.ts";
import type { Budget } from "./budget.ts";
import type { Plan } from "./plan.ts";
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
  /** Whole trainings among which it picked or which it weighs; their test rows are predicted after that. */
  readonly tried?: readonly { readonly name: string; readonly validation: Float64Array; readonly test: Float64Array }[];
  /** Of all trainings together, of the product the blend's alone; absent where nothing is counted in steps. */
  readonly steps?: number;
  /** Draws of hyperparameters; absent where nothing is drawn. */
  readonly trials?: number;
  /** Processor seconds where another process did the work; absent: this one did. */
  readonly cpuSeconds?: number;
  /** Test metrics of the stages of the product's run. */
  readonly stages?: Readonly<Record<string, Metrics>>;
}

export type Method = (task: SplitTask, budget: Budget, bench: Bench) => Promise<MethodResult>;
