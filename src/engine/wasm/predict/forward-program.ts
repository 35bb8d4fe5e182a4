/** A value of each row of a pruned program, compiled to WebAssembly: float64, the same bits on every engine and host. */
import { studioError } from "../../../base/error.ts";
import type { PrunedProgram } from "../../../program/prune/prune-program.ts";
import { compileForward } from "../../loops/compile-pass.ts";
import { PRODUCTS_PER_TURN, productsOf } from "../../loops/products.ts";
import type { Pass } from "../../loops/statements.ts";
import { type BuiltForward, buildForward, type StreamKind } from "./build-forward.ts";

const PAGE = 65_536;
const MOST_PAGES = 65_536;

/** Numbers of all rows of a table by name, row-major: what is streamed through the module. */
export type TableStreams = Readonly<Record<string, Float32Array | Int32Array | Uint8Array>>;

/** Memory does not grow with the table. */
const MOST_CHUNK_ROWS = 4096;
const FEWEST_CHUNK_ROWS = 16;
/** So few are copied one by one: a part of an array takes longer to make. */
const FEW_NUMBERS = 64;

/** So few rows that whatever waits has its turn between two chunks. */
function chunkRowsOf({ body }: Pass): number {
  const products = body.reduce((total, statement) => total + productsOf(statement), 1);
  return Math.min(Math.max(Math.floor(PRODUCTS_PER_TURN / products), FEWEST_CHUNK_ROWS), MOST_CHUNK_ROWS);
}

/** The module's own exports, with the names that `buildForward` wrote. */
interface Exports {
  begin(): void;
  rows(nRows: number): void;
}

function kindOf(values: TableStreams[string]): StreamKind {
  if (values instanceof Float32Array) return "float32";
  return values instanceof Int32Array ? "int32" : "uint8";
}

export class ForwardProgram {
  private constructor(
    private readonly built: BuiltForward,
    private readonly memory: WebAssembly.Memory,
    private readonly exports: Exports,
    /** Rows that a run takes at most. */
    readonly chunkRows: number,
  ) {}

  /**
   * @param table a table of the kind that will be streamed.
   * @returns undefined where the host refuses WebAssembly, or the module: without SIMD, or larger than its memory may be.
   */
  static async create({ nodes, value }: PrunedProgram, table: TableStreams): Promise<ForwardProgram | undefined> {
    const pass = compileForward(nodes, new Map([["value", value]]));
    const chunkRows = chunkRowsOf(pass);
    const kinds = Object.fromEntries(Object.entries(table).map(([name, values]) => [name, kindOf(values)]));
    const built = buildForward(pass, { kinds, maxRows: chunkRows });
    const pages = Math.ceil(built.map.size / PAGE) + 1;
    if (pages > MOST_PAGES || typeof WebAssembly === "undefined") return undefined;
    try {
      const memory = new WebAssembly.Memory({ initial: pages });
      built.map.write(memory);
      const { instance } = await WebAssembly.instantiate(built.module.encode(pages), { host: { memory } });
      const exports = instance.exports as unknown as Exports;
      exports.begin();
      return new ForwardProgram(built, memory, exports, chunkRows);
    } catch (error) {
      // A page that forbids WebAssembly, an engine without SIMD; no memory.
      if (error instanceof WebAssembly.CompileError || error instanceof RangeError) return undefined;
      throw error;
    }
  }

  /**
   * @param rows at most `chunkRows` of them.
   * @returns float64 [rows, numbers of the value]; a view that the next run overwrites.
   * @throws E_PROGRAM_FEED where an input is absent or of another width.
   */
  run(table: TableStreams, nTableRows: number, rows: ArrayLike<number>): Float64Array {
    for (const { name, width, address } of this.built.streams) {
      const values: TableStreams[string] | undefined = table[name];
      if (values?.length !== width * nTableRows) {
        const node = `input ${name}`;
        const size = width * nTableRows;
        throw studioError("E_PROGRAM_FEED", { node, size, nRows: nTableRows, shape: [width], got: values?.length });
      }
      this.copy(values, { width, address, rows });
    }
    if (rows.length > 0) this.exports.rows(rows.length);
    const { address, width } = this.built.output;
    return new Float64Array(this.memory.buffer, address, rows.length * width);
  }

  private copy(
    values: TableStreams[string],
    { width, address, rows }: { readonly width: number; readonly address: number; readonly rows: ArrayLike<number> },
  ): void {
    const { buffer } = this.memory;
    const length = rows.length * width;
    const to =
      values instanceof Float32Array
        ? new Float32Array(buffer, address, length)
        : values instanceof Int32Array
          ? new Int32Array(buffer, address, length)
          : new Uint8Array(buffer, address, length);
    for (let i = 0, at = 0; i < rows.length; ) {
      // Rows that follow each other are copied at once.
      let end = i + 1;
      while (end < rows.length && rows[end] === rows[end - 1] + 1) end++;
      const own = (end - i) * width;
      const from = rows[i] * width;
      if (own > FEW_NUMBERS) to.set(values.subarray(from, from + own), at);
      else for (let n = 0; n < own; n++) to[at + n] = values[from + n];
      at += own;
      i = end;
    }
  }
}
