/** What an engine is fed at a step besides rows: schedule values and noise, the same numbers on every engine. */
import { type RandomKey, randomNormals, randomWords } from "../../base/random.ts";
import { N_PLACES } from "../../program/inputs.ts";
import { type Program, sizeOf } from "../../program/types.ts";
import { curveAt, type Schedule } from "../engine.ts";

/** Row-free inputs of a step by name. */
export type RowFreeFeeds = Readonly<Record<string, ArrayLike<number>>>;

export interface StepFeeds {
  readonly step: number;
  /** Rows of the table, unique. */
  readonly trainRows: Uint32Array;
  /** Rows of the table; absent where no update of the plan reads validation rows. */
  readonly validationRows?: Uint32Array;
  readonly inputs: RowFreeFeeds;
  /** Before the optimisers' own rates. */
  readonly learningRate: number;
}

export function progressAt(schedule: Schedule, step: number): number {
  return Math.min(step / Math.max(schedule.totalSteps, 1), 1);
}

/** Schedule inputs at a step; a schedule input that the schedule does not name has its value at prediction. */
function scheduleValues(
  program: Pick<Program, "nodes">,
  schedule: Schedule | undefined,
  progress: number,
): RowFreeFeeds {
  const feeds: Record<string, ArrayLike<number>> = {};
  for (const node of program.nodes) {
    if (node.kind !== "input" || node.training?.kind !== "schedule") continue;
    const curve = schedule?.inputs[node.name];
    feeds[node.name] = [curve ? curveAt(curve, progress) : node.training.atPrediction];
  }
  return feeds;
}

/** Noise inputs of one stream take consecutive elements in node order, so that two blocks never share numbers. */
function noiseValues(program: Pick<Program, "nodes">, key: { seed: number; step: number } | undefined): RowFreeFeeds {
  const feeds: Record<string, ArrayLike<number>> = {};
  const taken = new Map<number, number>();
  for (const node of program.nodes) {
    if (node.kind !== "input" || node.training?.kind !== "noise") continue;
    const { stream, distribution } = node.training;
    const length = sizeOf(node.type.shape);
    const first = taken.get(stream) ?? 0;
    taken.set(stream, first + length);
    feeds[node.name] = key
      ? DRAWS[distribution]({ seed: key.seed, stream, step: key.step }, length, first)
      : new Float32Array(length);
  }
  return feeds;
}

/** As `ProgramBuilder.places` has it. An input takes fewer blocks than it has elements, so none meets the next one's. */
function drawPlaces(key: RandomKey, length: number, first: number): Float32Array {
  return Float32Array.from(randomWords(key, length, first), (word) => ((word % N_PLACES) + 0.5) / N_PLACES);
}

const DRAWS = { normal: randomNormals, places: drawPlaces } as const;

/** Row-free inputs in training. */
export function trainingInputs(
  program: Pick<Program, "nodes">,
  schedule: Schedule,
  key: { readonly seed: number; readonly step: number },
): RowFreeFeeds {
  return { ...scheduleValues(program, schedule, progressAt(schedule, key.step)), ...noiseValues(program, key) };
}

/** Row-free inputs with noise off; without a schedule, those of prediction. */
export function evaluationInputs(program: Pick<Program, "nodes">, schedule?: Schedule, step = 0): RowFreeFeeds {
  const progress = schedule ? progressAt(schedule, step) : 1;
  return { ...scheduleValues(program, schedule, progress), ...noiseValues(program, undefined) };
}
