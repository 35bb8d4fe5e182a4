import fc from "fast-check";
import { afterEach, describe, expect, test, vi } from "vitest";
import { catalogue } from "../pipeline/catalogue.ts";
import { defaultDocument } from "../pipeline/default-document.ts";
import { fit } from "../pipeline/fit.ts";
import { tinyDataset } from "../pipeline/testing/tiny-pipeline.ts";
import { ProgramBuilder } from "../program/builder.ts";
import { missingInput, numbersInput } from "../program/inputs.ts";
import { initialParameters } from "../program/parameters.ts";
import type { Program } from "../program/types.ts";
import type { Columns, Task } from "../table/types.ts";
import { predict, predictorOf, predictToJudge } from "./predict.ts";
import type { Predictor } from "./types.ts";

const LABELS = ["a", "b", "c", "d"];

/** A table whose numbers are the logits themselves, so that the oracle needs no program. */
function columnsOf(task: Task, nClasses: number, rows: readonly (readonly number[])[]): Columns {
  const width = rows[0]?.length ?? 1;
  const numbers = Array.from({ length: width }, (_, i) => ({ name: `x${i}`, original: `x${i}`, offset: 0 }));
  const classes = LABELS.slice(0, nClasses).map((label) => ({ label, spellings: [label] }));
  return {
    schema: { numbers, categories: [], sources: ["t"], target: { name: "y", task, taskReason: "", classes } },
    nRows: rows.length,
    numbers: Float32Array.from(rows.flat()),
    missing: new Uint8Array(rows.length * width),
    categories: new Int32Array(0),
    source: new Int32Array(rows.length),
    labels: new Float64Array(rows.length).fill(Number.NaN),
  };
}

function logitsPredictor(members: number, outputs: number, unit = { offset: 0, scale: 1 }): Predictor {
  const builder = new ProgramBuilder();
  const width = members * outputs;
  // The mask is read too, so that its width is checked.
  const values = builder.add(numbersInput(builder, width), missingInput(builder, width));
  const prediction = builder.reshape(values, [members, outputs]);
  const program: Program = { nodes: builder.nodes, outputs: { prediction }, probes: [] };
  return { program, parameters: {}, labelOffset: unit.offset, labelScale: unit.scale };
}

const logit = fc.float({ min: -30, max: 30, noNaN: true });
const rowsOf = (width: number) =>
  fc.array(fc.array(logit, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 8 });
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe("what a row says", () => {
  test("two classes: the mean over members of the logistic function, and of its complement", async () => {
    await fc.assert(
      fc.asyncProperty(rowsOf(3), async (rows) => {
        const { values } = await predict(logitsPredictor(3, 1), columnsOf("binary", 2, rows));
        rows.forEach((z, i) => {
          expect(values[2 * i + 1]).toBeCloseTo(mean(z.map((value) => 1 / (1 + Math.exp(-value)))), 14);
          expect(values[2 * i]).toBeCloseTo(mean(z.map((value) => 1 / (1 + Math.exp(value)))), 14);
        });
      }),
    );
  });

  test("several classes: the mean over members of their shares of exp", async () => {
    await fc.assert(
      fc.asyncProperty(rowsOf(8), async (rows) => {
        const { values } = await predict(logitsPredictor(2, 4), columnsOf("multiclass", 4, rows));
        rows.forEach((z, i) => {
          for (let k = 0; k < 4; k++) {
            const share = (part: readonly number[]) =>
              Math.exp(part[k]) / part.reduce((sum, value) => sum + Math.exp(value), 0);
            expect(values[4 * i + k]).toBeCloseTo(mean([share(z.slice(0, 4)), share(z.slice(4))]), 12);
          }
        });
      }),
    );
  });

  test("a regression: the mean over members, in the unit of the target", async () => {
    const predictor = logitsPredictor(2, 1, { offset: 1000, scale: 5 });
    const { values } = await predict(
      predictor,
      columnsOf("regression", 0, [
        [1, 3],
        [-2, -2],
      ]),
    );
    expect([...values]).toEqual([1010, 990]);
  });

  test("logits far beyond exp stay probabilities", async () => {
    const { values } = await predict(logitsPredictor(1, 1), columnsOf("binary", 2, [[1e4], [-1e4]]));
    expect([...values]).toEqual([0, 1, 1, 0]);
    const many = await predict(logitsPredictor(1, 3), columnsOf("multiclass", 3, [[1e6, 1e6, -1e6]]));
    expect([...many.values]).toEqual([0.5, 0.5, 0]);
  });
});

