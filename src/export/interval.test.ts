/** The interval round predicted numbers leaves with the file: in every format a row has the two ends that are added to what is predicted. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { catalogue } from "../pipeline/catalogue.ts";
import { pythonWith } from "../table/testing/python.ts";
import type { TrainedPipeline } from "../training/types.ts";
import { writeHtml } from "./html/write-html.ts";
import { readPipelineJson, writePipelineJson } from "./json.ts";
import { modelCardOf } from "./model-card.ts";
import { openPipeline } from "./module/open-pipeline.ts";
import { writePython } from "./python/write-python.ts";
import { writeSql } from "./sql/write-sql.ts";
import { csvText, dirtyRows, evaluatorSays, readRows, recogniseCells } from "./testing/dirty-rows.ts";
import { duckdbSays } from "./testing/duckdb-says.ts";
import { madeUp } from "./testing/exported-pipelines.ts";
import { onnxOutputs } from "./testing/onnx-says.ts";
import { plainCells, sqlitePython, sqliteSays } from "./testing/sqlite-says.ts";
import { app, tinyPipeline } from "./testing/tiny-pipeline.ts";

const N_ROWS = 40;
const options = { app, catalogue };
const interval = { level: 0.9, low: -212.5, high: 96.25, nRows: 47 };
const withInterval = (trained: TrainedPipeline): TrainedPipeline => ({
  ...trained,
  interval,
  report: {
    ...trained.report,
    unit: "€",
    metrics: { ...trained.report.metrics, test: { tuned: { rmse: 110 } } },
    interval: { ...interval, test: { nRows: 12, share: 0.75 } },
  },
});
/** Small, and what SQL can say. */
const linear = madeUp("linear", { task: "regression", isHard: true });
const trained = withInterval(linear);
const cells = dirtyRows(trained, N_ROWS);
/** By hand. */
const around = (values: Iterable<number>) => Array.from(values, (value) => [value, value - 212.5, value + 96.25]);
/** How far three numbers a row are from those, at most, in proportion to what they are. */
function apart(rows: readonly (readonly number[])[], values: Iterable<number>): number {
  const expected = around(values);
  expect(rows.map(({ length }) => length)).toEqual(expected.map(({ length }) => length));
  const all = rows.flatMap((row, at) =>
    row.map((value, place) => Math.abs(value - expected[at][place]) / (1 + Math.abs(expected[at][place]))),
  );
  return Math.max(...all);
}

test("the card and the report page say how wide it is and what it covers", async () => {
  const words = modelCardOf(trained, app).interval!;
  expect(words.replaceAll(/\s/g, " ")).toBe(
    "Each prediction comes with an interval, from 212.5 € below it to 96.25 € above it, in which 90 % of the rows should lie: it is as wide as the errors on 47 held-out rows were. Of 12 test rows, 75 % lie in theirs.",
  );
  expect(modelCardOf(linear, app).interval).toBeUndefined();
  const text = await writePipelineJson(withInterval(tinyPipeline("regression")), options);
  expect(JSON.parse(text).modelCard.interval).toBe(words);
  const opened = await readPipelineJson(text, { catalogue });
  expect(opened).toMatchObject({ selfTest: { passed: true }, notes: [], trained: { interval } });
  expect(await writePipelineJson(opened.trained!, options)).toBe(text);
  expect(writeHtml(trained, options)).toContain(words);
});

test("the module for other programs", async () => {
  const objects = cells.rows.map((row) => Object.fromEntries(cells.columns.map((column, at) => [column, row[at]])));
  const said = async (of: TrainedPipeline) =>
    openPipeline(await writePipelineJson(of, options)).predict(objects, { force: true });
  const { predictions, intervals } = await said(trained);
  const rows = predictions.map((value, at) => [Number(value), ...(intervals?.[at] ?? [])]);
  expect(apart(rows, evaluatorSays(trained, recogniseCells(trained, cells)))).toBeLessThanOrEqual(1e-12);
  expect(await said(linear)).not.toHaveProperty("intervals");
});

test.each(["raw", "numeric"] as const)("ONNX, %s", async (form) => {
  const outputs = await onnxOutputs(trained, cells, { form, letters: "as written" });
  expect(Object.keys(outputs)).toEqual(["value", "value_low", "value_high"]);
  const [values, low, high] = Object.values(outputs).map(({ data }) => data as Float32Array);
  const rows = Array.from(values, (value, row) => [value, low[row], high[row]]);
  expect(Object.values(outputs).map(({ dims }) => dims.join())).toEqual(Array(3).fill(`${N_ROWS},1`));
  expect(apart(rows, evaluatorSays(trained, readRows(trained, cells)))).toBeLessThanOrEqual(1e-4);
});

test.for([
  { dialect: "sqlite", says: sqliteSays },
  { dialect: "duckdb", says: duckdbSays },
] as const)("SQL, $dialect", async ({ dialect, says }, { skip }) => {
  skip(dialect === "sqlite" && !sqlitePython, "no Python with sqlite3");
  const plain = plainCells(trained, cells);
  const [[names, rows]] = await says([[plain, writeSql(trained, { ...options, dialect })]]);
  expect(names).toEqual([...plain.columns, "prediction", "prediction_low", "prediction_high"]);
  const told = rows.map((row) => row.slice(plain.columns.length).map(Number));
  expect(apart(told, evaluatorSays(trained, readRows(trained, plain)))).toBeLessThanOrEqual(1e-5);
});

describe.skipIf(!pythonWith("numpy"))("Python", () => {
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "diffml-interval-"));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test("files have the columns of diffml predict, and predict_interval both ends; without an interval there is no such method", async () => {
    writeFileSync(join(folder, "rows.csv"), csvText(cells));
    writeFileSync(join(folder, "known.py"), await writePython(trained, options));
    writeFileSync(join(folder, "unknown.py"), await writePython(linear, options));
    const script = `
import json, warnings
warnings.simplefilter("ignore")
import known, unknown
header, rows = known._read_csv("rows.csv")
ends = known.TrainedPipeline(force=True).predict_interval([dict(zip(header, row)) for row in rows]).tolist()
known.main(["rows.csv", "--out", "known.csv", "--force"])
unknown.main(["rows.csv", "--out", "unknown.csv", "--force"])
print(json.dumps([ends, known.self_test(), hasattr(unknown.pipeline, "predict_interval")]))`;
    const { stdout, stderr } = spawnSync(pythonWith("numpy") ?? "", ["-W", "ignore", "-c", script], {
      cwd: folder,
      encoding: "utf8",
    });
    expect(stdout, stderr).not.toBe("");
    const [ends, selfTest, isThere] = JSON.parse(stdout);
    const values = evaluatorSays(trained, recogniseCells(trained, cells));
    expect([selfTest, isThere]).toEqual([expect.closeTo(0, 12), false]);
    const lines = (name: string) => readFileSync(join(folder, name), "utf8").trim().split("\n");
    const [header, ...rows] = lines("known.csv").map((line) => line.split(",").slice(-3));
    expect(header).toEqual(["prediction", "prediction_low", "prediction_high"]);
    expect(lines("unknown.csv")[0]).toMatch(/,prediction$/);
    expect(
      apart(
        rows.map((row) => row.map(Number)),
        values,
      ),
    ).toBeLessThanOrEqual(1e-12);
    expect(
      apart(
        rows.map(([value], at) => [Number(value), ...ends[at]]),
        values,
      ),
    ).toBeLessThanOrEqual(1e-12);
  });
});
