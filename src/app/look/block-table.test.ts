import { expect, test } from "vitest";
import { z } from "zod";
import { defaultDocument } from "../../pipeline/default-document.ts";
import type { PipelineDocument } from "../../pipeline/document.ts";
import { WatchedTraining } from "../../training/watched-training.ts";
import { describeTable } from "../describe-table.ts";
import { type OpenTable, openTable, textFile } from "../open-table.ts";
import { type BlockTable, blockTable, type LookRequest } from "./block-table.ts";
import { lookedPipeline } from "./looked-pipeline.ts";

const FAR: readonly number[] = [12, 25, 41];

/** 60 rows: numbers 0 … 59 out of order with three far out and every tenth missing, a category with gaps, a target. */
const text = [
  "size,colour,kind",
  ...Array.from({ length: 60 }, (_, row) => {
    const size = FAR.includes(row) ? "900" : row % 10 === 3 ? "" : String((row * 37) % 60);
    return [size, ["red", "green", ""][row % 3], row % 2 === 0 ? "yes" : "no"].join();
  }),
].join("\n");

async function lookAt(
  use: Readonly<Record<string, string>>,
): Promise<{ readonly open: OpenTable; readonly document: PipelineDocument; readonly idOf: (type: string) => string }> {
  const open = await openTable([textFile("rows.csv", text)]);
  const table = { overrides: [], dialects: [], target: { name: "kind" } };
  const base = defaultDocument(describeTable(open, table).schema!);
  const blocks = base.blocks.map((block) => ({
    ...block,
    settings: { ...block.settings, ...(use[block.type] ? { use: use[block.type] } : {}) },
  }));
  const document = { ...base, table, blocks };
  const idOf = (type: string) => blocks.find((block) => block.type === type)?.id ?? "";
  return { open, document, idOf };
}

const FIRST: Omit<LookRequest, "block"> = { rows: "first", nRows: 100, find: "" };

const columnOf = (table: BlockTable | undefined, name: string) =>
  table?.columns.find((column) => column.name === name) ?? expect.fail(`no column ${name}`);

test("cells that a block fills are told with what they were, and others are not", async () => {
  const { open, document, idOf } = await lookAt({ "impute-number": "median", "impute-category": "most frequent" });
  const looked = await lookedPipeline({ open, document, replica: 0 });
  expect(looked.of).toBe("untrained");
  const table = blockTable(looked, { ...FIRST, block: idOf("impute-number") });
  const { train, validation, test: forTesting } = looked.dataset.split;
  expect(table!.rows).toEqual([...train, ...validation].sort((a, b) => a - b));
  expect(table!.rows.some((row) => forTesting.includes(row))).toBe(false);
  const sizes = [...train]
    .filter((row) => row % 10 !== 3)
    .map((row) => (FAR.includes(row) ? 900 : (row * 37) % 60))
    .sort((a, b) => a - b);
  const middle = (sizes[Math.floor((sizes.length - 1) / 2)] + sizes[Math.ceil((sizes.length - 1) / 2)]) / 2;
  const size = columnOf(table, "size");
  table!.rows.forEach((row, place) => {
    const isMissing = row % 10 === 3;
    expect(size.before[place]).toBe(isMissing ? "" : null);
    expect(size.cells[place]).toBe(String(isMissing ? middle : FAR.includes(row) ? 900 : (row * 37) % 60));
  });
  const nMissing = table!.rows.filter((row) => row % 10 === 3).length;
  expect(size).toMatchObject({ nFilled: nMissing, nChanged: nMissing, isNew: false, isWhole: false });
  expect(table!.target.cells[0]).toBe(table!.rows[0] % 2 === 0 ? "yes" : "no");
  expect(columnOf(table, "size is missing")).toMatchObject({ isNew: true, nChanged: 0 });
  const colour = columnOf(blockTable(looked, { ...FIRST, block: idOf("impute-category") }), "colour");
  expect(colour.nFilled).toBeGreaterThan(0);
  expect(colour.before.every((was) => was === null || was === "")).toBe(true);
});

