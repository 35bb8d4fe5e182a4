/** Planted dirt, from the recipe to what a run is said to have found; counted again by pandas from the lists that people can save. */
import { expect, test } from "vitest";
import { csvLine } from "../../export/prediction-writer.ts";
import { suspiciousCsv } from "../../export/suspicious-csv.ts";
import { tinyDocument, tinyPipeline } from "../../export/testing/tiny-pipeline.ts";
import { catalogue } from "../../pipeline/catalogue.ts";
import { defaultDocument } from "../../pipeline/default-document.ts";
import { splitSettingsSchema } from "../../pipeline/document.ts";
import { fit } from "../../pipeline/fit.ts";
import { initialParameters } from "../../program/parameters.ts";
import { dirtRecipeSchema } from "../../table/dirt/recipe.ts";
import { cellText } from "../../table/raw-column.ts";
import { splitFingerprint } from "../../table/split/split-fingerprint.ts";
import { stackTables } from "../../table/stack.ts";
import { tableOf } from "../../table/testing/made-tables.ts";
import { madeByPython, pythonWith } from "../../table/testing/python.ts";
import { withoutSources } from "../../training/sources/sources-found.ts";
import type { TrainedPipeline } from "../../training/types.ts";
import { describeTable } from "../describe-table.ts";
import { softProbes } from "../soft-probes.ts";
import { type PlantedTable, plantedTable, trainingTable } from "../training-table.ts";
import { dirtFound } from "./dirt-found.ts";
import { dirtCounts, dirtView, placesIn, plantedCsv, plantedLines } from "./dirt-list.ts";

const N_ROWS = 400;
const noise = (row: number, salt: number) => Math.abs(Math.sin(12.9898 * row + 78.233 * salt) * 43758.5453) % 1;
const made = (text: (row: number) => string) => Array.from({ length: N_ROWS }, (_, row) => text(row));
const open = stackTables([
  tableOf({
    age: made((row) => String(20 + Math.floor(50 * noise(row, 1)))),
    mass: made((row) => (60 + 20 * noise(row, 2)).toFixed(1)),
    colour: made((row) => ["red", "green", "blue"][Math.floor(3 * noise(row, 3))]),
    kind: made((row) => (noise(row, 1) + noise(row, 4) < 1 ? "yes" : "no")),
  }),
]);
const dirt = dirtRecipeSchema.parse({
  seed: 3,
  amounts: { labels: 0.1, outliers: 0.05, units: 0.05, missing: 0.05, source: 0.2, junk: 4 },
});
const wishes = { overrides: [], target: { name: "kind" } };
const split = splitSettingsSchema.parse({ seed: 2 });
const planted = plantedTable({ open, wishes: { ...wishes, dirt }, split }) as PlantedTable;
// Files are known by their hash, which made-up tables have none of.
const table = { ...trainingTable({ open, wishes: { ...wishes, dirt }, split }), fileHashes: ["00"] };

test("the rows of a dirty table stand in the splits of the clean one, and labels of test rows are theirs", () => {
  const clean = trainingTable({ open, wishes, split });
  expect(table.dataset.split).toEqual(clean.dataset.split);
  for (const row of clean.dataset.split.test) {
    expect(table.target.classes[table.dataset.labels[row]]).toEqual(clean.target.classes[clean.dataset.labels[row]]);
  }
  const nOther = Array.from(table.dataset.labels).filter((label, row) => label !== clean.dataset.labels[row]).length;
  const { labels, source } = dirtCounts(planted);
  expect(nOther).toBe(labels + source);
  expect(table.dataset.schema.sources).toEqual(["made.csv", "made.csv (last rows)"]);
  expect(table.notes[0]).toContain("planted dirt");
});

test("nothing is planted where nothing is wished, and hiding it plants the same", () => {
  const nothing = dirtRecipeSchema.parse({ seed: 3, amounts: {} });
  expect(plantedTable({ open, wishes: { ...wishes, dirt: nothing }, split })).toBeUndefined();
  const hidden = plantedTable({ open, wishes: { ...wishes, dirt: { ...dirt, isHidden: true } }, split });
  expect(hidden?.open).toBe(planted.open);
  const other = plantedTable({ open, wishes: { ...wishes, dirt }, split: { ...split, seed: 9 } });
  expect(other?.changes).not.toEqual(planted.changes);
});

