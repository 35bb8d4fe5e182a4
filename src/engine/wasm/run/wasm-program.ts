/** Passes as one WebAssembly module with its memory: compiled once, run by address. */
import { studioError } from "../../../base/error.ts";
import type { ParameterLayout } from "../../loops/parameter-layout.ts";
import { BATCH_FEEDS, type Pass, type Slot } from "../../loops/statements.ts";
import type { RowFreeFeeds } from "../../step/step-feeds.ts";
import { type Built, build, type Regions, type WasmProgramOptions } from "../emit/build-module.ts";
import { ROW_STEP } from "../emit/tile-size.ts";
import type { VectorFunctions } from "../emit/vector-functions.ts";
import { runTiles, ThreadPool, type ThreadStock, type TileFunction, unmaskRows } from "./threads.ts";

const PAGE = 65_536;
const MOST_PAGES = 65_536;

interface CompiledPass {
  readonly index: number;
  readonly prologue: TileFunction;
  readonly tile: TileFunction;
  readonly epilogue: TileFunction;
  readonly tileRows: number;
  /** Numbers from the gradient vector's beginning. */
  readonly sums: ReadonlyMap<Slot, number>;
}

/** What is compiled of passes; it holds no numbers of a table. */
export interface Kernels {
  readonly built: Built;
  readonly module: WebAssembly.Module;
  readonly pages: number;
  readonly nThreads: number;
}

/** What a program's memory is filled with. */
export interface KernelFeeds extends Pick<WasmProgramOptions, "layout" | "inputs"> {
  /** Of a constant, whose slot is that of the program which the kernels were compiled for; absent: the slot's own. */
  readonly dataOf?: (slot: Slot) => readonly number[];
}

/** @throws E_ENGINE_MEMORY */
export async function compileKernels(options: WasmProgramOptions, nThreads: number): Promise<Kernels> {
  const built = build(options, nThreads);
  const pages = Math.ceil(built.map.size / PAGE) + 1;
  if (pages > MOST_PAGES) throw studioError("E_ENGINE_MEMORY", { sizeBytes: built.map.size });
  return { built, module: await WebAssembly.compile(built.module.encode(pages, nThreads > 1)), pages, nThreads };
}

function place(memory: WebAssembly.Memory, address: number, values: Float32Array | Int32Array): void {
  const { buffer, byteOffset, byteLength } = values;
  new Uint8Array(memory.buffer).set(new Uint8Array(buffer, byteOffset, byteLength), address);
}

export class WasmProgram {
  readonly layout: ParameterLayout;
  readonly functions: VectorFunctions;
  readonly regions: Regions;
  private readonly passes: ReadonlyMap<Pass, CompiledPass>;
  /** All of the memory, which never grows: views cost more than the few numbers that a step writes. */
  private readonly floats: Float32Array;
  private readonly words: Uint32Array;

  private constructor(
    private readonly built: Built,
    private readonly memory: WebAssembly.Memory,
    instance: WebAssembly.Instance,
    private threads: ThreadPool | undefined,
  ) {
    this.layout = built.layout;
    this.regions = built.regions;
    this.floats = new Float32Array(memory.buffer);
    this.words = new Uint32Array(memory.buffer);
    // The module's own exports: the names and signatures are those that `build` wrote.
    const exports = instance.exports as unknown as VectorFunctions & Readonly<Record<string, TileFunction>>;
    this.functions = exports;
    this.passes = new Map(
      built.passes.map(({ pass, tileRows, sums }, index) => [
        pass,
        {
          index,
          prologue: exports[`prologue ${index}`],
          tile: exports[`tile ${index}`],
          epilogue: exports[`epilogue ${index}`],
          tileRows,
          sums,
        },
      ]),
    );
  }

  /** @throws E_ENGINE_MEMORY, E_ENGINE_ALLOCATION */
  static async create(options: WasmProgramOptions, threads?: ThreadStock): Promise<WasmProgram> {
    return WasmProgram.of(await compileKernels(options, threads?.nThreads ?? 1), options, threads);
  }

