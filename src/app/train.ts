/** Training: a table and a document become a trained pipeline and its report, on an engine that is started for it. */
import { studioError } from "../base/error.ts";
import { inPieces } from "../base/in-pieces.ts";
import { engineText } from "../base/texts/engine.ts";
import type { Engine, EngineInfo } from "../engine/engine.ts";
import type { EngineChoice } from "../engine/select/engine-choice.ts";
import { catalogue } from "../pipeline/catalogue.ts";
import type { PipelineDocument } from "../pipeline/document.ts";
import { columnStatisticsInPieces } from "../table/new-rows/column-statistics.ts";
import { type Checkpoint, checkpointSchema } from "../training/checkpoint/checkpoint.ts";
import type { PhaseRow } from "../training/phases.ts";
import { train as trainOn } from "../training/trainer.ts";
import type { Pace, TrainedPipeline, TrainingControl, TrainingProgress } from "../training/types.ts";
import type { WatchedTraining } from "../training/watched-training.ts";
import { weaknessesOf } from "../training/weaknesses.ts";
import { documentOfRun } from "./document-table.ts";
import { doubtNotes } from "./doubt-notes.ts";
import type { Host } from "./host.ts";
import { coresWithin } from "./members/cores-within.ts";
import { sampleNotes, withRowsOfFiles } from "./rows-of-files.ts";
import { RunControl } from "./run-control.ts";
import type { TrainingTable } from "./training-table.ts";

export interface TrainOptions {
  readonly table: TrainingTable;
  /** When somebody asked for it, by the host's clock: the budget covers what was made ready since. Absent: now. */
  readonly askedAt?: number;
  /** Its rules and target become those that made the table. */
  readonly document: PipelineDocument;
  readonly engine: EngineChoice;
  /** A trained pipeline whose weights training goes on from. */
  readonly resume?: TrainedPipeline | undefined;
  /** What the run goes through, whatever evidence would say: to measure what is learned. Absent: as the document says what is deployed. */
  readonly phases?: readonly PhaseRow[];
  /** Of the blend; absent: as fast as the engine can. */
  readonly pace?: Pace | undefined;
  /**
   * Pause, single steps and Stop. An abort signal would not do: a run that is stopped hardens, measures and returns what it
   * came to. Absent: nothing interferes.
   */
  readonly control?: TrainingControl;
  readonly onProgress?: (progress: TrainingProgress) => void;
  /** What another worker came to in this very run, as it was stored. */
  readonly checkpoint?: unknown;
  /** Takes what is new of the run, every few seconds, so that it can be gone on with. */
  readonly onCheckpoint?: (news: Checkpoint) => void;
  /** Which engine runs, and why: at the start, and where another has to take over. */
  readonly onEngine?: (info: EngineInfo, reason: string) => void;
  /** Takes the training that people watch, as it begins: what it does to rows can be looked at. */
  readonly onWatched?: (watched: WatchedTraining) => void;
}

/**
 * Trains a pipeline end to end and everything that it is compared with.
 *
 * @throws E_PIPELINE_* for an incomplete pipeline, E_TRAIN_* where training cannot go on, E_GPU_* and E_ENGINE_* of engines.
 */
export async function train(options: TrainOptions, host: Host): Promise<TrainedPipeline> {
  const { table, onEngine, onProgress, control = new RunControl() }: TrainOptions = options;
  const { resume, pace, onCheckpoint, onWatched, askedAt = host.clock() } = options;
  const checkpoint = options.checkpoint === undefined ? undefined : readCheckpoint(options.checkpoint);
  let engine: Engine | undefined;
  const take = async (choice: EngineChoice) => {
    const chosen = await host.engines.choose(choice);
    engine?.dispose();
    engine = chosen.engine;
    return chosen;
  };
  const start = async (choice: EngineChoice, why?: string): Promise<Engine> => {
    const chosen = await take(choice);
    onEngine?.(chosen.engine.info, why ?? chosen.reason);
    return chosen.engine;
  };
  const cores = coresWithin(host, table.dataset);
  const [nCores, nAll] = [cores?.nCores ?? 1, host.members?.nCores ?? 1];
  const coreNotes = nCores < nAll ? [engineText("fewerCores", { nCores, nAll })] : [];
  const rest = async () => {
    await host.pause?.();
    await control.rest?.();
  };
  // Before, not after: whoever has pressed Stop waits for a result.
  const columns = await inPieces(columnStatisticsInPieces(table.raw, table.rules, table.target.name), rest);
  try {
    const trained = await trainOn({
      catalogue,
      document: documentOfRun(options.document, table),
      dataset: table.dataset,
      engine: await start(options.engine),
      // What follows the blend elsewhere is a note of the run: its engine is still the one that trained the blend.
      recover: async (why) =>
        why === "lost" ? start("compiled-wasm", engineText("deviceLost")) : (await take("compiled-wasm")).engine,
      clock: host.clock,
      askedAt,
      control,
      onProgress: (progress) => onProgress?.(progress),
      fileHashes: table.fileHashes,
      splitNotes: [
        ...weaknessesOf(table.dataset),
        ...table.notes,
        ...doubtNotes(table.rules),
        ...sampleNotes(table.raw),
        ...coreNotes,
      ],
      ...(pace ? { pace } : {}),
      ...(options.phases ? { phases: options.phases } : {}),
      ...(host.pause ? { pause: host.pause } : {}),
      ...(cores ? { cores } : {}),
      ...(resume ? { resume } : {}),
      ...(checkpoint ? { checkpoint } : {}),
      ...(onCheckpoint ? { onCheckpoint } : {}),
      ...(onWatched ? { onWatched } : {}),
    });
    return { ...trained, report: withRowsOfFiles(trained.report, table.raw), columns };
  } finally {
    engine?.dispose();
  }
}

/** @throws E_SESSION_CHECKPOINT */
function readCheckpoint(stored: unknown): Checkpoint {
  const { data, success } = checkpointSchema.safeParse(stored);
  if (success) return data;
  throw studioError("E_SESSION_CHECKPOINT");
}
