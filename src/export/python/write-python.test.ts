/** The Python file against the float64 evaluator, on Debian's python3-numpy and python3-pandas. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Papa from "papaparse";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { catalogue } from "../../pipeline/catalogue.ts";
import { tableFromRows } from "../../table/stack.ts";
import { pythonWith } from "../../table/testing/python.ts";
import { pythonSnippet } from "../snippets.ts";
import { csvText, dirtyRows, evaluatorSays, largestDifference, recogniseCells } from "../testing/dirty-rows.ts";
import { exportedPipelines } from "../testing/exported-pipelines.ts";
import { app, tinyPipeline } from "../testing/tiny-pipeline.ts";
import { writePython } from "./write-python.ts";

const python = pythonWith("numpy");
const withPandas = pythonWith("numpy", "pandas");
if (!python) console.warn("python3-numpy is not installed: exported Python files are not run.");
else if (!withPandas)
  console.warn("python3-pandas is not installed: exported Python files are not tried with DataFrames.");

const TOLERANCE = 1e-12;
const pipelines = await exportedPipelines();
let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "diffml-python-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const options = { app, catalogue };
const at = (name: string) => join(folder, name);
const run = (words: readonly string[]) =>
  spawnSync(python ?? "python3", words, { cwd: folder, encoding: "utf8", maxBuffer: 1 << 28 });

const cellsOf = (text: string) => Papa.parse<string[]>(text.trimEnd()).data;

/** All files in one Python: starting it takes longer than they do. */
const DRIVER = `
import contextlib, importlib, io, json, sys
told = {}
for module in json.load(sys.stdin):
    model = importlib.import_module(module)
    with contextlib.redirect_stderr(io.StringIO()):
        status = model.main(["predict", module + ".csv", "--out", module + ".out.csv", "--force"])
    told[module] = [status, model.self_test()]
print(json.dumps(told))
`;

describe.skipIf(!python)("predictions of raw, dirty cells are those of the evaluator", () => {
  const moduleOf = (name: string) => name.replaceAll(/\W+/g, "_");
  let told: Readonly<Record<string, readonly [status: number, selfTest: number]>> = {};
  beforeAll(async () => {
    for (const { name, trained } of pipelines) {
      writeFileSync(at(`${moduleOf(name)}.py`), await writePython(trained, options));
      writeFileSync(at(`${moduleOf(name)}.csv`), csvText(dirtyRows(trained)));
    }
    const input = JSON.stringify(pipelines.map(({ name }) => moduleOf(name)));
    const { stdout, stderr } = spawnSync(python ?? "", ["-c", DRIVER], { cwd: folder, encoding: "utf8", input });
    expect(stderr).toBe("");
    told = JSON.parse(stdout);
  }, 120_000);

  test.each(pipelines)("$name", ({ name, trained }) => {
    const rows = dirtyRows(trained);
    const [status, selfTest] = told[moduleOf(name)];
    expect(status).toBe(0);
    expect(selfTest).toBeLessThanOrEqual(TOLERANCE);
    const [header, ...cells] = cellsOf(readFileSync(at(`${moduleOf(name)}.out.csv`), "utf8"));
    const { target } = trained.schema;
    const added = target.task === "regression" ? [] : target.classes.map(({ label }) => `p_${label}`);
    expect(header).toEqual([...rows.columns, "prediction", ...added]);
    const width = rows.columns.length;
    expect(cells.map((row) => row.slice(0, width))).toEqual(rows.rows);
    const values = cells.flatMap((row) => row.slice(added.length > 0 ? width + 1 : width).map(Number));
    expect(largestDifference(values, evaluatorSays(trained, recogniseCells(trained, rows)))).toBeLessThanOrEqual(
      TOLERANCE,
    );
  });
});