  /**
   * A program with a memory of its own whose kernels may be others', too.
   *
   * @param threads as many as the kernels were compiled for.
   * @throws E_ENGINE_ALLOCATION
   */
  static async of(
    { built, module, pages, nThreads }: Kernels,
    { layout, inputs, dataOf = ({ data }) => data ?? [] }: KernelFeeds,
    threads?: ThreadStock,
  ): Promise<WasmProgram> {
    const shared = nThreads > 1;
    let memory: WebAssembly.Memory;
    try {
      memory = new WebAssembly.Memory({ initial: pages, ...(shared ? { maximum: pages, shared } : {}) });
    } catch {
      throw studioError("E_ENGINE_ALLOCATION", { sizeBytes: built.map.size });
    }
    built.map.write(memory);
    for (const { name, values } of inputs) place(memory, built.columns.get(name)!, values);
    for (const { slot, address } of built.constants) {
      const data = dataOf(slot);
      place(memory, address, slot.dtype === "int32" ? Int32Array.from(data) : Float32Array.from(data));
    }
    for (const tile of built.regions.tiles) unmaskRows(memory, tile);
    const instance = await WebAssembly.instantiate(module, { host: { memory } });
    const pool = threads && shared ? await startThreads(built, { module, memory }, threads) : undefined;
    return new WasmProgram({ ...built, layout }, memory, instance, pool);
  }

  get nThreads(): number {
    return this.threads ? this.regions.tiles.length : 1;
  }

  float32(address: number, length: number): Float32Array {
    return new Float32Array(this.memory.buffer, address, length);
  }

  /** Schedule values and noise for the passes to come. */
  feed(inputs: RowFreeFeeds): void {
    for (const [name, address] of this.built.feeds) {
      const values = inputs[name];
      if (values) this.floats.set(values, address / 4);
    }
  }

  /**
   * Runs a pass over rows of the table: its prologue, its body for each tile, and its epilogue. Afterwards the gradient vector
   * holds what the pass gives, 0 elsewhere.
   *
   * @param parameters address of the parameter vector.
   */
  run(pass: Pass, rows: Uint32Array, parameters: number): void {
    const { gradient, tiles, rows: list } = this.regions;
    const { nSums } = this.built;
    const { index, prologue, tile, epilogue, tileRows } = this.passes.get(pass)!;
    const nRows = rows.length;
    const nPadded = Math.ceil(nRows / ROW_STEP) * ROW_STEP;
    this.words.set(rows, list / 4);
    this.words.fill(rows[nRows - 1], list / 4 + nRows, list / 4 + nPadded);
    this.floats.fill(0, gradient / 4, gradient / 4 + nSums);
    this.feed({ [BATCH_FEEDS.size]: [nRows], [BATCH_FEEDS.inverse]: [1 / nRows] });
    prologue(tiles[0], parameters, gradient, 0, 0);
    const others = nRows > tileRows ? this.threads : undefined;
    others?.begin({ index, nRows, tileRows, parameters });
    const addresses = { tile: tiles[0], parameters, sums: gradient, rows: list };
    const nThreads = others ? tiles.length : 1;
    runTiles({ tile, memory: this.memory, addresses, nRows, tileRows, thread: 0, nThreads });
    others?.end();
    // In the order of the threads, so that the same number of them gives the same bits.
    if (others && nSums > 0) {
      for (const sums of this.regions.sums) this.functions.move(gradient, gradient, sums, 4 * nSums, 1);
    }
    epilogue(tiles[0], parameters, gradient, 0, 0);
  }

  /** A scalar that the last pass gave. */
  output(pass: Pass, name: string): number {
    return this.floats[this.addressOf(pass, name) / 4];
  }

  /** Where a row-free value stands that a pass gives and that is no gradient. */
  addressOf(pass: Pass, name: string): number {
    const slot = pass.outputs.get(name)!;
    const { sums } = this.passes.get(pass)!;
    return slot.space === "sum" ? this.regions.gradient + 4 * sums.get(slot)! : this.built.outputs.get(name)!;
  }

  dispose(): void {
    this.threads?.release();
    this.threads = undefined;
  }
}

function startThreads(
  { regions, nSums }: Built,
  { module, memory }: { module: WebAssembly.Module; memory: WebAssembly.Memory },
  stock: ThreadStock,
): Promise<ThreadPool | undefined> {
  const { nThreads } = stock;
  const { control, rows, sums, tiles } = regions;
  const messages = sums.map((own, index) => {
    const thread = index + 1;
    return { module, memory, thread, nThreads, control, tile: tiles[thread], sums: own, rows, nSums };
  });
  return ThreadPool.start(
    messages.map(() => stock.lend()),
    messages,
  );
}
