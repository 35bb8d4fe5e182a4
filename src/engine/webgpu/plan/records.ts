/** What the device is told of each step and of each evaluation: records of 32-bit words. */
import { type Node, sizeOf } from "../../../program/types.ts";
import type { OptimiserSettings } from "../../engine.ts";
import { BATCH_FEEDS } from "../../loops/statements.ts";
import type { CompiledOperation } from "../../loops/step-passes.ts";
import type { UpdateFactors } from "../../step/optimiser-rule.ts";
import type { RowFreeFeeds } from "../../step/step-feeds.ts";
import { Region } from "./locations.ts";

/** Kernels see the feeds from a multiple of 256 bytes on. */
const WORDS_OF_ALIGNMENT = 64;

/** Numbers of an update: [moment, second, decay, share of the average]. */
export const FACTORS = 4;

interface InputLocation {
  readonly at: number;
  readonly size: number;
}

/** Words of a record; a pass reads row-free inputs by `feeds`. */
interface RecordLayout {
  readonly inputs: ReadonlyMap<string, InputLocation>;
  readonly feeds: ReadonlyMap<string, number>;
  /** A multiple of 256 bytes. */
  readonly words: number;
}

export interface StepRecordLayout extends RecordLayout {
  /** 1 in the record before that of a first step: nothing but the prologue of its first pass runs. */
  readonly isPrologueOnly: number;
  readonly trainRows: number;
  /** Absent where no pass reads validation rows, whatever a step brings. */
  readonly validationRows: number | undefined;
  /** −(learning rate · the model's own rate), of each replica. */
  readonly ahead: number;
  /** FACTORS numbers of each replica, for each update in the order of the operations and of their groups. */
  readonly factors: readonly { readonly operation: number; readonly group: number; readonly at: number }[];
}

export interface EvaluationRecordLayout extends RecordLayout {
  readonly count: number;
  /** Number of the evaluation point, and what to do with it (EVALUATION_FLAGS). */
  readonly slot: number;
  readonly flags: number;
  readonly rows: number;
  readonly maxRows: number;
}

export const EVALUATION_FLAGS = {
  /** Sums of losses begin anew. */
  isPoint: 1,
  countsForBest: 2,
} as const;

function takeInputs(region: Region, nodes: readonly Node[]): ReadonlyMap<string, InputLocation> {
  const locations = new Map<string, InputLocation>();
  for (const node of nodes) {
    if (node.kind !== "input" || node.type.rows) continue;
    const size = sizeOf(node.type.shape);
    locations.set(node.name, { at: region.take(size), size });
  }
  return locations;
}

function feedsOf(inputs: ReadonlyMap<string, InputLocation>): Map<string, number> {
  return new Map([...inputs].map(([name, { at }]) => [name, at]));
}

function padded(words: number): number {
  return Math.ceil(words / WORDS_OF_ALIGNMENT) * WORDS_OF_ALIGNMENT;
}

export function layOutStep(
  nodes: readonly Node[],
  operations: readonly CompiledOperation[],
  batches: { readonly train: number; readonly validation: number },
  nReplicas: number,
): StepRecordLayout {
  const region = new Region();
  const isPrologueOnly = region.take(1);
  const trainRows = region.take(batches.train);
  const validationRows = batches.validation > 0 ? region.take(batches.validation) : undefined;
  const inputs = takeInputs(region, nodes);
  const ahead = region.take(nReplicas);
  const factors = operations.flatMap((operation, index) =>
    operation.kind === "update"
      ? operation.groups.map((group) => ({ operation: index, group, at: region.take(FACTORS * nReplicas) }))
      : [],
  );
  const feeds = feedsOf(inputs);
  return { isPrologueOnly, trainRows, validationRows, inputs, feeds, ahead, factors, words: padded(region.size) };
}

export function layOutEvaluation(nodes: readonly Node[], maxRows: number): EvaluationRecordLayout {
  const region = new Region();
  const [count, size, inverse, slot, flags] = [0, 1, 2, 3, 4].map(() => region.take(1));
  const inputs = takeInputs(region, nodes);
  const rows = region.take(maxRows);
  const feeds = feedsOf(inputs).set(BATCH_FEEDS.size, size).set(BATCH_FEEDS.inverse, inverse);
  return { count, slot, flags, inputs, feeds, rows, maxRows, words: padded(region.size) };
}

function writeInputs(layout: RecordLayout, words: Int32Array, inputs: RowFreeFeeds): void {
  const floats = new Float32Array(words.buffer, words.byteOffset, words.length);
  for (const [name, { at, size }] of layout.inputs) {
    const values = inputs[name];
    for (let i = 0; i < size; i++) floats[at + i] = values?.[i] ?? 0;
  }
}

/** @param words the record, all of it. */
export function writeStep(
  layout: StepRecordLayout,
  words: Int32Array,
  feeds: {
    readonly trainRows: Uint32Array;
    readonly validationRows?: Uint32Array;
    readonly inputs: RowFreeFeeds;
    readonly replicas: readonly {
      readonly learningRate: number;
      /** In the order of the layout. */
      readonly factors: readonly (UpdateFactors & { readonly average: number })[];
    }[];
    readonly model: OptimiserSettings;
  },
): void {
  words.set(feeds.trainRows, layout.trainRows);
  if (feeds.validationRows && layout.validationRows !== undefined)
    words.set(feeds.validationRows, layout.validationRows);
  writeInputs(layout, words, feeds.inputs);
  const floats = new Float32Array(words.buffer, words.byteOffset, words.length);
  feeds.replicas.forEach(({ learningRate, factors }, replica) => {
    floats[layout.ahead + replica] = -learningRate * feeds.model.rate;
    layout.factors.forEach(({ at }, index) => {
      const { moment, second, decay, average } = factors[index];
      floats.set([moment, second, decay, average], at + FACTORS * replica);
    });
  });
}

export function writeEvaluation(
  layout: EvaluationRecordLayout,
  words: Int32Array,
  given: { readonly rows: Uint32Array; readonly inputs: RowFreeFeeds; readonly slot: number; readonly flags: number },
): void {
  const floats = new Float32Array(words.buffer, words.byteOffset, words.length);
  const { rows, inputs, slot, flags } = given;
  words[layout.count] = rows.length;
  floats[layout.feeds.get(BATCH_FEEDS.size)!] = rows.length;
  floats[layout.feeds.get(BATCH_FEEDS.inverse)!] = 1 / rows.length;
  words[layout.slot] = slot;
  words[layout.flags] = flags;
  writeInputs(layout, words, inputs);
  words.set(rows, layout.rows);
}
