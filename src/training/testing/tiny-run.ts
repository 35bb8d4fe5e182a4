/** Test support: whole runs on tiny tables with the float64 reference engine, a clock that is set by hand and no host. */

import { type StudioError, studioError } from "../../base/error.ts";
import type { ChunkReport, Engine, Schedule, TrainableProgram } from "../../engine/engine.ts";
import { createEvaluatorEngine } from "../../engine/reference/evaluator-engine.ts";
import { catalogue } from "../../pipeline/catalogue.ts";
import { defaultDocument } from "../../pipeline/default-document.ts";
import type { PipelineDocument, TrainingSettings } from "../../pipeline/document.ts";
import { tinyDataset } from "../../pipeline/testing/tiny-pipeline.ts";
import type { Dataset } from "../../table/types.ts";
import { TRAINING_PHASES } from "../phases.ts";
import { type TrainOptions, train } from "../trainer.ts";
import type { TrainedPipeline, TrainingProgress } from "../types.ts";

/** A clock that moves only where a test says so, in milliseconds. */
export class HandClock {
  now = 0;
  read = (): number => this.now;
}

/** The proposed pipeline with a network of width 4, which the reference engine trains in milliseconds a step. */
export function smallDocument(
  dataset: Dataset,
  training: Partial<TrainingSettings> = {},
  settings: Readonly<Record<string, Record<string, unknown>>> = {},
): PipelineDocument {
  const base = defaultDocument(dataset.schema);
  const change: Readonly<Record<string, Record<string, unknown>>> = { "neural-network": { width: 4 }, ...settings };
  return {
    ...base,
    blocks: base.blocks.map((block) => ({ ...block, settings: { ...block.settings, ...change[block.type] } })),
    training: { ...base.training, deploy: "one", batchSize: 16, maxSteps: 20, budgetSeconds: 3600, ...training },
    target: dataset.schema.target,
  };
}

/** Of all phases those whose steps, seconds and messages tests count, whatever is added to them. */
export const BASIC_PHASES = TRAINING_PHASES.filter(({ id }) => ["soft", "tuning", "baseline"].includes(id));

export interface TinyRun {
  readonly trained: TrainedPipeline;
  readonly progress: readonly TrainingProgress[];
}

/** Trains through the basic phases, or an ensemble where the document says so; everything not given is the smallest that works. */
export async function runTiny(options: Partial<TrainOptions> = {}): Promise<TinyRun> {
  const dataset = options.dataset ?? tinyDataset();
  const isEnsemble = options.document?.training.deploy === "ensemble";
  const progress: TrainingProgress[] = [];
  const trained = await train({
    catalogue,
    ...(isEnsemble ? {} : { phases: BASIC_PHASES }),
    document: smallDocument(dataset),
    engine: createEvaluatorEngine(),
    clock: new HandClock().read,
    control: { gate: async () => "run", isStopped: () => false },
    fileHashes: ["00"],
    splitNotes: [],
    ...options,
    dataset,
    onProgress(message) {
      progress.push(message);
      options.onProgress?.(message);
    },
  });
  return { trained, progress };
}

/** What a test may do around the chunks of an engine. */
export interface EngineHooks {
  /** Before a program is compiled, counted from 1 over the whole engine. */
  readonly onCompile?: (count: number) => void;
  /** Before a chunk runs, counted from 1 over the whole engine. */
  readonly onRun?: (count: number, steps: number, schedule: Schedule) => void;
  readonly afterRun?: (chunk: ChunkReport, replica: number) => ChunkReport;
  readonly onEvaluate?: () => void;
}

/** The reference engine with something done around its chunks. */
export function hookedEngine(hooks: EngineHooks, title = "Hooked"): Engine & { isDisposed: boolean } {
  const inner = createEvaluatorEngine();
  let nCompiled = 0;
  let nRuns = 0;
  return {
    ...inner,
    info: { ...inner.info, title },
    isDisposed: false,
    async compile(program, data, plan) {
      hooks.onCompile?.(++nCompiled);
      const trainable = await inner.compile(program, data, plan);
      const hooked: TrainableProgram = {
        async run(steps, schedule) {
          hooks.onRun?.(++nRuns, steps, schedule);
          const chunks = await trainable.run(steps, schedule);
          return chunks.map((chunk, index) => hooks.afterRun?.(chunk, index) ?? chunk);
        },
        async evaluate(...of) {
          hooks.onEvaluate?.();
          return trainable.evaluate(...of);
        },
        read: (...of) => trainable.read(...of),
        write: (...of) => trainable.write(...of),
        dispose: () => trainable.dispose(),
      };
      return hooked;
    },
    dispose() {
      this.isDisposed = true;
    },
  };
}

export function lostDevice(): StudioError {
  return studioError("E_GPU_LOST", { reason: "unknown", message: "one that is gone" });
}

/** The proposed pipeline without a given number of steps: the clock decides. */
export function onBudget(budgetSeconds: number): PipelineDocument {
  const dataset = tinyDataset();
  const { maxSteps: _, ...training } = smallDocument(dataset, { budgetSeconds }).training;
  return { ...smallDocument(dataset), training };
}

/** An engine whose steps take a while on the hand clock, and how often each kind of chunk ran. */
export function timed(clock: HandClock, msPerStep: number) {
  const chunks: number[] = [];
  const engine = hookedEngine({
    onRun(_, steps) {
      clock.now += steps * msPerStep;
      chunks.push(steps);
    },
  });
  return { engine, chunks };
}
