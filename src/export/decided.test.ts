/** What a person has decided about classes leaves with the file: every format says the class that `predictedClasses` says. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { InferenceSession } from "onnxruntime-web";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { textFile } from "../app/open-table.ts";
import { openRows, predict, writtenPredictions } from "../app/predict.ts";
import { catalogue } from "../pipeline/catalogue.ts";
import { type Decision, predictedClasses } from "../pipeline/decision.ts";
import { pythonWith } from "../table/testing/python.ts";
import type { TrainedPipeline } from "../training/types.ts";
import { writeHtml } from "./html/write-html.ts";
import { readPipelineJson, writePipelineJson } from "./json.ts";
import { openPipeline } from "./module/open-pipeline.ts";
import { writeOnnx } from "./onnx/write-onnx.ts";
import { writePython } from "./python/write-python.ts";
import { writeSql } from "./sql/write-sql.ts";
import { csvText, dirtyRows, evaluatorSays, readRows, recogniseCells } from "./testing/dirty-rows.ts";
import { madeUp } from "./testing/exported-pipelines.ts";
import { onnxOutputs } from "./testing/onnx-says.ts";
import { plainCells, sqlitePython, sqliteSays } from "./testing/sqlite-says.ts";
import { app, tinyPipeline } from "./testing/tiny-pipeline.ts";

const COSTS: Decision = {
  by: "costs",
  costs: [
    [0, 1, 1],
    [2, 0, 1],
    [1, 0.1, 0],
  ],
};
const THRESHOLD: Decision = { by: "threshold", code: 2, threshold: 0.2 };
const N_ROWS = 40;
const options = { app, catalogue };
/** Small, and what SQL can say; what it was trained with is another's. */
const linear = madeUp("linear", { task: "multiclass", isHard: true });
const decided = (decision: Decision): TrainedPipeline => ({ ...linear, decision });
const labelsOf = ({ schema, decision }: TrainedPipeline, values: ArrayLike<number>) =>
  Array.from(
    predictedClasses(values, schema.target.classes.length, decision),
    (code) => schema.target.classes[code].label,
  );

const CASES = [
  ["threshold", THRESHOLD],
  ["costs", COSTS],
] as const;

test("they say other classes: else nothing would be tested below", () => {
  const values = evaluatorSays(linear, readRows(linear, dirtyRows(linear, N_ROWS)));
  const said = [linear, ...CASES.map(([, decision]) => decided(decision))].map((each) => labelsOf(each, values).join());
  expect(new Set(said).size).toBe(3);
});

describe.each(CASES)("%s", (name, decision) => {
  const trained = decided(decision);
  const cells = dirtyRows(trained, N_ROWS);
  const values = evaluatorSays(trained, recogniseCells(trained, cells));
  const expected = labelsOf(trained, values);
  const asRead = labelsOf(trained, evaluatorSays(trained, readRows(trained, cells)));

  test("the file comes back with it, to the same bytes", async () => {
    const text = await writePipelineJson({ ...tinyPipeline("multiclass"), decision }, options);
    expect(JSON.parse(text).formatVersion).toBe(3);
    const opened = await readPipelineJson(text, { catalogue });
    expect(opened).toMatchObject({ selfTest: { passed: true }, notes: [], trained: { decision } });
    expect(await writePipelineJson(opened.trained!, options)).toBe(text);
  });

  test("diffml predict and the module for other programs", async () => {
    const { columns, rows } = cells;
    const read = await openRows(trained, [textFile("rows.csv", csvText(cells))]);
    const written = [...writtenPredictions(read, await predict(read), { format: "jsonl" })].join("").trim().split("\n");
    // By the probabilities beside it: a file is read as a whole, and may be recognised to be written otherwise.
    const lines = written.map((line) => JSON.parse(line));
    const shares = lines.flatMap(({ p_a, p_b, p_c }) => [p_a, p_b, p_c]);
    expect(lines.map(({ prediction }) => prediction)).toEqual(labelsOf(trained, shares));
    const pipeline = openPipeline(await writePipelineJson(trained, options));
    const objects = rows.map((row) => Object.fromEntries(columns.map((column, at) => [column, row[at]])));
    expect(pipeline.predict(objects, { force: true }).predictions).toEqual(expected);
  });

  test.each(["raw", "numeric"] as const)("ONNX, %s", async (form) => {
    const { prediction } = await onnxOutputs(trained, cells, { form, letters: "as written" });
    const labels = trained.schema.target.classes.map(({ label }) => label);
    const said = Array.from(prediction.data as ArrayLike<string | bigint>, (each) =>
      typeof each === "bigint" ? labels[Number(each)] : each,
    );
    expect(prediction.dims).toEqual([cells.rows.length]);
    expect(said).toEqual(asRead);
  });

  test("the report page says how classes are said", () => {
    const page = writeHtml(trained, options);
    const words = { threshold: "probability of 0.2", costs: "cost least" };
    expect(page).toContain(words[name]);
  });
});