describe.skipIf(!python)("as a program and as a module", () => {
  const trained = tinyPipeline("multiclass");
  beforeAll(async () => writeFileSync(at("model.py"), await writePython(trained, options)));

  test("a plain file is printed with its predictions, whatever its delimiter and encoding", () => {
    const rows = dirtyRows(trained, 20);
    writeFileSync(at("plain.csv"), csvText(rows));
    const { stdout } = run(["model.py", "plain.csv", "--force"]);
    expect(cellsOf(stdout)).toHaveLength(21);
    const semicolons = csvText(rows).replaceAll('","', '";"');
    writeFileSync(at("other.csv"), Buffer.from(`\ufeff${semicolons}`, "utf16le"));
    expect(run(["model.py", "other.csv", "--force"]).stdout).toBe(stdout);
  });

  test("rows that are not like those of training are refused, and nothing is written", () => {
    writeFileSync(at("strange.csv"), "weight,day,colour\n1,2024-01-01,red\n");
    const { status, stdout, stderr } = run(["model.py", "strange.csv", "--out", "none.csv"]);
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toContain("size: no such column here");
    expect(() => readFileSync(at("none.csv"))).toThrow("no such file");
  });

  test("cells that mean nothing are warned of", () => {
    const cells = dirtyRows(trained, 16).rows.map((row, index) => (index === 3 ? row.map(() => "soon 5") : row));
    writeFileSync(at("odd.csv"), csvText({ columns: dirtyRows(trained).columns, rows: cells }));
    const { status, stderr } = run(["model.py", "odd.csv"]);
    expect(status, stderr).toBe(0);
    expect(stderr).toMatch(/size: \d+ of \d+ filled cells cannot be read as numbers/);
  });

  test("lists of dicts, dicts of columns and arrays say the same as texts", () => {
    const script = `
import json, numpy as np
from model import pipeline
assert list(pipeline.feature_names_in_) == ["size", "weight", "day", "colour", "isLarge", "price"], pipeline.feature_names_in_
rows = [["7.25", "3,5", "2024-01-15", "red", "yes", "1000100"], ["", "12,0", "2024-03-11", "Blue", "no", "1000900.5"]]
names = list(pipeline.feature_names_in_)
told = pipeline.predict_proba(np.array(rows, dtype=object))
assert told.shape == (2, 3) and np.allclose(told.sum(axis=1), 1)
assert (pipeline.predict_proba([dict(zip(names, row)) for row in rows]) == told).all()
assert (pipeline.predict_proba(dict(zip(names, zip(*rows)))) == told).all()
assert (pipeline.predict_proba(rows) == told).all()
import datetime
read = [[7.25, 3.5, datetime.date(2024, 1, 15), "red", True, 1000100], [None, 12.0, datetime.datetime(2024, 3, 11), "Blue", False, 1000900.5]]
read = [[("yes" if c else "no") if isinstance(c, bool) else c for c in row] for row in read]
assert (pipeline.predict_proba(read) == told).all()
assert list(pipeline.predict(rows)) == [pipeline.classes_[i] for i in told.argmax(axis=1)]
assert pipeline.predict_proba([]).shape == (0, 3)
one = dict(zip(names, rows[0]))
for given, words in [(one, "a single row is given as a list"), (rows[0], "a 2-d array, got list"), ("rows.csv", "got str"), (3, "got int"),
                     (rows + [rows[0] + ["more"]], "expected 6 cells a row"), (rows + [rows[0][:5]], "expected 6 cells a row"), (np.zeros((2, 5)), "got 5")]:
    try:
        pipeline.predict(given)
        raise AssertionError(words)
    except ValueError as error:
        assert words in str(error), error
print("ok")
`;
    const outcome = run(["-c", script]);
    expect(outcome.stderr).toBe("");
    expect(outcome.stdout).toBe("ok\n");
  });

  test.skipIf(!withPandas)("DataFrames, read as texts or by pandas, and in scikit-learn's shape", () => {
    const script = `
import pandas as pd
from model import pipeline
frame = pd.DataFrame({"size": ["1.5", "", "3"], "weight": ["1,5", "2,5", "3,0"], "day": ["2024-01-15"] * 3, "colour": ["red", "green", "n/a"],
                      "isLarge": ["yes", "no", "no"], "price": ["1000100", "1000200", "1000300"], "other": [1, 2, 3]})
told = pipeline.predict_proba(frame)
typed = frame.assign(size=[1.5, float("nan"), 3.0], weight=[1.5, 2.5, 3.0], day=pd.to_datetime(frame["day"]), price=[1000100, 1000200, 1000300],
                     colour=pd.Categorical(["red", "green", None]))
assert (pipeline.predict_proba(typed) == told).all()
assert pipeline.predict(frame).tolist() == pipeline.predict(typed).tolist()
try:
    pipeline.predict(frame.drop(columns="weight"))
except ValueError as error:
    assert "weight: no such column here" in str(error)
    print("ok")
`;
    const outcome = spawnSync(withPandas ?? "", ["-c", script], { cwd: folder, encoding: "utf8" });
    expect(outcome.stderr).toBe("");
    expect(outcome.stdout).toBe("ok\n");
  });

  test("the snippet that the studio shows runs", () => {
    const outcome = run(["-c", pythonSnippet(trained, "model.py")]);
    expect(outcome.stderr).not.toContain("Traceback");
    expect(outcome.status).toBe(0);
  });

  test("the same pipeline gives the same text, and names may hold anything", async () => {
    expect(await writePython(tinyPipeline("multiclass"), options)).toBe(await writePython(trained, options));
    const name = 'a """ \\ \n b';
    const odd = { ...trained, document: { ...trained.document, name } };
    writeFileSync(at("odd.py"), await writePython(odd, options));
    expect(run(["odd.py", "self-test"]).status).toBe(0);
  });

  test("a row of a table predicts alone as it does among others", () => {
    const rows = dirtyRows(trained, 40);
    expect(tableFromRows("r", rows.columns, rows.rows).nRows).toBe(40);
    const script = `
import json, sys, warnings
warnings.simplefilter("ignore")
from model import TrainedPipeline
rows = json.load(sys.stdin)
p = TrainedPipeline(force=True)
together = p.predict_proba(rows)
assert max(abs(p.predict_proba([row]) - told).max() for row, told in zip(rows, together)) < 1e-12
print("ok")
`;
    expect(
      execFileSync(python!, ["-c", script], { cwd: folder, encoding: "utf8", input: JSON.stringify(rows.rows) }),
    ).toBe("ok\n");
  });
});