test("rows are predicted alone: chunks, order and repetition change nothing, and others get a turn between chunks", async () => {
  const nRows = 10_000;
  const rows = Array.from({ length: nRows }, (_, i) => [Math.fround(Math.sin(i) * 4)]);
  const columns = columnsOf("binary", 2, rows);
  const predictor = logitsPredictor(1, 1);
  let pauses = 0;
  const all = await predict(predictor, columns, { pause: async () => void pauses++ });
  expect(all.nRows).toBe(nRows);
  expect(pauses).toBeGreaterThanOrEqual(2);
  const picked = [9999, 0, 4096, 4095, 0];
  const some = await predict(predictor, columns, { rows: picked });
  expect([...some.values]).toEqual(picked.flatMap((row) => [...all.values.subarray(2 * row, 2 * row + 2)]));
});

test("no rows give no predictions", async () => {
  const none = await predict(logitsPredictor(1, 1), columnsOf("binary", 2, [[1]]), { rows: [] });
  expect(none).toEqual({ task: "binary", nRows: 0, nClasses: 2, values: new Float64Array(0) });
});

test("a table of another width is refused", async () => {
  await expect(predict(logitsPredictor(2, 1), columnsOf("binary", 2, [[1]]))).rejects.toThrow("E_PROGRAM_FEED");
});

describe("where WebAssembly is refused, the interpreter predicts the same within rounding", () => {
  afterEach(() => void vi.unstubAllGlobals());

  const refusals: readonly (readonly [string, () => void])[] = [
    ["there is none", () => vi.stubGlobal("WebAssembly", undefined)],
    [
      "a page forbids it",
      () => {
        const { CompileError } = WebAssembly;
        const refuse = () => Promise.reject(new CompileError("blocked by Content Security Policy"));
        vi.stubGlobal("WebAssembly", { CompileError, Memory: WebAssembly.Memory, instantiate: refuse });
      },
    ],
    [
      "there is no memory",
      () => {
        class Memory {
          constructor() {
            throw new RangeError("could not allocate memory");
          }
        }
        vi.stubGlobal("WebAssembly", { CompileError: WebAssembly.CompileError, Memory });
      },
    ],
  ];

  test.each(refusals)("%s", async (_, refuse) => {
    const rows = Array.from({ length: 700 }, (_, i) => [Math.sin(i), Math.cos(3 * i), i % 3].map(Math.fround));
    const columns = columnsOf("multiclass", 3, rows);
    const wanted = await predict(logitsPredictor(1, 3), columns);
    refuse();
    const got = await predict(logitsPredictor(1, 3), columns);
    expect(got.nRows).toBe(700);
    const largest = wanted.values.reduce((most, value, i) => Math.max(most, Math.abs(value - got.values[i])), 0);
    expect(largest).toBeLessThan(1e-15);
  });

  test("also where all rows are told the same", async () => {
    const builder = new ProgramBuilder();
    const weights = builder.parameter("w", {
      shape: [2, 1],
      role: "model",
      initial: { kind: "constant", value: 0 },
    });
    const value = builder.add(builder.matMul(numbersInput(builder, 2), weights), builder.scalar(3));
    const program = { nodes: builder.nodes, outputs: { prediction: builder.reshape(value, [1, 1]) }, probes: [] };
    const constant = { program, parameters: { "/w": new Float32Array(2) }, labelOffset: 1, labelScale: 2 };
    const columns = columnsOf("regression", 0, [
      [1, 2],
      [3, 4],
    ]);
    expect([...(await predict({ ...constant }, columns)).values]).toEqual([7, 7]);
    refusals[0][1]();
    expect([...(await predict({ ...constant }, columns)).values]).toEqual([7, 7]);
  });
});

test("what is predicted once, without being compiled, is what a compiled predictor says", async () => {
  const dataset = tinyDataset({ nRows: 20, task: "multiclass" });
  const { program, statistics } = fit({ catalogue, document: defaultDocument(dataset.schema), dataset, seed: 1 });
  const rows = [3, 17, 4];
  const said = () => predictorOf(program, initialParameters(program, 1), statistics);
  const instantiate = vi.spyOn(WebAssembly, "instantiate");
  const once = await predictToJudge(said(), dataset, { rows });
  expect(instantiate).not.toHaveBeenCalled();
  const { values } = await predict(said(), dataset, { rows });
  expect(instantiate).toHaveBeenCalledOnce();
  for (const [at, value] of values.entries()) expect(once.values[at]).toBeCloseTo(value, 12);
  const known = said();
  await predict(known, dataset, { rows });
  expect((await predictToJudge(known, dataset, { rows })).values).toEqual(once.values);
});
