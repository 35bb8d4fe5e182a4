/** Writes a forward pass as one WebAssembly module: rows come in chunks, a tile of them at a time goes through all statements. */
import { indexAt } from "../../loops/index-map.ts";
import { slotsReadBy } from "../../loops/loop-builder.ts";
import { planMemory } from "../../loops/plan-memory.ts";
import type { Pass, Slot, Statement } from "../../loops/statements.ts";
import type { Address } from "../emit/addresses.ts";
import { type FunctionWriter, type MemoryInstruction, ModuleWriter } from "../emit/assembler.ts";
import { MemoryMap } from "../emit/memory-map.ts";
import { writeContraction } from "../emit/routines.ts";
import { ForwardEmitter, TURN_BYTES } from "./emit-statement.ts";

/** Kinds of numbers that rows are streamed in. */
export type StreamKind = "float32" | "int32" | "uint8";

const READERS: Readonly<Record<StreamKind, { readonly bytes: number; readonly load: MemoryInstruction }>> = {
  float32: { bytes: 4, load: "f32.load" },
  int32: { bytes: 4, load: "i32.load" },
  uint8: { bytes: 1, load: "i32.load8_u" },
};

export interface Stream {
  readonly name: string;
  /** Numbers of a row. */
  readonly width: number;
  readonly kind: StreamKind;
  /** Where the chunk's rows are put, one after the other. */
  readonly address: number;
}

export interface BuiltForward {
  readonly module: ModuleWriter;
  readonly map: MemoryMap;
  /** Inputs that are read. */
  readonly streams: readonly Stream[];
  /** Where the chunk's results are afterwards: float64 [rows, width]. */
  readonly output: { readonly address: number; readonly width: number };
}

const NUMBER_BYTES = 8;
const ROW_STEP = TURN_BYTES / NUMBER_BYTES;
/** A tile's values should stay in the second cache. */
const TILE_BYTES = 1 << 18;
const MOST_TILE_ROWS = 128;

function tileRowsFor(nElements: number): number {
  const fitting = Math.floor(TILE_BYTES / (NUMBER_BYTES * Math.max(nElements, 1)) / ROW_STEP) * ROW_STEP;
  return Math.min(Math.max(fitting, ROW_STEP), MOST_TILE_ROWS);
}

/** Bytes between two elements: an odd number of cache lines, so that a column of a product does not fill one set of the cache. */
function strideFor(nRows: number): number {
  const lines = Math.ceil((NUMBER_BYTES * nRows) / 64);
  return 64 * (lines % 2 === 0 ? lines + 1 : lines);
}

/** Elements of a slot that statements read, in order. */
function elementsRead(slot: Slot, statements: readonly Statement[]): Int32Array {
  const read = new Uint8Array(slot.size);
  for (const statement of statements) {
    if (statement.kind === "contract" && statement.a === slot) read.fill(1);
    if (statement.kind !== "map" && statement.kind !== "reduce") continue;
    const { size } = statement;
    const flat =
      statement.kind === "map"
        ? size
        : "starts" in statement.extent
          ? statement.extent.starts[size]
          : size * statement.extent.length;
    for (const instruction of statement.instructions) {
      if (instruction.kind !== "load" || instruction.slot !== slot) continue;
      for (let i = 0; i < flat; i++) read[indexAt(instruction.map, i)] = 1;
    }
  }
  return Int32Array.from(read.keys()).filter((element) => read[element] === 1);
}

/**
 * @param kinds    of inputs by name.
 * @param maxRows  of a chunk.
 */
