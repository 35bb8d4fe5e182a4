import { expect, test } from "vitest";
import { formatNumber } from "../base/numbers.ts";
import { tinyPipeline } from "../export/testing/tiny-pipeline.ts";
import { stackTables, tableFromRows } from "../table/stack.ts";
import { cleanedCsv } from "./cleaned-csv.ts";
import { pipelineRows, predict } from "./predict.ts";
import { gatesOf } from "./soft-probes.ts";
import { whatIf } from "./what-if.ts";

const trained = tinyPipeline("multiclass");
const NAMES = ["size", "weight", "day", "colour"];
const pause = async () => {};

test("a made-up row and it without each of its cells are predicted as rows of a table are", async () => {
  const cells = { size: "12", weight: "1,5", day: "2024-01-11", colour: "" };
  const said = await whatIf(trained, { cells, pause });
  const texts = [cells, { ...cells, size: "" }, { ...cells, weight: "" }, { ...cells, day: "" }];
  const table = tableFromRows(
    "rows.csv",
    NAMES,
    texts.map(({ size, weight, day, colour }) => [size, weight, day, colour]),
  );
  const { values } = await predict(pipelineRows(trained, stackTables([table])));
  expect(said.labels).toEqual(["a", "b", "c"]);
  expect(said.values).toEqual([...values.subarray(0, 3)]);
  expect(said.without.map(({ column }) => column)).toEqual(["size", "weight", "day"]);
  expect(said.without.map((each) => each.values)).toEqual(
    [1, 2, 3].map((row) => [...values.subarray(3 * row, 3 * row + 3)]),
  );
  expect(said.odd).toEqual([]);
  expect(said.said).toBe(said.values.indexOf(Math.max(...said.values)));
  const decided = { ...trained, decision: { by: "threshold", code: 0, threshold: 0 } } as const;
  expect((await whatIf(decided, { cells, pause })).said).toBe(0);
});

test("nothing written is a row, too, and what cannot be read is named", async () => {
  expect((await whatIf(trained, { cells: {}, pause })).without).toEqual([]);
  const odd = await whatIf(trained, { cells: { size: "abc", colour: "never seen" }, pause });
  expect(odd.odd).toEqual(["size", "colour"]);
});

test("what became of cells is what cleaning the same row writes; only what there is something to say of is named", async () => {
  const usual = { size: "12", weight: "1,5", day: "2024-01-11", colour: "red" };
  const cells = { ...usual, weight: "", size: "1e9" };
  const { passed } = await whatIf(trained, { cells, pause });
  const table = tableFromRows("rows.csv", NAMES, [NAMES.map((name) => cells[name as keyof typeof cells])]);
  const lines = [...cleanedCsv(pipelineRows(trained, stackTables([table])))].join("").trimEnd().split("\n");
  const written = Object.fromEntries(lines[0].split(",").map((name, at) => [name, lines[1].split(",")[at]]));
  const of = (column: string) => passed.find((each) => each.column === column)?.became;
  expect(of("weight")).toEqual({ kind: "filled", from: "", to: formatNumber(Number(written.weight)) });
  expect(of("size")?.kind).toBe(Number(written.size) === 1e9 ? undefined : "moved");
  expect(of("day")).toBeUndefined();
  const odd = await whatIf(trained, { cells: { ...usual, size: "abc", colour: "never seen" }, pause });
  expect(odd.passed.find(({ column }) => column === "size")).toMatchObject({
    odd: "unreadable",
    became: { kind: "filled" },
  });
  expect(odd.passed.find(({ column }) => column === "colour")).toMatchObject({ odd: "unseen" });
  const gates = gatesOf(trained);
  for (const { column, gate } of passed) if (gate !== undefined) expect(gate).toBe(gates.get(column));
});
