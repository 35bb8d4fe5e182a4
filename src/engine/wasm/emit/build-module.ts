/** Writes passes as one WebAssembly module, and lays out its memory. */

import { slotsReadBy } from "../../loops/loop-builder.ts";
import { aligned, type ParameterLayout } from "../../loops/parameter-layout.ts";
import { planMemory } from "../../loops/plan-memory.ts";
import { BATCH_FEEDS, type Pass, type Slot, type Statement } from "../../loops/statements.ts";
import type { RowInput } from "../../step/row-inputs.ts";
import type { Address } from "./addresses.ts";
import { type FunctionWriter, ModuleWriter } from "./assembler.ts";
import { type EmitContext, STATEMENT_PARAMETERS } from "./instructions.ts";
import { MemoryMap } from "./memory-map.ts";
import { writeRoutines } from "./routines.ts";
import { StatementEmitter } from "./statement.ts";
import { CONTROL_LENGTH, MOST_ROWS, ROW_STEP, rowsFor, strideFor } from "./tile-size.ts";
import { writeVectors } from "./vector-functions.ts";

/** Addresses of what each replica has of its own. */
export interface ReplicaRegions {
  readonly parameters: number;
  readonly m: number;
  readonly v: number;
  /** As the parameters, at the averages of what moves, where these are averaged. */
  readonly average: number;
}

/** Addresses of the regions that outlive a pass. */
export interface Regions {
  readonly replicas: readonly ReplicaRegions[];
  readonly moved: number;
  /** The gradient vector, then the sums that are no gradient. */
  readonly gradient: number;
  readonly decay: number;
  readonly isParameter: number;
  readonly rows: number;
  /** One for each thread: a mask of rows, then values. */
  readonly tiles: readonly number[];
  /** As the gradient vector, for the threads beside the first. */
  readonly sums: readonly number[];
  /** CONTROL_LENGTH words that threads wait on. */
  readonly control: number;
}

export interface WasmProgramOptions {
  readonly passes: readonly Pass[];
  readonly layout: ParameterLayout;
  readonly inputs: readonly RowInput[];
  /** Most rows that a run takes. */
  readonly maxRows: number;
  /** Rows of a training batch, which the threads share; absent: maxRows. */
  readonly batchRows?: number;
  /** Absent: 1. */
  readonly nReplicas?: number;
}

/** Elements that the tile's values take at most at once. */
function planTile(pass: Pass) {
  return planMemory({
    stages: [pass.body],
    sizeOf: (slot) => (slot.space === "tile" || slot.space === "row input" ? slot.size : undefined),
  });
}

export interface Built {
  /** With what stands in it whatever table and constants are trained with. */
  readonly map: MemoryMap;
  readonly module: ModuleWriter;
  readonly layout: ParameterLayout;
  readonly regions: Regions;
  readonly feeds: ReadonlyMap<string, number>;
  readonly outputs: ReadonlyMap<string, number>;
  /** Addresses of row inputs by name. */
  readonly columns: ReadonlyMap<string, number>;
  /** Addresses of constants. */
  readonly constants: readonly { readonly slot: Slot; readonly address: number }[];
  readonly nSums: number;
  readonly passes: readonly {
    readonly pass: Pass;
    readonly tileRows: number;
    readonly sums: ReadonlyMap<Slot, number>;
  }[];
}

