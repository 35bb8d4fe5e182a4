/** The table that leaves cleaning, beside means and levels that are counted here from the cells. */
import Papa from "papaparse";
import { expect, test } from "vitest";
import { tinyPipeline, tinyTable } from "../export/testing/tiny-pipeline.ts";
import { catalogue } from "../pipeline/catalogue.ts";
import type { PipelineDocument } from "../pipeline/document.ts";
import { splitSettingsSchema } from "../pipeline/document.ts";
import { fit } from "../pipeline/fit.ts";
import { initialParameters } from "../program/parameters.ts";
import { cellText } from "../table/raw-column.ts";
import { stackTables } from "../table/stack.ts";
import { predictorOf } from "../training/predict.ts";
import type { TrainedPipeline } from "../training/types.ts";
import { cleanedCsv } from "./cleaned-csv.ts";
import { textFile } from "./open-table.ts";
import { openRows } from "./predict.ts";
import { trainingTable } from "./training-table.ts";

const SETTINGS: Readonly<Record<string, Record<string, unknown>>> = {
  n2: { use: "mean" },
  n4: { use: "most frequent" },
};
const prepared = trainingTable({
  open: stackTables([tinyTable()]),
  wishes: { overrides: [], target: { name: "price", task: "regression" } },
  split: splitSettingsSchema.parse({ seed: 3 }),
});

function pipelineOf(change: (document: PipelineDocument) => PipelineDocument = (document) => document) {
  const base = tinyPipeline("regression");
  const blocks = base.document.blocks.map((block) => ({ ...block, settings: SETTINGS[block.id] ?? block.settings }));
  const document = change({ ...base.document, blocks });
  const { program, statistics } = fit({ catalogue, document, dataset: prepared.dataset, seed: 3 });
  const parameters = Object.fromEntries(
    Object.entries(initialParameters(program, 3)).map(([name, values]) => {
      // Thresholds somewhat further away, as training may leave them: 0 is nothing unusual then.
      return [name, /^n9\b.*(lower|upper)/.test(name) ? values.map((value) => value + 0.3) : values];
    }),
  );
  return {
    ...base,
    document,
    soft: { statistics, state: { step: 0, parameters, optimiser: {} } },
    predictor: predictorOf(program, parameters, statistics),
  } satisfies TrainedPipeline;
}

/** With outliers tamed between filling and scaling. */
function withTaming(document: PipelineDocument): PipelineDocument {
  const { version } = catalogue.get("tame-outliers")!.spec;
  const ends = { given: { block: "n9", port: "numbers" }, made: { block: "n9", port: "numbers" } };
  const edges = document.edges.flatMap((edge) =>
    edge.to.block === "n3"
      ? [
          { from: edge.from, to: ends.given },
          { from: ends.made, to: edge.to },
        ]
      : [edge],
  );
  const block = { id: "n9", type: "tame-outliers", version, settings: { use: "tame" } };
  return { ...document, blocks: [...document.blocks, block], edges };
}

/** Cells of training rows. */
function trainingCells(name: string): readonly string[] {
  const column = tinyTable().columns.find((each) => each.name === name)!;
  return Array.from(prepared.dataset.split.train, (row) => cellText(column, row)).filter((text) => text !== "");
}

const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const mostFrequent = (texts: readonly string[]) => {
  const count = (text: string) => texts.filter((each) => each === text).length;
  return [...new Set(texts)].sort((a, b) => count(b) - count(a))[0];
};

const HEADER = ["note", "size", "weight", "day", "colour", "kind", "isLarge", "price"];
async function cleaned(rows: readonly (readonly string[])[], trained = pipelineOf(), isDefused = false) {
  const text = Papa.unparse([HEADER, ...rows], { newline: "\n" });
  const opened = await openRows(trained, [textFile("rows.csv", `${text}\n`)]);
  const csv = [...cleanedCsv(opened, { isDefused })].join("");
  return Papa.parse<string[]>(csv.trimEnd()).data;
}

