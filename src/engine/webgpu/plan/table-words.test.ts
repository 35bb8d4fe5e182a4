/** A table that is too large for one buffer: packed, cut by rows, and trained on to the same bits. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeData, makePlan, makeProgram } from "../../testing/training-cases.ts";
import { openTestGpu, type TestGpu } from "../testing/test-gpu.ts";
import { trainWithin } from "../testing/train-within.ts";
import { LEAST_LIMITS } from "./limits.ts";
import { tableWords } from "./table-words.ts";

let gpu: TestGpu | undefined;

beforeAll(async () => {
  gpu = await openTestGpu();
});

afterAll(() => gpu?.release());

const N_ROWS = 7;
const INPUTS = [
  { name: "numbers", width: 2, values: Float32Array.from({ length: 2 * N_ROWS }, (_, i) => i / 3) },
  { name: "missing", width: 2, values: Float32Array.from({ length: 2 * N_ROWS }, (_, i) => i % 2) },
  { name: "levels", width: 1, values: Int32Array.of(0, 65_534, 1, 2, 300, 3, 4) },
  { name: "rows", width: 1, values: Int32Array.of(-1, 0, 254, 1, -1, 2, 3) },
  { name: "many levels", width: 1, values: Int32Array.of(0, 65_535, 1, 2, 300, 3, 4) },
];
const PLAIN_BYTES = 4 * 7 * N_ROWS;

describe("the table", () => {
  it.for([
    { title: "as it is where it fits", tableBytes: PLAIN_BYTES, bits: [32, 32, 32, 32, 32], nShards: 1 },
    { title: "packed", tableBytes: PLAIN_BYTES - 1, bits: [32, 8, 16, 8, 32], nShards: 1 },
    { title: "packed and cut", tableBytes: 60, bits: [32, 8, 16, 8, 32], nShards: 3 },
    { title: "in as many shards as there may be", tableBytes: 10, bits: [32, 8, 16, 8, 32], nShards: 4 },
  ])("is stored $title, and every number is found again", ({ tableBytes, bits, nShards }) => {
    const table = tableWords(INPUTS, N_ROWS, { tableBytes, nTables: 4 });
    expect(table.shape.nShards).toBe(nShards);
    expect([...table.locations.values()]).toMatchObject(bits.map((each) => ({ bits: each })));
    if (tableBytes >= 60) expect(table.bytes).toBeLessThanOrEqual(tableBytes);
    const shards = Array.from({ length: nShards }, (_, shard) => table.wordsOf(shard));
    for (const { name, width, values } of INPUTS) {
      const location = table.locations.get(name);
      if (location?.kind !== "table") throw new Error("an input stands in the table");
      const found = Array.from(values, (_, i) => {
        const row = Math.floor(i / width);
        const bytes = new DataView(shards[Math.floor(row / table.shape.rowsOfShard)].buffer);
        const at = (row % table.shape.rowsOfShard) * width + (i % width);
        if (location.bits === 8) return bytes.getUint8(4 * location.base + at) - 1;
        if (location.bits === 16) return bytes.getUint16(4 * location.base + 2 * at, true) - 1;
        const word = 4 * (location.base + at);
        return values instanceof Int32Array ? bytes.getInt32(word, true) : bytes.getFloat32(word, true);
      });
      expect(found, name).toEqual(Array.from(values));
    }
  });

  it.for([
    { what: "a negative zero", values: [-0, 1] },
    { what: "a fraction", values: [0.5, 1] },
    { what: "a number below −1", values: [-2, 1] },
    { what: "no number", values: [Number.NaN, 1] },
  ])("packs no column with $what", ({ values }) => {
    const input = { name: "x", width: 1, values: Float32Array.from(values) };
    const table = tableWords([input], 2, { tableBytes: 4, nTables: 1 });
    expect(table.locations.get("x")).toMatchObject({ bits: 32 });
    expect(new Float32Array(table.wordsOf(0).buffer)).toEqual(input.values);
  });

  it("says why it is not stored as it is", () => {
    const notesAt = (tableBytes: number) => tableWords(INPUTS, N_ROWS, { tableBytes, nTables: 4 }).notes;
    expect(notesAt(PLAIN_BYTES)).toEqual([]);
    expect(notesAt(60)).toEqual([
      "The table takes 1 MB, and this graphics adapter gives at most 1 MB in one piece: " +
        "whole numbers are packed, which changes none of them; its rows stand in 3 pieces.",
    ]);
  });
});

describe("training on a table that is too large for one buffer", () => {
  const data = makeData("multiclass", 600);
  const program = makeProgram("multiclass", "rows", data);
  const plan = makePlan({ updates: [{ roles: ["model", "pipeline", "data"], lossOn: "train", at: "current" }] });

  const trained = { program, data, plan, nSteps: 6 };

  it("gives the same bits packed, and packed and cut", async (context) => {
    if (!gpu) return context.skip();
    const whole = await trainWithin(gpu, {}, trained);
    const packed = await trainWithin(gpu, { tableBytes: 15_000 }, trained);
    const cut = await trainWithin(gpu, { tableBytes: 8_000, nTables: LEAST_LIMITS.nTables }, trained);
    expect(packed.result).toEqual(whole.result);
    expect(cut.result).toEqual(whole.result);
    expect([whole, packed, cut].map(({ notes }) => notes.length)).toEqual([0, 1, 1]);
    expect(cut.notes[0]).toContain("2 pieces");
  });
});
