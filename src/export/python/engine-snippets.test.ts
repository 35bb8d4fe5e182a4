/** The snippets of docs/export.md for engines that are not at hand, run with stand-ins that hand over batches as the engines do. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { catalogue } from "../../pipeline/catalogue.ts";
import { pythonWith } from "../../table/testing/python.ts";
import { csvText, dirtyRows } from "../testing/dirty-rows.ts";
import { app, tinyPipeline } from "../testing/tiny-pipeline.ts";
import { writePython } from "./write-python.ts";

const python = pythonWith("numpy", "pandas");
if (!python) console.warn("python3-pandas is not installed: the snippets for Spark and Ray are not run.");

const snippets = [
  ...readFileSync(new URL("../../../docs/export.md", import.meta.url), "utf8").matchAll(
    /```python\n(# (\w+)[\s\S]*?)```/g,
  ),
].map(([, code, engine]) => [engine, code] as const);

/**
 * Spark: an iterator of pandas DataFrames, whose missing cells are None; some partitions are empty.
 * Ray: pandas DataFrames, whose blank cells of text columns are "", and no other columns are texts.
 */
const STAND_INS = `
import json, sys, types
import pandas as pd

table = pd.read_csv("rows.csv", dtype=str, keep_default_na=False)
cuts = [0, 50, 50, 90, len(table)]
parts = [table.iloc[first:end].reset_index(drop=True) for first, end in zip(cuts, cuts[1:])]
told = {}

class Writer:
    def csv(self, path, header):
        told["to"] = [path, header]

class Schema:
    def add(self, name, kind):
        told["schema"] = [name, kind]
        return self

class SparkRows:
    schema, write = Schema(), Writer()
    def mapInPandas(self, function, schema):
        nulls = [part.where(part != "", None) for part in parts]
        told["out"] = pd.concat(function(iter(nulls)), ignore_index=True)
        return self

class Reader:
    def csv(self, path, header):
        return SparkRows()

spark = types.SimpleNamespace(read=Reader(), sparkContext=types.SimpleNamespace(addPyFile=lambda path: open(path).close()))

class RayRows:
    def map_batches(self, function, batch_format):
        assert batch_format == "pandas"
        told["out"] = pd.concat(map(function, parts), ignore_index=True)
        return self
    def write_csv(self, path):
        told["to"] = [path]

def read_csv(path, convert_options):
    told["texts"] = sorted(convert_options["column_types"])
    return RayRows()

arrow = types.ModuleType("pyarrow")
arrow.string = lambda: "string"
arrow.csv = types.ModuleType("pyarrow.csv")
arrow.csv.ConvertOptions = dict
ray = types.ModuleType("ray")
ray.init = lambda runtime_env: None
ray.data = types.SimpleNamespace(read_csv=read_csv)
sys.modules.update({"pyarrow": arrow, "pyarrow.csv": arrow.csv, "ray": ray})

import warnings
warnings.simplefilter("ignore")
import model
model.pipeline = model.TrainedPipeline(force=True)
expected = [str(one) for one in model.pipeline.predict(table)]
for code in json.load(sys.stdin):
    told.clear()
    exec(compile(code, "docs/export.md", "exec"))
    assert list(told["out"]["prediction"]) == expected
    assert list(told["out"].columns) == [*table.columns, "prediction"] and len(told["out"]) == len(table)
    print(told["to"][0])
`;

test("there is one for Spark and one for Ray", () => {
  expect(snippets.map(([engine]) => engine)).toEqual(["Spark", "Ray"]);
});

test.skipIf(!python)("each predicts batches as the engine hands them over, and loses no row", async () => {
  const folder = mkdtempSync(join(tmpdir(), "diffml-engines-"));
  try {
    const trained = tinyPipeline("multiclass");
    writeFileSync(join(folder, "model.py"), await writePython(trained, { app, catalogue }));
    writeFileSync(join(folder, "rows.csv"), csvText(dirtyRows(trained)));
    const input = JSON.stringify(snippets.map(([, code]) => code));
    const { stdout, stderr } = spawnSync(python ?? "", ["-c", STAND_INS], { cwd: folder, encoding: "utf8", input });
    expect(stderr).toBe("");
    expect(stdout).toBe("predictions/\npredictions/\n");
  } finally {
    rmSync(folder, { recursive: true });
  }
});
