/**
 * The loop-level form: what a pass over rows does, as loops over elements and rows, before it is emitted as WGSL or as
 * WebAssembly. Plain data. A value of `size` elements is [size, rows of the tile] where it is row-bound and [size] where not.
 */
import type { DType } from "../../program/types.ts";
import type { IndexMap } from "./index-map.ts";

/** Where a value lives. */
export type Space =
  /** Numbers of rows, put into the tile before its statements run: gathered from a table, or streamed by the host. */
  | "row input"
  /** Row-bound values that live as long as a tile. */
  | "tile"
  /** Row-free values that live as long as a pass. */
  | "row-free"
  | "constant"
  | "parameter"
  /** Row-free inputs: schedule values and noise, and those of BATCH_FEEDS. */
  | "feed"
  /** Sums over rows; all 0 before the first tile. */
  | "sum"
  /** What the pass was asked for. */
  | "output"
  /** What a forward pass was asked for, of each row. */
  | "row output";

export interface Slot {
  /** Unique in a pass. */
  readonly id: number;
  readonly space: Space;
  /** Elements, without rows. */
  readonly size: number;
  readonly dtype: DType;
  /** Of inputs, parameters and outputs. */
  readonly name: string;
  /** Of constants. */
  readonly data?: readonly number[];
}

/** Row-free numbers about the batch, beside the inputs that the program names. */
export const BATCH_FEEDS = { size: "batch size", inverse: "1 / batch size" } as const;

export function isRowBound({ space }: Slot): boolean {
  return space === "row input" || space === "tile" || space === "row output";
}

/** Functions of one number, of two, and of integers. `equal` compares two int32 and gives 1 or 0. */
export const UNARY_FUNCTIONS = [
  "neg",
  "exp",
  "log",
  "sqrt",
  "square",
  "abs",
  "relu",
  "sigmoid",
  "tanh",
  "softplus",
  "normalCdf",
  "step",
] as const;
export const BINARY_FUNCTIONS = ["add", "sub", "mul", "div", "maximum", "minimum"] as const;
export type UnaryFunction = (typeof UNARY_FUNCTIONS)[number];
export type BinaryFunction = (typeof BINARY_FUNCTIONS)[number];
export type PointFunction = UnaryFunction | BinaryFunction | "equal";

/** One number for each element (and row); arguments are positions in the same list of instructions. */
export type Instruction =
  | { readonly kind: "constant"; readonly value: number }
  | { readonly kind: "load"; readonly slot: Slot; readonly map: IndexMap }
  /** table[code · width + column], 0 where the code is not below `size`; the table is row-free. */
  | {
      readonly kind: "loadAt";
      readonly table: Slot;
      readonly code: number;
      readonly size: number;
      readonly width: number;
      readonly column: IndexMap;
    }
  | { readonly kind: "point"; readonly function: PointFunction; readonly arguments: readonly number[] };

export type MapOutput =
  | { readonly kind: "store"; readonly slot: Slot; readonly map: IndexMap; readonly value: number }
  /** slot[i] += Σ over rows of the value. */
  | { readonly kind: "sumRows"; readonly slot: Slot; readonly value: number };

interface StatementBase {
  /** Statements of one level do not depend on each other; those of a level need all levels below. */
  readonly level: number;
}

/** For each of `size` elements (and each row): the instructions, in order, then the outputs. */
export interface MapStatement extends StatementBase {
  readonly kind: "map";
  readonly rows: boolean;
  readonly size: number;
  readonly instructions: readonly Instruction[];
  readonly outputs: readonly MapOutput[];
}

/**
 * slot[e] = Σ or max of `value` over the flat indices i of e: e · length … (e + 1) · length − 1, or starts[e] … starts[e + 1] − 1.
 * Maps of the instructions take i.
 */
export interface ReduceStatement extends StatementBase {
  readonly kind: "reduce";
  readonly rows: boolean;
  readonly function: "sum" | "max";
  readonly size: number;
  readonly extent: { readonly length: number } | { readonly starts: Int32Array };
  readonly instructions: readonly Instruction[];
  readonly value: number;
  readonly slot: Slot;
}

/** out[v, j] = Σ_k a[v, k] · b[v · strideV + k · strideK + j · strideJ]; a and out row-bound, b row-free. */
export interface ContractStatement extends StatementBase {
  readonly kind: "contract";
  readonly a: Slot;
  readonly b: Slot;
  readonly out: Slot;
  readonly nVectors: number;
  readonly nInner: number;
  readonly nOuter: number;
  readonly strideV: number;
  readonly strideK: number;
  readonly strideJ: number;
}

/** sum[i, j] += Σ over rows and v of a[v, i] · b[v, j], or sum[v, i, j] += Σ over rows where `isPerVector`. */
export interface OuterStatement extends StatementBase {
  readonly kind: "outer";
  readonly a: Slot;
  readonly b: Slot;
  readonly sum: Slot;
  readonly nVectors: number;
  readonly nLeft: number;
  readonly nRight: number;
  readonly isPerVector: boolean;
}

/** For every row and c: sum[code[c], t] += values[c, t], t < width; codes not below `size` are dropped. */
export interface ScatterStatement extends StatementBase {
  readonly kind: "scatter";
  readonly values: Slot;
  readonly codes: Slot;
  /** Element of `codes` for each c. */
  readonly codeMap: IndexMap;
  readonly sum: Slot;
  readonly nCodes: number;
  readonly size: number;
  readonly width: number;
}

export type Statement = MapStatement | ReduceStatement | ContractStatement | OuterStatement | ScatterStatement;

/**
 * One pass: the prologue computes row-free values once, the body runs for every tile of the batch, the epilogue turns sums
 * over rows into outputs. Each list is in order of its levels.
 */
export interface Pass {
  readonly prologue: readonly Statement[];
  readonly body: readonly Statement[];
  readonly epilogue: readonly Statement[];
  readonly slots: readonly Slot[];
  /** The slot of each wanted value afterwards: an output, or a sum that is one already; of a forward pass a row output. */
  readonly outputs: ReadonlyMap<string, Slot>;
}
