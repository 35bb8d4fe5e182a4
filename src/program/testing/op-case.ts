/** Test support: what a case of an op says, and the small words that cases are written in. */
import fc from "fast-check";
import type { OpAttributes, OpName } from "../ops.ts";
import type { ValueType } from "../types.ts";

/** An input of a sample: its type, and for int32 codes how many codes there are (one more is drawn, out of depth). */
export interface SampleInput {
  readonly type: ValueType;
  readonly depth?: number;
}

export interface OpSample<Name extends OpName> {
  readonly inputs: readonly SampleInput[];
  readonly attributes: OpAttributes[Name];
}

/** Where one element of the output lies. */
export interface Place<Name extends OpName> {
  readonly row: number;
  readonly index: readonly number[];
  readonly nRows: number;
  readonly inputs: readonly ValueType[];
  readonly attributes: OpAttributes[Name];
}

/** Element of an input; the index is aligned at the right, axes of size 1 repeat, row-free values ignore the row. */
export type Read = (input: number, row: number, index: readonly number[]) => number;

export interface OpCase<Name extends OpName> {
  readonly samples: fc.Arbitrary<OpSample<Name>>;
  /** Range of float32 inputs; [−2, 2] where absent. */
  readonly range?: readonly [number, number];
  /** Values keep a distance from each other and from round numbers, where a derivative jumps. */
  readonly hasKinks?: true;
  /** Inputs that are fixed statistics: no gradient flows to them. */
  readonly statistics?: readonly number[];
  readonly reference: (read: Read, place: Place<Name>) => number;
  readonly bad: readonly { readonly inputs: readonly ValueType[]; readonly attributes: OpAttributes[Name] }[];
}

export function floats(rows: boolean, ...shape: number[]): ValueType {
  return { rows, shape, dtype: "float32" };
}
export function codes(...shape: number[]): ValueType {
  return { rows: true, shape, dtype: "int32" };
}

/** Length of an axis. */
export const size = fc.integer({ min: 1, max: 4 });
export const none = {};

export function upTo(length: number): readonly number[] {
  return Array.from({ length }, (_, index) => index);
}
export function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
export const last = (shape: readonly number[]) => shape[shape.length - 1];

/** Indices of a shape in row-major order. */
export function places(shape: readonly number[]): number[][] {
  return shape.reduce<number[][]>(
    (sofar, length) => sofar.flatMap((place) => upTo(length).map((k) => [...place, k])),
    [[]],
  );
}