describe.skipIf(!pythonWith("numpy"))("Python", () => {
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "diffml-decided-"));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test("predict, files and the self-test", async () => {
    const cells = dirtyRows(linear, N_ROWS);
    writeFileSync(join(folder, "rows.csv"), csvText(cells));
    for (const [name, decision] of CASES)
      writeFileSync(join(folder, `${name}.py`), await writePython(decided(decision), options));
    const script = `
import json, warnings
warnings.simplefilter("ignore")
told = {}
for name in ${JSON.stringify(CASES.map(([name]) => name))}:
    model = __import__(name)
    header, rows = model._read_csv("rows.csv")
    said = model.TrainedPipeline(force=True).predict([dict(zip(header, row)) for row in rows]).tolist()
    model.main(["rows.csv", "--out", name + ".csv", "--force"])
    told[name] = [said, model.self_test()]
    model._PIPELINE["selfTest"]["said"].reverse()
    told[name].append(model.self_test() > 1)
print(json.dumps(told))`;
    const { stdout, stderr } = spawnSync(pythonWith("numpy") ?? "", ["-W", "ignore", "-c", script], {
      cwd: folder,
      encoding: "utf8",
    });
    expect(stdout, stderr).not.toBe("");
    const told = JSON.parse(stdout);
    for (const [name, decision] of CASES) {
      const trained = decided(decision);
      const expected = labelsOf(trained, evaluatorSays(trained, recogniseCells(trained, cells)));
      expect(told[name], name).toEqual([expected, expect.closeTo(0, 12), true]);
      const written = readFileSync(join(folder, `${name}.csv`), "utf8")
        .trim()
        .split("\n")
        .slice(1);
      expect(written.map((line) => line.split(",").at(-4))).toEqual(expected);
    }
  });
});

test.skipIf(!sqlitePython)("SQL", () => {
  const asked = CASES.map(([, decision]) => {
    const trained = decided(decision);
    const cells = plainCells(trained, dirtyRows(trained, N_ROWS));
    return { trained, cells, statement: writeSql(trained, { ...options, dialect: "sqlite" }) };
  });
  const told = sqliteSays(asked.map(({ cells, statement }) => [cells, statement] as const));
  asked.forEach(({ trained }, at) => {
    const [names, rows] = told[at];
    const place = names.indexOf("prediction");
    const shares = Float64Array.from(rows.flatMap((row) => row.slice(place + 1).map(Number)));
    expect(rows).toHaveLength(N_ROWS);
    expect(rows.map((row) => row[place])).toEqual(labelsOf(trained, shares));
  });
});

test("a file that says otherwise than the likeliest is version 3, which studios that know no decisions refuse; in one of version 2 there is none", async () => {
  const file = JSON.parse(await writePipelineJson(decided(THRESHOLD), options));
  const older = await readPipelineJson(JSON.stringify({ ...file, formatVersion: 2 }), { catalogue });
  expect(older.trained?.decision).toBeUndefined();
  expect(older.isChanged).toBe(true);
  const said = [...file.selfTest.said];
  said[3] = said[3] === "a" ? "b" : "a";
  const unlike = JSON.stringify({ ...file, selfTest: { ...file.selfTest, said } });
  const doubted = await readPipelineJson(unlike, { catalogue });
  expect(doubted.selfTest?.passed).toBe(false);
  expect(doubted.notes.join()).toContain("says other classes");
  expect(() => openPipeline(unlike)).toThrow("does not predict what it did");
  const other = { ...file, decision: { ...THRESHOLD, threshold: 0.5 } };
  expect((await readPipelineJson(JSON.stringify(other), { catalogue })).isChanged).toBe(true);
  const wrong = JSON.stringify({ ...file, decision: { ...THRESHOLD, code: 3 } });
  await expect(readPipelineJson(wrong, { catalogue })).rejects.toThrow("E_FILE_DECISION");
  expect(() => openPipeline(wrong)).toThrow("not about these classes");
});

test("columns that are called as outputs are have other names in ONNX", async () => {
  const session = await InferenceSession.create(writeOnnx(decided(COSTS), { ...options, form: "raw" }));
  expect(session.outputNames).toEqual(["probabilities", "prediction"]);
});
