/** `diffml export` and `diffml inspect`, as a person calls them. */
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import Papa from "papaparse";
import { afterAll, beforeAll, expect, test } from "vitest";
import { tableOfTraining } from "../app/compare.ts";
import { exportPipeline } from "../app/export-pipeline.ts";
import { worthAtOnce } from "../app/importance.ts";
import { openTable, textFile } from "../app/open-table.ts";
import { readPipelineJson, writePipelineJson } from "../export/json.ts";
import { csvText, dirtyRows, largestDifference } from "../export/testing/dirty-rows.ts";
import { app, tinyPipeline } from "../export/testing/tiny-pipeline.ts";
import { catalogue } from "../pipeline/catalogue.ts";
import { pythonWith } from "../table/testing/python.ts";
import { app as program } from "./context.ts";
import { diffml as runDiffml } from "./testing/diffml.ts";

const python = pythonWith("numpy");

let folder = "";
const at = (name: string) => join(folder, name);
const cellsOf = (name: string) => Papa.parse<string[]>(readFileSync(at(name), "utf8").trimEnd()).data;

const diffml = (...words: readonly string[]) => runDiffml(folder, words);

const trained = tinyPipeline("multiclass");

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "diffml-export-"));
  writeFileSync(at("trained.json"), await writePipelineJson(trained, { app, catalogue }));
});
afterAll(() => rmSync(folder, { recursive: true }));

test("inspect prints what was learned", async () => {
  const { code, stdout, stderr } = await diffml("inspect", "trained.json");
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toMatch(
    /^Tiny: trained for 12 steps with seed 3 on CPU\.\nPredicts kind \(multiclass: a, b and c\)\./,
  );
  expect(stdout).toContain("Impute number: …");
  expect(stdout).toMatch(/\n {2}weight +number +\S/);
});

test("inspect says between which values a predicted number lies, and of how many test rows that was true", async () => {
  const interval = { level: 0.9, low: -212.5, high: 96.25, nRows: 47 };
  const of = tinyPipeline("regression");
  const report = { ...of.report, unit: "€", interval: { ...interval, test: { nRows: 12, share: 0.75 } } };
  writeFileSync(at("numbers.json"), await writePipelineJson({ ...of, interval, report }, { app, catalogue }));
  const { code, stdout } = await diffml("inspect", "numbers.json");
  expect(code).toBe(0);
  expect(stdout.replaceAll(/[^\S\n]/g, " ")).toContain(
    "from 212.5 € below it to 96.25 € above it, in which 90 % of the rows",
  );
  expect(stdout).toContain("Of 12 test rows, 75");
});

test("what somebody wrote into a name moves no cursor, and begins no line", async () => {
  const document = { ...trained.document, name: "Tiny\u001b[2J\nPredicts: nothing" };
  writeFileSync(at("odd.json"), await writePipelineJson({ ...trained, document }, { app, catalogue }));
  const { code, stdout } = await diffml("inspect", "odd.json");
  expect(code).toBe(0);
  expect(stdout).toMatch(/^Tiny\uFFFD\[2J Predicts: nothing: trained for 12 steps/);
});

test("a report page with --table is the one that the studio writes with its table open; another table is refused, other formats take none", async () => {
  copyFileSync(fileURLToPath(new URL("../../public/samples/penguins.csv", import.meta.url)), at("penguins.csv"));
  const short = ["--deploy", "one", "--engine", "compiled-wasm", "--max-steps", "5"];
  await diffml("train", "penguins.csv", "--target", "species", "--out", "penguins.json", ...short);
  const page = (...words: readonly string[]) =>
    diffml("export", "penguins.json", "--format", "html", "--out", "page.html", ...words);
  expect(await page("--table", "penguins.csv")).toMatchObject({ code: 0, stdout: "" });
  const { trained: penguins } = await readPipelineJson(readFileSync(at("penguins.json"), "utf8"), { catalogue });
  const open = await openTable([textFile("penguins.csv", readFileSync(at("penguins.csv"), "utf8"))]);
  const worth = await worthAtOnce(
    penguins!,
    () => tableOfTraining(penguins!, open),
    async () => {},
  );
  const { content } = await exportPipeline(penguins!, { format: "html", app: program, worth });
  expect(content).toContain("Columns that predictions rely on");
  expect(readFileSync(at("page.html"), "utf8")).toBe(content);
  expect((await page()).code).toBe(0);
  expect(readFileSync(at("page.html"), "utf8")).not.toContain("Columns that predictions rely on");
  const fewer = readFileSync(at("penguins.csv"), "utf8").split("\n").slice(0, 200).join("\n");
  writeFileSync(at("fewer.csv"), fewer);
  expect((await page("--table", "fewer.csv")).stderr).toContain("E_COMPARE_SPLIT");
  const sql = await diffml(
    "export",
    "penguins.json",
    "--format",
    "sql",
    "--out",
    "page.sql",
    "--table",
    "penguins.csv",
  );
  expect(sql).toMatchObject({ code: 2, stderr: expect.stringContaining("--format html") });
}, 120_000);

test("an unknown format is told with those that there are, and nothing is written", async () => {
  const { code, stderr } = await diffml("export", "trained.json", "--format", "pickle", "--out", "model.pkl");
  expect(code).toBe(2);
  expect(stderr).toContain("python");
  expect(() => readFileSync(at("model.pkl"))).toThrow("no such file");
});

test("the Python file writes the columns of predict, with the same numbers", async () => {
  const { code, stdout, stderr } = await diffml("export", "trained.json", "--format", "python", "--out", "model.py");
  expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: "", stderr: "" });
  if (python === undefined) return;
  const usual = dirtyRows(trained, 16);
  writeFileSync(at("rows.csv"), csvText(usual));
  expect((await diffml("predict", "trained.json", "rows.csv", "--out", "ours.csv", "--force")).code).toBe(0);
  execFileSync(python, ["model.py", "predict", "rows.csv", "--out", "theirs.csv", "--force"], {
    cwd: folder,
    stdio: "ignore",
  });
  const [ours, theirs] = [cellsOf("ours.csv"), cellsOf("theirs.csv")];
  const first = usual.columns.length + 1;
  expect(theirs.map((row) => row.slice(0, first))).toEqual(ours.map((row) => row.slice(0, first)));
  expect(theirs[0]).toEqual(ours[0]);
  const numbers = (rows: readonly (readonly string[])[]) =>
    rows.slice(1).flatMap((row) => row.slice(first).map(Number));
  expect(largestDifference(numbers(theirs), numbers(ours))).toBeLessThan(1e-12);
});

test("a cleaned table has the rows and columns of the one that is given, and is written for no other format", async () => {
  const rows = dirtyRows(trained, 16);
  writeFileSync(at("dirty.csv"), csvText(rows));
  const words = ["export", "trained.json", "--format", "cleaned-csv", "--out", "cleaned.csv"];
  expect(await diffml(...words)).toMatchObject({ code: 2, stdout: "" });
  const { code, stdout } = await diffml(...words, "--table", "dirty.csv", "--force");
  expect({ code, stdout }).toEqual({ code: 0, stdout: "" });
  const [header, ...cleaned] = cellsOf("cleaned.csv");
  expect(header).toEqual(rows.columns);
  expect(cleaned).toHaveLength(16);
  const place = header.indexOf("size");
  expect(cleaned.map((row) => row[place]).filter((cell) => cell === "" || Number.isNaN(Number(cell)))).toEqual([]);
});
