/** Values of a pass before they are put into loops: where each comes from, and which element of it is read. */
import { type StudioError, studioError } from "../../base/error.ts";
import type { DType } from "../../program/types.ts";
import { compose, IDENTITY, type IndexMap, keyOf, mapOf, toOne } from "./index-map.ts";
import type { PointFunction, ReduceStatement, Slot, Space } from "./statements.ts";

/** Row-free values from parameters and feeds, row-bound values, row-free values from sums over rows. */
export type Stage = "prologue" | "body" | "epilogue";

/** A value read through a map: element map(i) where element i of the reader is computed. */
export interface Ref {
  readonly value: Value;
  readonly map: IndexMap;
}

export interface Part {
  readonly from: Ref;
  readonly size: number;
  /** Element of the whole where each of the part goes. */
  readonly to: IndexMap;
}

export type Definition =
  | { readonly kind: "leaf"; readonly slot: Slot }
  | { readonly kind: "constant"; readonly value: number }
  | { readonly kind: "point"; readonly function: PointFunction; readonly arguments: readonly Ref[] }
  | {
      readonly kind: "loadAt";
      readonly table: Value;
      readonly codes: Ref;
      readonly column: IndexMap;
      readonly size: number;
      readonly width: number;
    }
  | {
      readonly kind: "reduce";
      readonly function: ReduceStatement["function"];
      readonly extent: ReduceStatement["extent"];
      /** Over the flat indices. */
      readonly of: Ref;
    }
  /** A whole that is put together; elements that no part fills are 0. */
  | { readonly kind: "assembly"; readonly parts: readonly Part[] }
  | {
      readonly kind: "contract";
      readonly a: Value;
      readonly b: Value;
      readonly sizes: readonly [vectors: number, inner: number, outer: number];
      readonly strides: readonly [vector: number, inner: number, outer: number];
    }
  | {
      readonly kind: "outer";
      readonly a: Value;
      readonly b: Value;
      readonly sizes: readonly [vectors: number, left: number, right: number];
      readonly isPerVector: boolean;
    }
  | { readonly kind: "sumRows"; readonly of: Ref }
  | {
      readonly kind: "scatter";
      readonly values: Value;
      readonly codes: Ref;
      readonly size: number;
      readonly width: number;
    };

export interface Value {
  readonly id: number;
  readonly stage: Stage;
  readonly size: number;
  readonly dtype: DType;
  readonly definition: Definition;
}

const STAGE_ORDER: readonly Stage[] = ["prologue", "body", "epilogue"];

/** @throws E_ENGINE_KERNEL where rows and sums over rows come together. */
function latest(stages: readonly Stage[]): Stage {
  if (stages.includes("body") && stages.includes("epilogue")) throw mixedRowsError("one");
  return STAGE_ORDER[Math.max(0, ...stages.map((stage) => STAGE_ORDER.indexOf(stage)))];
}

export function all(value: Value): Ref {
  return { value, map: IDENTITY };
}

/** `ref` read by a reader of `size` elements through one more map. */
export function through(ref: Ref, map: IndexMap, size: number): Ref {
  return { value: ref.value, map: compose(ref.map, map, size) };
}

/** Makes values; equal ones are made once. */
export class ValueGraph {
  readonly values: Value[] = [];
  readonly slots: Slot[] = [];
  private readonly known = new Map<string, Value>();

  slot(space: Space, size: number, options: { name?: string; dtype?: DType; data?: readonly number[] } = {}): Slot {
    const slot: Slot = { id: this.slots.length, name: "", dtype: "float32", space, size, ...options };
    this.slots.push(slot);
    return slot;
  }

  leaf(space: Space, size: number, options: { name?: string; dtype?: DType; data?: readonly number[] } = {}): Value {
    const key = options.data ? undefined : `leaf ${space} ${options.name}`;
    const stage = space === "row input" ? "body" : "prologue";
    return this.make(stage, size, () => ({ kind: "leaf", slot: this.slot(space, size, options) }), key, options.dtype);
  }

  constant(size: number, data: readonly number[], dtype: DType = "float32"): Ref {
    const [first = 0] = data;
    if (dtype === "float32" && data.every((value) => value === first))
      return { value: this.number(first), map: toOne(0) };
    return all(this.leaf("constant", size, { data, dtype }));
  }

