/** The whole program in float64 is the oracle: what is pruned and compiled is as near as rounding allows. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { blocks } from "../../../blocks/catalogue.generated.ts";
import { perColumn } from "../../../blocks/testing/settings.ts";
import { ProgramBuilder } from "../../../program/builder.ts";
import { evaluate } from "../../../program/evaluate.ts";
import { mixesRows } from "../../../program/op-traits.ts";
import type { OpName } from "../../../program/ops.ts";
import { pruneProgram } from "../../../program/prune/prune-program.ts";
import { recipes } from "../../loops/testing/random-programs.ts";
import { ADJOINT_OPS, OP_CASES } from "../../testing/op-cases.ts";
import {
  blockCases,
  opPrediction,
  type PredictionCase,
  randomPrediction,
  sampleCases,
} from "../../testing/prediction-cases.ts";
import { SAMPLES } from "../../testing/sample-cases.ts";
import { ForwardProgram, type TableStreams } from "./forward-program.ts";

/** Many random programs in the long suite. */
const isFull = process.env.DIFFML_FULL === "1";

/** Share of the largest of a value's numbers, or of 1: what the terms of a sum are, and bounded numbers of random programs. */
const SHARE = 1e-12;
/** Nearer than this to a kink, exponentials that are rounded in another way may be on its other side. */
const EDGE = 1e-9;

function tableOf({ nodes, inputs }: PredictionCase): TableStreams {
  return Object.fromEntries(
    nodes.flatMap((node) => {
      if (node.kind !== "input" || !node.type.rows) return [];
      const values = inputs[node.name];
      return [[node.name, node.type.dtype === "int32" ? Int32Array.from(values) : Float32Array.from(values)]];
    }),
  );
}

/** Which number is off, if any. */
async function problemOf(given: PredictionCase): Promise<string | undefined> {
  const { title, nodes, value, nRows, inputs, parameters, kinks } = given;
  const [{ type, data }, ...edges] = evaluate(nodes, { nRows, inputs, parameters }, [value, ...kinks]);
  if (edges.some(({ data: numbers }) => numbers.some((x) => x !== 0 && Math.abs(x) < EDGE))) return undefined;
  const table = tableOf(given);
  const forward = await ForwardProgram.create(pruneProgram(nodes, parameters, value), table);
  if (!forward) return `${title}: WebAssembly was refused`;
  const got = forward.run(
    table,
    nRows,
    Uint32Array.from({ length: nRows }, (_, row) => row),
  );
  const width = data.length / (type.rows ? nRows : 1);
  if (got.length !== width * nRows) return `${title}: ${got.length} numbers`;
  const allowed = SHARE * data.reduce((most, x) => Math.max(most, Number.isFinite(x) ? Math.abs(x) : 0), 1);
  const at = got.findIndex((number, i) => {
    const wanted = data[i % data.length];
    return !(Object.is(number, wanted) || Math.abs(number - wanted) <= allowed);
  });
  return at < 0 ? undefined : `${title}, number ${at}: ${got[at]} instead of ${data[at % data.length]}`;
}

it.each(blocks.map((block) => ({ block, title: block.spec.title })))("predicts with $title", async ({ block }) => {
  for (const task of ["binary", "multiclass", "regression"] as const)
    for (const settings of [{}, perColumn(block)])
      for (const given of blockCases(block, task, settings)) expect(await problemOf(given)).toBeUndefined();
});

it.each(SAMPLES.map((sample) => ({ sample, id: sample.id })))("predicts $id", async ({ sample }) => {
  for (const given of await sampleCases(sample)) expect(await problemOf(given)).toBeUndefined();
});

it.each(Object.entries(OP_CASES).filter(([op]) => !ADJOINT_OPS.has(op as OpName) && !mixesRows[op as OpName]))(
  "%s",
  async (_, cases) => {
    for (const opCase of cases)
      for (const seed of [1, 2]) expect(await problemOf(opPrediction(opCase, seed))).toBeUndefined();
  },
);

it("random programs", async () => {
  await fc.assert(
    fc.asyncProperty(recipes(24), fc.constantFrom(1, 3, 4, 5, 131), async (recipe, nRows) => {
      expect(await problemOf(randomPrediction(recipe, nRows))).toBeUndefined();
    }),
    { numRuns: isFull ? 4000 : 60 },
  );
});

it("rows are picked in any order, in chunks, from a table of numbers, marks and codes", async () => {
  const b = new ProgramBuilder();
  const x = b.input("x", { rows: true, shape: [3], dtype: "float32" });
  const missing = b.input("missing", { rows: true, shape: [3], dtype: "float32" });
  const codes = b.input("codes", { rows: true, shape: [2], dtype: "int32" });
  const value = b.concat([b.mul(x, b.sub(b.scalar(1), missing)), b.oneHot(codes, [2, 3])]);
  const nTable = 9001;
  const table = {
    x: Float32Array.from({ length: 3 * nTable }, (_, i) => i),
    missing: Uint8Array.from({ length: 3 * nTable }, (_, i) => (i % 5 === 0 ? 1 : 0)),
    codes: Int32Array.from({ length: 2 * nTable }, (_, i) => (i % 7) - 2),
  };
  const forward = (await ForwardProgram.create(pruneProgram(b.nodes, {}, value), table))!;
  const rows = [9000, 0, 1, 2, 3, 4, 8999, 5, 5];
  const got = Array.from(forward.run(table, nTable, rows));
  const wanted = rows.flatMap((row) => {
    const numbers = [0, 1, 2].map((i) => (table.missing[3 * row + i] ? 0 : 3 * row + i));
    const hot = [2, 3].flatMap((depth, c) =>
      Array.from({ length: depth }, (_, level) => (table.codes[2 * row + c] === level ? 1 : 0)),
    );
    return [...numbers, ...hot];
  });
  expect(got).toEqual(wanted);
  expect(forward.chunkRows).toBe(4096);
  expect(forward.run(table, nTable, []).length).toBe(0);
  expect(() => forward.run({ ...table, x: new Float32Array(3) }, nTable, rows)).toThrow("E_PROGRAM_FEED");
});
