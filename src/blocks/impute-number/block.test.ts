import fc from "fast-check";
import { expect, test } from "vitest";
import { columnRule } from "../../table/testing/column-rule.ts";
import { columnOf, numberPort, oneHotLogits, portValue, runBlock } from "../testing/run-block.ts";
import { explain } from "./explain.ts";
import { fit } from "./fit.ts";
import { program } from "./program.ts";
import { FILLINGS, spec } from "./spec.ts";

const parts = { spec, fit, program, explain };
const gap = Number.NaN;
const table = { numbers: { whole: [1, 2, 3, 4, 5], age: [1, 2, 2, 7, gap] } };

test("each alternative, once it is the winner, fills with its statistic", () => {
  const run = runBlock(parts, table);
  const expected = [3, 2, 2, 3 + 0.5 * Math.sqrt(5.5)];
  FILLINGS.forEach((_, k) => {
    const filling = oneHotLogits(run.parameters["block/filling"], FILLINGS.length, k);
    const parameters = { ...run.parameters, "block/filling": filling, "block/constants": Float32Array.of(0.5) };
    const age = columnOf(run.read(numberPort(run).value, { parameters }), 2, 1);
    expect(age.slice(0, 4)).toEqual([1, 2, 2, 7]);
    expect(age[4]).toBeCloseTo(expected[k], 6);
  });
});

test("the mean starts with half of the blend", () => {
  const run = runBlock(parts, table);
  const age = columnOf(run.read(numberPort(run).value, { temperature: 0.3 }), 2, 1);
  expect(age[4]).toBeCloseTo(3 / 2 + (2 + 2 + 3) / 6, 6);
});

test("a fixed use fills alike and learns nothing but its own constant", () => {
  for (const [use, expected] of [
    ["mean", 3],
    ["median", 2],
    ["most frequent", 2],
  ] as const) {
    const run = runBlock(parts, table, { settings: { use } });
    expect(columnOf(run.read(numberPort(run).value), 2, 1)[4]).toBeCloseTo(expected, 6);
    expect(Object.keys(run.parameters)).toEqual([]);
    expect(run.explain().summary).toBe(`Gaps in 1 column are filled with the ${use}, as set.`);
  }
  const learned = runBlock(parts, table, { settings: { use: "learned constant" } });
  expect(Object.keys(learned.parameters)).toEqual(["block/constants"]);
  expect(columnOf(learned.read(numberPort(learned).value), 2, 1)[4]).toBeCloseTo(3, 6);
});

test("nothing is missing afterwards, and indicators name the columns that had gaps", () => {
  const run = runBlock(parts, table);
  expect(run.read(numberPort(run).missing).every((value) => value === 0)).toBe(true);
  expect(run.ports.indicators).toMatchObject({
    type: "features",
    columns: [{ name: "age is missing", original: "age" }],
  });
  expect(run.read(portValue(run, "indicators"))).toEqual([0, 0, 0, 0, 1]);
  expect(runBlock(parts, table, { settings: { indicators: false } }).ports.indicators).toBeUndefined();
  expect(runBlock(parts, { numbers: { whole: [1, 2] } }).ports.indicators).toBeUndefined();
});

test("a column that is wholly missing is filled with 0, and a new gap elsewhere with the mean", () => {
  const run = runBlock(parts, { numbers: { empty: [gap, gap], whole: [2, 6] } });
  expect(run.read(numberPort(run).value)).toEqual([0, 2, 0, 6]);
  const later = run.read(numberPort(run).value, { table: { numbers: { empty: [1, gap], whole: [gap, 3] } } });
  expect(later).toEqual([1, 4, 0, 3]);
});

test("columns that are not bound pass through in place, gaps included", () => {
  const numbers = { a: [gap, 1], b: [gap, 5], c: [3, gap] };
  const run = runBlock(parts, { numbers }, { settings: { columns: { mode: "only", names: ["b"] }, use: "mean" } });
  expect(run.read(numberPort(run).value)).toEqual([0, 5, 3, 1, 5, 0]);
  expect(run.read(numberPort(run).missing)).toEqual([1, 0, 0, 0, 0, 1]);
  const none = runBlock(parts, { numbers }, { settings: { columns: { mode: "only", names: ["z"] } } });
  expect(none.read(numberPort(none).missing)).toEqual([1, 1, 0, 0, 0, 1]);
  expect(Object.keys(none.parameters)).toEqual([]);
});