  number(value: number): Value {
    const key = `constant ${Object.is(value, -0) ? "-0" : value}`;
    return this.make("prologue", 1, () => ({ kind: "constant", value }), key);
  }

  point(name: PointFunction, size: number, given: readonly Ref[]): Value {
    const refs = given.map((ref) => resolve(ref));
    const key = `${name} ${size} ${refs.map(({ value, map }) => `${value.id}@${keyOf(map)}`).join(" ")}`;
    const stage = latest(refs.map(({ value }) => value.stage));
    return this.make(stage, size, () => ({ kind: "point", function: name, arguments: refs }), key);
  }

  loadAt(table: Value, codes: Ref, options: { column: IndexMap; size: number; width: number; outputs: number }): Value {
    const { outputs, ...layout } = options;
    if (table.stage === "body") throw mixedRowsError("a look-up in a row-bound table");
    const stage = latest([table.stage, codes.value.stage]);
    return this.make(stage, outputs, () => ({ kind: "loadAt", table, codes, ...layout }));
  }

  reduce(name: ReduceStatement["function"], size: number, extent: ReduceStatement["extent"], ref: Ref): Value {
    const of = resolve(ref);
    const shape = "length" in extent ? `${extent.length}` : keyOf({ kind: "table", values: extent.starts });
    const key = `reduce ${name} ${size} ${shape} ${of.value.id}@${keyOf(of.map)}`;
    return this.make(of.value.stage, size, () => ({ kind: "reduce", function: name, extent, of }), key);
  }

  assembly(size: number, parts: readonly Part[]): Value {
    const stage = latest(parts.map(({ from }) => from.value.stage));
    return this.make(stage, size, () => ({ kind: "assembly", parts }));
  }

  contract(definition: Omit<Extract<Definition, { kind: "contract" }>, "kind">): Value {
    const [nVectors, , nOuter] = definition.sizes;
    if (definition.b.stage !== "prologue") throw mixedRowsError("a product with a matrix that depends on other rows");
    return this.make("body", nVectors * nOuter, () => ({ kind: "contract", ...definition }));
  }

  outer(definition: Omit<Extract<Definition, { kind: "outer" }>, "kind">): Value {
    const [nVectors, nLeft, nRight] = definition.sizes;
    const size = (definition.isPerVector ? nVectors : 1) * nLeft * nRight;
    return this.make("epilogue", size, () => ({ kind: "outer", ...definition }));
  }

  sumRows(size: number, of: Ref): Value {
    return this.make("epilogue", size, () => ({ kind: "sumRows", of: resolve(of) }));
  }

  scatter(values: Value, codes: Ref, size: number, width: number): Value {
    return this.make("epilogue", size * width, () => ({ kind: "scatter", values, codes, size, width }));
  }

  private make(stage: Stage, size: number, define: () => Definition, key?: string, dtype: DType = "float32"): Value {
    const existing = key === undefined ? undefined : this.known.get(key);
    if (existing) return existing;
    const value: Value = { id: this.values.length, stage, size, dtype, definition: define() };
    this.values.push(value);
    if (key !== undefined) this.known.set(key, value);
    return value;
  }
}

/** A number is read in one way alone, so that equal values are found. */
function resolve({ value, map }: Ref): Ref {
  return value.definition.kind === "constant" ? { value, map: toOne(0) } : { value, map };
}

/** What a value reads. */
export function inputsOf({ definition }: Value): readonly Value[] {
  switch (definition.kind) {
    case "leaf":
    case "constant":
      return [];
    case "point":
      return definition.arguments.map(({ value }) => value);
    case "loadAt":
      return [definition.table, definition.codes.value];
    case "reduce":
    case "sumRows":
      return [definition.of.value];
    case "assembly":
      return definition.parts.map(({ from }) => from.value);
    case "contract":
    case "outer":
      return [definition.a, definition.b];
    case "scatter":
      return [definition.values, definition.codes.value];
    default:
      return definition satisfies never;
  }
}

function mixedRowsError(what: string): StudioError {
  return studioError("E_ENGINE_KERNEL", { what });
}

/** A map from a list. */
export function listMap(values: ArrayLike<number>): IndexMap {
  return mapOf(Int32Array.from(values));
}