/** A run as it may have ended: parameters are set, so that some gates are closed and thresholds lie where outliers begin. */
function trained(): TrainedPipeline {
  const { rules, target, dataset } = table;
  const document = { ...defaultDocument(dataset.schema), rules, target };
  const { program, statistics } = fit({ catalogue, document, dataset, seed: 3 });
  const parameters = initialParameters(program, 3);
  const gates = Object.keys(parameters).find((name) => name.endsWith("/gates")) ?? "";
  parameters[gates] = parameters[gates].map((_, index) => (index % 2 === 0 ? -1 : 1));
  const place = placesIn(planted.open.table);
  const rows = planted.changes
    .filter(({ kind }) => kind === "labels")
    .flatMap((change) => Array.from(change.rows).slice(0, 12))
    .concat(Array.from(dataset.split.train.slice(0, 9)));
  const suspicious = [...new Set(rows)].map((row) => ({ ...place(row), label: "yes", expected: "no", suspicion: 0.9 }));
  const { report, ...tiny } = tinyPipeline("binary");
  const sources = {
    nRows: 320,
    files: [{ file: "made.csv (last rows)", isLeftOut: true, nRows: 60, loss: 1, unseenLoss: 1 }],
  };
  return {
    ...tiny,
    document: { ...document, table: { ...tinyDocument.table, dirt } },
    schema: dataset.schema,
    fileHashes: table.fileHashes,
    soft: {
      statistics: { ...statistics, split: splitFingerprint(withoutSources(dataset, "random", sources).split) },
      state: { step: 1, parameters, optimiser: {} },
    },
    report: {
      ...report,
      suspicious: {
        ...{ nLooked: 320, nSuspicious: suspicious.length, wrongShare: 0.1, nPlanted: 20, foundShare: 0.5 },
        rows: suspicious,
      },
      sources,
    },
  };
}

const pandas = pythonWith("pandas");

test.skipIf(pandas === undefined)("pandas counts the same from the lists", () => {
  const run = trained();
  const found = dirtFound(run, planted, table);
  const probes = softProbes(run);
  const [gates] = probes.filter(({ kind }) => kind === "gate");
  const [lower, upper] = ["lower", "upper"].map((side) => probes.find(({ name }) => name === side));
  const place = placesIn(planted.open.table);
  const learned = [...table.dataset.split.train, ...table.dataset.split.validation];
  const given = {
    planted: [...plantedLines(planted)].map(csvLine).join(""),
    suspicious: [...suspiciousCsv(run.report.suspicious)].join(""),
    gates: gates.rowLabels.map((column, index) => ({ column, gate: gates.values[index] })),
    thresholds: lower?.rowLabels.map((column, at) => ({ column, low: lower.values[at], high: upper?.values[at] })),
    cells: learned.map((row) => ({
      ...place(row),
      ...Object.fromEntries(planted.open.table.columns.map((column) => [column.name, cellText(column, row)])),
    })),
  };
  const script = `
import io, json, sys
import pandas as pd
given = json.loads(${JSON.stringify(JSON.stringify(given))})
planted = pd.read_csv(io.StringIO(given["planted"]), keep_default_na=False)
said = pd.read_csv(io.StringIO(given["suspicious"]))
planted["row"] = pd.to_numeric(planted["row"])
wrong = planted[planted.kind.isin(["labels", "source"])]
labels = said.merge(wrong, on=["file", "row"])
gates = pd.DataFrame(given["gates"])
closed = set(gates[gates.gate <= 0].column)
junk = set(planted[planted.kind == "junk"].column)
cells = pd.DataFrame(given["cells"]).melt(id_vars=["file", "row"], var_name="column", value_name="text")
cells["value"] = pd.to_numeric(cells.text, errors="coerce")
beyond = cells.merge(pd.DataFrame(given["thresholds"]), on="column")
beyond = beyond[(beyond.value < beyond.low) | (beyond.value > beyond.high)]
own = planted[planted.kind.isin(["outliers", "units"])]
far = [len(own), len(beyond), len(beyond.merge(own, on=["file", "row", "column"]))]
out = {"labels": [len(wrong), len(said), len(labels)], "junk": [len(junk), len(closed), len(junk & closed)], "far": far}
open(sys.argv[1], "w").write(json.dumps(out))
`;
  const counted = JSON.parse(new TextDecoder().decode(madeByPython(script, pandas)));
  for (const kind of ["labels", "junk", "far"] as const) {
    const { nPlanted, nSaid, nBoth } = found[kind] ?? {};
    expect([kind, nPlanted, nSaid, nBoth]).toEqual([kind, ...counted[kind]]);
    expect(nBoth).toBeGreaterThan(0);
  }
  expect(found.source).toEqual({ file: "made.csv (last rows)", isLeftOut: true, othersLeftOut: [] });
});

test("the list is a file letter for letter, and one in which a spreadsheet computes nothing where it would", () => {
  const { csv, formulas } = plantedCsv({ ...planted, junk: ["=A1"] });
  expect(csv[1]).toBe(",,=A1,junk,,\n");
  expect(formulas?.example).toBe("=A1");
  expect(formulas?.safeCsv[1]).toBe(",,'=A1,junk,,\n");
  expect(formulas?.safeCsv).toHaveLength(csv.length);
  expect(plantedCsv(undefined)).toEqual({ csv: [] });
});

test("what people see of it is counted from the same list", () => {
  const lines = [...plantedLines(planted)].slice(1);
  const counts = dirtCounts(planted);
  for (const [kind, count] of Object.entries(counts))
    expect(lines.filter((line) => line[3] === kind)).toHaveLength(count);
  const { first, junk } = dirtView(planted, 3);
  expect(first).toHaveLength(15);
  expect(junk).toHaveLength(4);
  // The view of a table is described with the dirt in it.
  const names = describeTable(planted.open, wishes).rules.map(({ name }) => name);
  expect(names.filter((name) => junk.includes(name))).toEqual(junk);
});