test("observed cells are never changed, and filled ones stay within the observed range at the start", () => {
  const cell = fc.oneof(fc.constant(gap), fc.integer({ min: -1000, max: 1000 }));
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 30 }), (rows) => {
      const columns = [0, 1, 2].map((j) => rows.map((row) => row[j]));
      const run = runBlock(parts, { numbers: { a: columns[0], b: columns[1], c: columns[2] } }, { nTrainRows: 5000 });
      const filled = run.read(numberPort(run).value);
      columns.forEach((cells, j) => {
        const seen = cells.filter((value) => !Number.isNaN(value));
        columnOf(filled, 3, j).forEach((value, row) => {
          if (!Number.isNaN(cells[row])) expect(value).toBe(cells[row]);
          else if (seen.length === 0) expect(value).toBe(0);
          else {
            expect(value).toBeGreaterThanOrEqual(Math.min(...seen) - 1e-3);
            expect(value).toBeLessThanOrEqual(Math.max(...seen) + 1e-3);
          }
        });
      });
    }),
  );
});

test("an untouched choice says so; a moved one names its winner", () => {
  const run = runBlock(parts, table);
  expect(run.explain()).toMatchObject({
    summary: "Filling gaps: no clear preference: hardly matters here.",
    certainty: "none",
  });
  expect(run.explain(undefined, () => "years").details.at(-1)).toBe(
    "age: 20 % missing; mean 3 years, learned constant 3 years.",
  );
  const filling = oneHotLogits(run.parameters["block/filling"], FILLINGS.length, 1);
  expect(run.explain({ ...run.parameters, "block/filling": filling })).toMatchObject({
    summary: "Filling gaps settled on median (100 % of the blend).",
    certainty: "clear",
  });
});

test("numbers that mean missing are filled like gaps, told by an indicator, and not observed", () => {
  const numbers = { age: [-999, 1, 2, 2, 7, gap, -9], size: [-9, 0, 4, 5, 6, 7, 8] };
  const sentinels = [
    { column: "age", value: -999 },
    { column: "age", value: -9 },
    { column: "size", value: 0 },
    { column: "of another table", value: 1 },
  ];
  const run = runBlock(parts, { numbers }, { settings: { use: "mean", sentinels } });
  const read = run.read(numberPort(run).value);
  expect(columnOf(read, 2, 0)).toEqual([3, 1, 2, 2, 7, 3, 3]);
  // -9 means something here, 0 does not.
  expect(columnOf(read, 2, 1)).toEqual([-9, 3.5, 4, 5, 6, 7, 8]);
  expect(run.read(portValue(run, "indicators"))).toEqual([1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 1, 0]);
});

test("a number that means missing is found behind an offset and in float32", () => {
  const numbers = { year: [1, 2, 3, Math.fround(-99.9 - 1e9)] };
  const settings = { use: "mean", sentinels: [{ column: "year", value: -99.9 }] };
  const run = runBlock(parts, { numbers, offsets: { year: 1e9 } }, { settings });
  expect(columnOf(run.read(numberPort(run).value), 1, 0)).toEqual([1, 2, 3, 2]);
});

test("the rules of the table suggest those of columns that are used, and nothing where there are none", () => {
  const rule = (name: string, role: "used" | "aside", sentinelCandidates?: number[]) =>
    columnRule(name, { type: "number", role, ...(sentinelCandidates ? { sentinelCandidates } : {}) });
  const settingsFor = spec.suggested!.settingsFor;
  expect(settingsFor([rule("a", "used", [-9, 0]), rule("b", "aside", [-9]), rule("c", "used")])).toEqual({
    sentinels: [
      { column: "a", value: -9 },
      { column: "a", value: 0 },
    ],
  });
  expect(settingsFor([rule("c", "used")])).toBeUndefined();
});

test("the explanation says which numbers count as missing", () => {
  const sentinels = [
    { column: "age", value: -99999 },
    { column: "of another table", value: 1 },
  ];
  const run = runBlock(parts, { numbers: { age: [-99999, 1, 2, 3] } }, { settings: { use: "mean", sentinels } });
  expect(run.explain().details[0]).toBe("Counts as missing: -99999 in age.");
});