/** Enough of the usual, that columns are recognised as they were. */
const USUAL = Array.from({ length: 30 }, (_, at) => [
  `row ${at}`,
  String(at / 2),
  `${at},5`,
  "2024-02-11",
  "red",
  "a",
  "yes",
  "1000000",
]);

test("gaps are filled with the mean and the most frequent level of training, all else stands in one spelling", async () => {
  const size = meanOf(trainingCells("size").map(Number));
  const weight = meanOf(trainingCells("weight").map((text) => Number(text.replace(",", "."))));
  const colour = mostFrequent(trainingCells("colour").filter((text) => text !== "n/a"));
  const [header, ...rows] = await cleaned([
    ...USUAL,
    ["= a note", "", "", "2024-03-05", "n/a", "b", "no", ""],
    ["1,5", "12.25", "7,125", "2024-02-29", "GREEN", "c", "yes", "1,000"],
    ["", "0.1", "16777217,5", "2024-02-29", "violet", "a", "no", "x"],
  ]);
  expect(header).toEqual(HEADER);
  expect(rows.slice(0, 30)).toEqual(USUAL.map((row) => row.with(2, row[2].replace(",", "."))));
  const [gaps, spelt, odd] = rows.slice(30);
  expect(Number(gaps[1])).toBeCloseTo(size, 4);
  expect(Number(gaps[2])).toBeCloseTo(weight, 4);
  expect(gaps).toEqual(["= a note", gaps[1], gaps[2], "2024-03-05", colour, "b", "no", ""]);
  expect(spelt).toEqual(["1,5", "12.25", "7.125", "2024-02-29", "Green", "c", "yes", "1,000"]);
  // A level that training did not see keeps its text, and a number its last digit.
  expect(odd).toEqual(["", "0.1", "16777217.5", "2024-02-29", "violet", "a", "no", "x"]);
});

test("gaps that were filled and cells that were moved are counted; another spelling is neither", async () => {
  const counted = async (rows: readonly (readonly string[])[], trained = pipelineOf()) => {
    const text = Papa.unparse([HEADER, ...rows], { newline: "\n" });
    const writing = cleanedCsv(await openRows(trained, [textFile("rows.csv", `${text}\n`)]));
    let next = writing.next();
    while (!next.done) next = writing.next();
    return next.value;
  };
  const gaps = ["= a note", "", "", "2024-03-05", "n/a", "b", "no", ""];
  const spelt = ["1,5", "12.25", "7,125", "2024-02-29", "GREEN", "c", "yes", "1,000"];
  expect(await counted([...USUAL, gaps, spelt])).toEqual({ nFilled: 3, nMoved: 0 });
  const far = ["", "100000", "1,5", "2024-02-11", "red", "a", "yes", "1"];
  expect(await counted([...USUAL, far], pipelineOf(withTaming))).toEqual({ nFilled: 0, nMoved: 1 });
});

test("cells that a spreadsheet would compute are defused where that is asked for", async () => {
  const rows = [...USUAL, ["=1+1", "-2", "1,5", "2024-02-11", "red", "a", "yes", "1"]];
  expect((await cleaned(rows)).at(-1)?.slice(0, 2)).toEqual(["=1+1", "-2"]);
  expect((await cleaned(rows, pipelineOf(), true)).at(-1)?.slice(0, 2)).toEqual(["'=1+1", "-2"]);
});

test("the same rows are cleaned the same", async () => {
  const rows = [...USUAL, ["x", "", "", "", "n/a", "", "no", ""]];
  const once = await cleaned(rows);
  expect(once).toHaveLength(USUAL.length + 2);
  expect(await cleaned(rows)).toEqual(once);
});

test("where outliers are tamed, what is none stays as it is written, 0 among it; what is one comes nearer", async () => {
  const [, ...rows] = await cleaned(
    [...USUAL, ["", "100000", "1,5", "2024-02-11", "red", "a", "yes", "1"]],
    pipelineOf(withTaming),
  );
  const sizes = rows.map((row) => row[1]);
  expect(sizes.slice(0, 3)).toEqual(["0", "0.5", "1"]);
  expect(Number(sizes[30])).toBeLessThan(50_000);
});