export function buildForward(
  pass: Pass,
  { kinds, maxRows }: { readonly kinds: Readonly<Record<string, StreamKind>>; readonly maxRows: number },
): BuiltForward {
  const map = new MemoryMap();
  const module = new ModuleWriter();
  const contract = writeContraction(module, NUMBER_BYTES);
  const [outputSlot] = pass.outputs.values();
  const tile = planMemory({
    stages: [pass.body],
    sizeOf: (slot) => (slot.space === "tile" || slot.space === "row input" ? slot.size : undefined),
  });
  const tileRows = tileRowsFor(tile.total + outputSlot.size);
  const stride = strideFor(tileRows);
  const tileBase = map.reserve(tile.total * stride);
  const outputBase = map.reserve(outputSlot.size * stride);
  const rowFree = planMemory({
    stages: [pass.prologue, pass.body],
    sizeOf: (slot) => (slot.space === "row-free" ? NUMBER_BYTES * slot.size : undefined),
    alignment: 16,
  });
  const rowFreeBase = map.reserve(rowFree.total);
  const constants = new Map<Slot, number>();
  const addressOf = (slot: Slot): Address => {
    switch (slot.space) {
      case "row input":
      case "tile":
        return { offset: tileBase + tile.offsets.get(slot)! * stride };
      case "row output":
        return { offset: outputBase };
      case "row-free":
        return { offset: rowFreeBase + rowFree.offsets.get(slot)! };
      case "constant": {
        let address = constants.get(slot);
        if (address === undefined) {
          address = map.reserveFor(Float64Array.from(slot.data ?? []));
          constants.set(slot, address);
        }
        return { offset: address };
      }
      case "parameter":
      case "feed":
      case "sum":
      case "output":
        throw new Error(`a pruned program has no ${slot.space}`);
      default:
        return slot.space satisfies never;
    }
  };
  const tableOf = (values: Int32Array, scale: number) =>
    map.table(scale === 1 ? values : values.map((value) => value * scale));
  const context = { contract, addressOf, numberBytes: NUMBER_BYTES, stride, tableOf } as const;
  const functionsOf = (statements: readonly Statement[]) =>
    statements.map((statement) => module.function(["i32"], [], (w) => new ForwardEmitter(w, context).emit(statement)));

  const inputs = new Set(pass.body.flatMap(slotsReadBy).filter(({ space }) => space === "row input"));
  const streams = [...inputs].map((slot) => {
    const kind = kinds[slot.name];
    const { bytes } = READERS[kind];
    return {
      slot,
      stream: { name: slot.name, width: slot.size, kind, address: map.reserve(bytes * slot.size * maxRows) },
    };
  });
  const output = { address: map.reserve(NUMBER_BYTES * outputSlot.size * maxRows), width: outputSlot.size };
  const gathers = streams.map(({ slot, stream }) => {
    const elements = elementsRead(slot, pass.body);
    return module.function(["i32", "i32"], [], (w, [row, nRows]) =>
      writeGather(
        w,
        { row, nRows },
        { stream, elements: tableOf(elements, 1), nElements: elements.length, stride, to: addressOf(slot).offset },
      ),
    );
  });
  const scatter = module.function(["i32", "i32"], [], (w, [row, nRows]) =>
    writeScatter(w, { row, nRows }, { ...output, stride, from: outputBase }),
  );
  const prologue = functionsOf(pass.prologue);
  const body = functionsOf(pass.body);
  module.function(
    [],
    [],
    (w) => {
      for (const called of prologue) w.i32(0).call(called);
    },
    "begin",
  );
  module.function(
    ["i32"],
    [],
    (w, [nRows]) => {
      const [row, own] = [w.local("i32"), w.local("i32")];
      w.countTo(row, nRows, tileRows, () => {
        w.get(nRows).get(row).do("i32.sub").tee(own).i32(tileRows).do("i32.lt_u");
        w.ifElse(
          "i32",
          () => w.get(own),
          () => w.i32(tileRows),
        ).set(own);
        for (const called of gathers) w.get(row).get(own).call(called);
        const rowBytes = () =>
          w
            .get(own)
            .i32(ROW_STEP - 1)
            .do("i32.add")
            .i32(-ROW_STEP)
            .do("i32.and")
            .i32(NUMBER_BYTES)
            .do("i32.mul");
        for (const called of body) {
          rowBytes();
          w.call(called);
        }
        w.get(row).get(own).call(scatter);
      });
    },
    "rows",
  );
  return { module, map, streams: streams.map(({ stream }) => stream), output };
}

interface Rows {
  /** Locals: the first row of the chunk that is taken, and how many. */
  readonly row: number;
  readonly nRows: number;
}

/** tile[e, r] = chunk[row + r, e] as float64, for the elements e of a table in memory. */
function writeGather(
  w: FunctionWriter,
  { row, nRows }: Rows,
  given: {
    readonly stream: Stream;
    readonly elements: number;
    readonly nElements: number;
    readonly stride: number;
    readonly to: number;
  },
): void {
  const { stream, elements, nElements, stride, to } = given;
  const { bytes, load } = READERS[stream.kind];
  const [n, r, e, from, at] = Array.from({ length: 5 }, () => w.local("i32"));
  w.count(n, nElements, 1, () => {
    w.get(n).i32(2).do("i32.shl").memory("i32.load", elements).set(e);
    w.get(row).i32(stream.width).do("i32.mul").get(e).do("i32.add").i32(bytes).do("i32.mul").set(from);
    w.get(e).i32(stride).do("i32.mul").set(at);
    w.countTo(r, nRows, 1, () => {
      w.get(at).get(from).memory(load, stream.address);
      w.do(stream.kind === "float32" ? "f64.promote_f32" : "f64.convert_i32_s").memory("f64.store", to);
      w.get(at).i32(NUMBER_BYTES).do("i32.add").set(at);
      w.get(from)
        .i32(bytes * stream.width)
        .do("i32.add")
        .set(from);
    });
  });
}

/** results[row + r, e] = tile[e, r]. */
function writeScatter(
  w: FunctionWriter,
  { row, nRows }: Rows,
  {
    address,
    width,
    stride,
    from,
  }: { readonly address: number; readonly width: number; readonly stride: number; readonly from: number },
): void {
  const [r, e, at, to] = Array.from({ length: 4 }, () => w.local("i32"));
  w.count(e, width, 1, () => {
    w.get(e).i32(stride).do("i32.mul").set(at);
    w.get(row).i32(width).do("i32.mul").get(e).do("i32.add").i32(NUMBER_BYTES).do("i32.mul").set(to);
    w.countTo(r, nRows, 1, () => {
      w.get(to).get(at).memory("f64.load", from).memory("f64.store", address);
      w.get(at).i32(NUMBER_BYTES).do("i32.add").set(at);
      w.get(to)
        .i32(NUMBER_BYTES * width)
        .do("i32.add")
        .set(to);
    });
  });
}
