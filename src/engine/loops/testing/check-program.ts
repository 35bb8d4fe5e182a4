/** A program as a pass: its objective and gradients in float64, as loops, and on an engine. */

import { randomPermutation } from "../../../base/random.ts";
import { evaluate } from "../../../program/evaluate.ts";
import { gradient } from "../../../program/gradient.ts";
import type { ValueId } from "../../../program/types.ts";
import { gatherRows, type RowInput } from "../../step/row-inputs.ts";
import type { ThreadStock } from "../../wasm/run/threads.ts";
import type { Gpu } from "../../webgpu/run/gpu.ts";
import { runOnDevice } from "../../webgpu/run/run-on-device.ts";
import { compilePass } from "../compile-pass.ts";
import type { Pass } from "../statements.ts";
import type { CaseProgram } from "./random-programs.ts";
import { runOnWasm } from "./run-on-wasm.ts";
import { runPass } from "./run-pass.ts";

const LOSS = "the loss";

export interface CheckedProgram {
  readonly program: CaseProgram;
  readonly wanted: ReadonlyMap<string, ValueId>;
  readonly pass: Pass;
  readonly nRows: number;
  /** Rows of the table that the batch has, of `table`; all others hold NaN. */
  readonly rows: Uint32Array;
  readonly table: readonly RowInput[];
  /** The batch's rows in order. */
  readonly inputs: Readonly<Record<string, ArrayLike<number>>>;
  readonly expected: Readonly<Record<string, Float64Array>>;
  /** A number is so near to a kink that single precision may be on its other side. */
  readonly isOnEdge: boolean;
}

/** What a number may be off by, as a share of the largest one. */
const SHARES = { "compiled-wasm": 1e-4, "compiled-webgpu": 3e-4 } as const;
const EDGE = 2e-5;
/** Rows of the table beside those of the batch. */
const N_OTHERS = 11;

export function prepareProgram(program: CaseProgram, { seed, nRows }: { seed: number; nRows: number }): CheckedProgram {
  const { builder, objective, parameters, rowFree, kinks } = program;
  const wanted = new Map<string, ValueId>([[LOSS, objective]]);
  const ids = builder.nodes.flatMap((node, id) => (node.kind === "parameter" ? [{ id, name: node.name }] : []));
  const gradients = gradient(
    builder,
    objective,
    ids.map(({ id }) => id),
  );
  ids.forEach(({ name }, index) => {
    const id = gradients[index];
    if (id !== undefined) wanted.set(name, id);
  });
  const all = nRows + N_OTHERS;
  const rows = randomPermutation({ seed, stream: 96, step: 0 }, all).slice(0, nRows);
  const inBatch = new Set(rows);
  const table = program.rows(all).map((input) => {
    if (input.dtype === "float32")
      input.values.forEach((_, i) => {
        if (!inBatch.has(Math.floor(i / input.width))) input.values[i] = Number.NaN;
      });
    return input;
  });
  const inputs = {
    ...rowFree,
    ...Object.fromEntries(table.map((input) => [input.name, gatherRows(input, rows)])),
  };
  const values = evaluate(builder.nodes, { nRows, inputs, parameters }, [...wanted.values(), ...kinks]);
  const expected = Object.fromEntries([...wanted.keys()].map((name, index) => [name, values[index].data]));
  const isOnEdge = values.slice(wanted.size).some(({ data }) => data.some((x) => x !== 0 && Math.abs(x) < EDGE));
  const pass = compilePass(builder.nodes, wanted);
  return { program, wanted, pass, nRows, rows, table, inputs, expected, isOnEdge };
}

/** Values that are off by more than a share of their largest number, or of the largest of all where they are small. */
function differences(
  got: Readonly<Record<string, ArrayLike<number>>>,
  expected: Readonly<Record<string, Float64Array>>,
  share: number,
): readonly string[] {
  const largestOf = (values: ArrayLike<number>) =>
    Array.from(values).reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  const largest = Math.max(...Object.values(expected).map(largestOf));
  return Object.entries(expected).flatMap(([name, wanted]) => {
    const allowed = share * Math.max(largestOf(wanted), largest / 10);
    const at = wanted.findIndex((value, i) => !(Math.abs(got[name][i] - value) <= allowed));
    return at < 0 ? [] : [`${name}, element ${at}: ${got[name][at]} instead of ${wanted[at]}`];
  });
}

export function checkLoops({ pass, nRows, inputs, program, expected }: CheckedProgram): readonly string[] {
  const got = runPass(pass, { nRows, inputs, parameters: program.parameters });
  return differences(got, expected, 1e-9);
}

/** On WebAssembly, after a batch of another size, whose leftovers must not show. */
export function valuesOnWasm(
  { pass, table, program, rows }: CheckedProgram,
  threads?: ThreadStock,
): Promise<Readonly<Record<string, Float32Array>>> {
  const all = Uint32Array.from({ length: rows.length + N_OTHERS }, (_, row) => row);
  const { parameters, rowFree } = program;
  return runOnWasm({ pass, inputs: table, rowFree, parameters, batches: [all, rows], threads });
}

export function valuesOnDevice({ pass, nRows, rows, table, program }: CheckedProgram, gpu: Gpu) {
  const rowInputs = table.map((input) => {
    const values = gatherRows(input, rows);
    return { ...input, values: input.dtype === "int32" ? Int32Array.from(values) : Float32Array.from(values) };
  });
  const { parameters, rowFree } = program;
  return runOnDevice(gpu, pass, { nRows, rowInputs, inputs: rowFree, parameters });
}

export async function checkWasm(checked: CheckedProgram, threads?: ThreadStock): Promise<readonly string[]> {
  return differences(await valuesOnWasm(checked, threads), checked.expected, SHARES["compiled-wasm"]);
}

export async function checkDevice(checked: CheckedProgram, gpu: Gpu): Promise<readonly string[]> {
  return differences(await valuesOnDevice(checked, gpu), checked.expected, SHARES["compiled-webgpu"]);
}