test("caps stand where Tukey's fences are before training, what lies beyond is pulled in, and rows that change come first", async () => {
  const { open, document, idOf } = await lookAt({ "impute-number": "median", "tame-outliers": "tame" });
  const looked = await lookedPipeline({ open, document, replica: 0 });
  const block = idOf("tame-outliers");
  const size = columnOf(blockTable(looked, { ...FIRST, block }), "size");
  const upper = size.marks.find(({ name }) => name === "upper")!;
  expect(upper.start).toBe(upper.now);
  const { rows, columns } = blockTable(looked, { ...FIRST, block, rows: "changed" })!;
  const place = rows.findIndex((row) => FAR.includes(row));
  const changed = columns.find(({ name }) => name === "size")!;
  expect(changed.before[place]).toBe("900");
  expect(Number(changed.cells[place])).toBeCloseTo(upper.now, 1);
  expect(size.bins).toMatchObject({ kind: "numbers" });
  if (size.bins?.kind !== "numbers") return;
  expect(size.bins.high).toBeGreaterThanOrEqual(upper.now);
  const sum = (counts: readonly number[] = []) => counts.reduce((total, count) => total + count, 0);
  expect(sum(size.bins.before)).toBe(sum(size.bins.after));
});

test("what is scaled is changed as a whole, columns are found by name, and a model says probabilities", async () => {
  const { open, document, idOf } = await lookAt({});
  const looked = await lookedPipeline({ open, document, replica: 0 });
  const scaled = columnOf(blockTable(looked, { ...FIRST, block: idOf("scale-number") }), "size");
  expect(scaled).toMatchObject({ isWhole: true });
  expect(scaled.before.every((was) => was === null)).toBe(true);
  const found = blockTable(looked, { ...FIRST, block: idOf("csv-source"), find: "COL" });
  expect(found?.columns.map(({ name }) => name)).toEqual(["colour"]);
  expect(found).toMatchObject({ nColumns: 1, hasWeights: true });
  const model = document.blocks.find(({ type }) => type === "neural-network" || type === "linear-model")!;
  const said = blockTable(looked, { ...FIRST, block: model.id, nRows: 2 });
  expect(said?.columns.map(({ name }) => name)).toEqual(["p_no", "p_yes"]);
  const shares = said!.columns.map(({ cells }) => Number.parseFloat(cells[0]));
  expect(shares[0] + shares[1]).toBeCloseTo(100, 0);
  expect(blockTable(looked, { ...FIRST, block: "nobody" })).toBeUndefined();
});

test("a run that goes on is looked at with its weights of now, while the blocks are those of the page", async () => {
  const { open, document, idOf } = await lookAt({ "impute-number": "median", "tame-outliers": "tame" });
  const begun = await lookedPipeline({ open, document, replica: 0 });
  const { statistics, dataset, start } = begun;
  const watched = new WatchedTraining({ document, schema: dataset.schema, statistics });
  // Thresholds are quartile ± exp(a) spreads, and a began at log 1.5.
  const name = Object.keys(start).find((each) => each.endsWith("/upper"))!;
  watched.keep({ ...start, [name]: start[name].map(() => 0) });
  const block = idOf("tame-outliers");
  const looked = await lookedPipeline({ open, document, watched, replica: 0 });
  expect(looked.of).toBe("training");
  const [mark] = columnOf(blockTable(looked, { ...FIRST, block }), "size").marks.filter(
    (each) => each.name === "upper",
  );
  const { q75, spread } = z
    .object({ q75: z.array(z.number()), spread: z.array(z.number()) })
    .parse(statistics.blocks[block]);
  expect(mark.start).toBeCloseTo(q75[0] + 1.5 * spread[0], 3);
  expect(mark.now).toBeCloseTo(q75[0] + spread[0], 3);
  const others = document.blocks.map((each) => (each.id === block ? { ...each, settings: {} } : each));
  const edited = await lookedPipeline({ open, document: { ...document, blocks: others }, watched, replica: 0 });
  expect(edited.of).toBe("untrained");
});