export function build(
  { passes, layout, inputs, maxRows, batchRows = maxRows, nReplicas = 1 }: WasmProgramOptions,
  nThreads: number,
): Built {
  const map = new MemoryMap();
  const module = new ModuleWriter();
  const routines = writeRoutines(module);
  writeVectors(module);
  const nPadded = Math.ceil(maxRows / ROW_STEP) * ROW_STEP + ROW_STEP;

  const named = (space: Slot["space"]) => {
    const addresses = new Map<string, number>();
    for (const { slots } of passes) {
      for (const slot of slots) {
        if (slot.space === space && !addresses.has(slot.name)) addresses.set(slot.name, map.reserve(4 * slot.size));
      }
    }
    return addresses;
  };
  const feeds = named("feed");
  for (const name of Object.values(BATCH_FEEDS)) if (!feeds.has(name)) feeds.set(name, map.reserve(4));
  const outputs = named("output");
  const columns = new Map(inputs.map(({ name, values }) => [name, map.reserve(values.byteLength)]));
  const constants: { slot: Slot; address: number }[] = [];
  const plans = passes.map((pass) => {
    const plan = planTile(pass);
    const tileRows = rowsFor(plan.total, nThreads === 1 ? maxRows : Math.ceil(batchRows / nThreads));
    return { pass, plan, tileRows, stride: strideFor(tileRows) };
  });
  const tileBytes = Math.max(0, ...plans.map(({ plan, stride }) => plan.total * stride));
  const sums = passes.map((pass) => layOutSums(pass, layout));
  const nSums = Math.max(layout.nMoving, ...sums.map(({ length }) => length));
  const vector = (length: number) => map.reserve(4 * length);
  const regions: Regions = {
    replicas: Array.from({ length: nReplicas }, () => {
      const parameters = vector(layout.length);
      const [m, v] = [vector(layout.nMoving), vector(layout.nMoving)];
      return { parameters, m, v, average: vector(layout.length) };
    }),
    moved: vector(layout.length),
    gradient: vector(nSums),
    decay: map.reserveFor(layout.decay),
    isParameter: map.reserveFor(layout.isParameter),
    rows: vector(nPadded),
    tiles: Array.from({ length: nThreads }, () => map.reserve(4 * MOST_ROWS + 64 + tileBytes)),
    sums: Array.from({ length: nThreads - 1 }, () => vector(nSums)),
    control: map.reserve(4 * CONTROL_LENGTH),
  };

  plans.forEach(({ pass, plan, stride }, index) => {
    const addressOfConstant = new Map<Slot, number>();
    const rowFree = planMemory({
      stages: [pass.prologue, pass.body, pass.epilogue],
      sizeOf: (slot) => (slot.space === "row-free" ? 4 * slot.size + 16 : undefined),
      alignment: 16,
    });
    const rowFreeBase = map.reserve(rowFree.total);
    const addressOf = (slot: Slot): Address => {
      switch (slot.space) {
        case "row input":
        case "tile":
          return { base: 0, offset: 4 * MOST_ROWS + plan.offsets.get(slot)! * stride };
        case "row-free":
          return { offset: rowFreeBase + rowFree.offsets.get(slot)! };
        case "constant": {
          let address = addressOfConstant.get(slot);
          if (address === undefined) {
            address = map.reserve(4 * (slot.data?.length ?? 0));
            addressOfConstant.set(slot, address);
            constants.push({ slot, address });
          }
          return { offset: address };
        }
        case "parameter":
          return { base: 1, offset: 4 * layout.spans.get(slot.name)!.offset };
        case "feed":
          return { offset: feeds.get(slot.name)! };
        case "sum":
          return { base: 2, offset: 4 * sums[index].offsets.get(slot)! };
        case "row output":
          throw new Error("a training pass gives nothing of each row");
        case "output": {
          const span = layout.spans.get(slot.name);
          return { offset: span ? regions.gradient + 4 * span.offset : outputs.get(slot.name)! };
        }
        default:
          return slot.space satisfies never;
      }
    };
    const factors = new Set(pass.body.flatMap(factorsOf));
    const context: EmitContext = {
      routines,
      addressOf,
      numberBytes: 4,
      stride,
      isFactor: (slot) => factors.has(slot),
      tableOf: (values, scale) => map.table(scale === 1 ? values : values.map((value) => value * scale)),
      maskOffset: 0,
    };
    writePass(module, context, { pass, index, columns });
  });
  return {
    map,
    module,
    layout,
    regions,
    feeds,
    outputs,
    columns,
    constants,
    nSums,
    passes: plans.map((plan, index) => ({ ...plan, sums: sums[index].offsets })),
  };
}

/** Row-bound values that a product reads. */
function factorsOf(statement: Statement): readonly Slot[] {
  if (statement.kind === "contract") return [statement.a];
  return statement.kind === "outer" ? [statement.a, statement.b] : [];
}

/** Sums that are gradients stand in the gradient vector, the others behind it. */
function layOutSums(pass: Pass, layout: ParameterLayout): { offsets: ReadonlyMap<Slot, number>; length: number } {
  const offsets = new Map<Slot, number>();
  for (const [name, slot] of pass.outputs) {
    const span = layout.spans.get(name);
    if (slot.space === "sum" && span) offsets.set(slot, span.offset);
  }
  let length = layout.nMoving;
  for (const slot of pass.slots) {
    if (slot.space !== "sum" || offsets.has(slot)) continue;
    offsets.set(slot, length);
    length += aligned(slot.size);
  }
  return { offsets, length };
}

interface PassToWrite {
  readonly pass: Pass;
  readonly index: number;
  readonly columns: ReadonlyMap<string, number>;
}

const INTEGERS = STATEMENT_PARAMETERS.map((): "i32" => "i32");

function writePass(module: ModuleWriter, context: EmitContext, { pass, index, columns }: PassToWrite): void {
  const functionsOf = (statements: readonly Statement[]) =>
    statements.map((statement) =>
      module.function(INTEGERS, [], (writer) => new StatementEmitter(writer, context).emit(statement)),
    );
  const callAll = (writer: FunctionWriter, functions: readonly FunctionWriter[]) => {
    for (const called of functions) {
      for (const parameter of STATEMENT_PARAMETERS.keys()) writer.get(parameter);
      writer.call(called);
    }
  };
  for (const [stage, statements] of [
    ["prologue", pass.prologue],
    ["epilogue", pass.epilogue],
  ] as const) {
    const functions = functionsOf(statements);
    module.function(INTEGERS, [], (writer) => callAll(writer, functions), `${stage} ${index}`);
  }
  const functions = functionsOf(pass.body);
  const read = new Set(pass.body.flatMap(slotsReadBy).filter(({ space }) => space === "row input"));
  module.function(
    [...INTEGERS, "i32"],
    [],
    (writer, [tile, , , rowBytes, , rows]) => {
      for (const slot of read) {
        writer.i32(context.addressOf(slot).offset).get(tile).do("i32.add");
        writer.i32(columns.get(slot.name)!).get(rows);
        writer.get(rowBytes).i32(4).do("i32.div_u").i32(slot.size).i32(context.stride);
        writer.call(context.routines.gather);
      }
      callAll(writer, functions);
    },
    `tile ${index}`,
  );
}
