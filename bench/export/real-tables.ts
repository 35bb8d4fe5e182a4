/**
 * What exported pipelines say of real files, cell by cell and letter by letter, beside `diffml predict`: trained on every other row, they
 * predict the file as it is.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Papa from "papaparse";
import { openTable } from "../../src/app/open-table.ts";
import { savePipeline } from "../../src/app/pipeline-file.ts";
import { openRows, type PipelineRows, predict, writtenPredictions } from "../../src/app/predict.ts";
import { tableFile } from "../../src/cli/files.ts";
import { openPipeline } from "../../src/export/module/open-pipeline.ts";
import { writePython } from "../../src/export/python/write-python.ts";
import { largestDifference, type Unit } from "../../src/export/self-test.ts";
import { type CellRows, evaluatorSays, readRows } from "../../src/export/testing/dirty-rows.ts";
import { onnxSays } from "../../src/export/testing/onnx-says.ts";
import { app } from "../../src/export/testing/tiny-pipeline.ts";
import { catalogue } from "../../src/pipeline/catalogue.ts";
import { DATA_FOLDER } from "../../src/table/testing/data-on-disk.ts";
import type { RawTable } from "../../src/table/types.ts";
import type { TrainedPipeline } from "../../src/training/types.ts";
import { ACCURACY_TABLES } from "../accuracy/tables.ts";
import { differenceShown } from "./document.ts";
import { csvOfTable, fittedPipeline, halfOf, type Wanted } from "./fitted-pipeline.ts";

interface RealTable extends Wanted {
  readonly paths: readonly string[];
}

/** Beside those of the accuracy benchmark: files whose cells are harder. */
const OTHERS: readonly RealTable[] = [
  { paths: ["dirty/cafe_sales/data.csv"], target: "Total Spent" },
  { paths: ["dirty/cafe_sales/data-excel-dates.csv"], target: "payment_method" },
  { paths: ["dirty/flights/dirty.csv"], target: "src", without: ["tuple_id"] },
  { paths: ["dirty/hospital/dirty.csv"], target: "EmergencyService" },
  { paths: ["real/itsalary2020.csv"], target: "Yearly brutto salary (without bonus and stocks) in EUR" },
  { paths: ["real/usedcars2.csv"], target: "price" },
  { paths: ["multi-source/wine/red.csv", "multi-source/wine/white.csv"], target: "quality", task: "regression" },
  { paths: ["multi-source/sensors/single-hop.csv"], target: "label" },
];

const REAL_TABLES: readonly RealTable[] = [
  ...ACCURACY_TABLES.map(({ files, target, task, without }): RealTable => {
    return { paths: Object.keys(files), target, task, ...(without ? { without } : {}) };
  }).filter(({ paths }) => !paths[0].startsWith("diffprep/")),
  ...OTHERS,
];

interface RealResult {
  readonly name: string;
  readonly task: string;
  readonly nRows: number;
  /** Cells of used columns that mean nothing under the rules, or that no row of training said. */
  readonly nStrange: number;
  /** "equal", or where the columns or texts of Python's output first differ from those of `diffml predict`. */
  readonly pythonText: string;
  /** Of a probability, or of a value in standard deviations of the target; relative for values that are further out. */
  readonly python: number;
  readonly module: number;
  readonly onnx: number;
}

/** Whether the Python file reads it: text with a header line and one delimiter. */
function isPlain({ sources, issues }: RawTable): boolean {
  const [{ dialect }] = sources;
  const isText = dialect.format === undefined && ",;\t|".includes(dialect.delimiter) && dialect.quote !== "'";
  return sources.length === 1 && isText && dialect.hasHeader && issues.every(({ code }) => code !== "W_CSV_SET_ASIDE");
}

const cellsOf = (text: string) => Papa.parse<string[]>(text.replace(/\n$/, "")).data;

/** Columns and cells letter by letter; numbers as such. */
function comparedTexts(
  got: string,
  expected: string,
  { nInputs, unit }: { readonly nInputs: number; readonly unit: Unit },
) {
  const [own, other] = [cellsOf(got), cellsOf(expected)];
  const numbersFrom = (row: readonly string[]) => row.slice(-nNumbers(row.length));
  const nNumbers = (width: number) => Math.max(width - nInputs - 1, 1);
  const place = own.findIndex(
    (row, at) => row.slice(0, nInputs).join("\0") !== other[at]?.slice(0, nInputs).join("\0"),
  );
  const isEqual = own.length === other.length && place < 0 && own[0].join("\0") === other[0].join("\0");
  const classes = own.findIndex((row, at) => row.length > nInputs + 1 && row[nInputs] !== other[at]?.[nInputs]);
  const words = !isEqual
    ? `row ${place}: ${own.length} and ${other.length} rows`
    : classes < 0
      ? "equal"
      : `class of row ${classes}`;
  const values = (rows: readonly (readonly string[])[]) => rows.slice(1).flatMap((row) => numbersFrom(row).map(Number));
  return { words, difference: largestDifference(values(own), values(other), unit) };
}

interface Asked {
  readonly trained: TrainedPipeline;
  readonly rows: PipelineRows;
  readonly values: Float64Array;
  /** The file that is predicted. */
  readonly path: string;
  readonly python: string;
  readonly folder: string;
}

async function pythonSays({ trained, rows, path, python, folder }: Asked, expected: string) {
  writeFileSync(join(folder, "model.py"), await writePython(trained, { app, catalogue }));
  const words = ["model.py", "predict", path, "--out", "out.csv", "--force"];
  const { status, stderr } = spawnSync(python, words, { cwd: folder, encoding: "utf8", maxBuffer: 1 << 28 });
  if (status !== 0) throw new Error(`${path}: ${stderr}`);
  return comparedTexts(readFileSync(join(folder, "out.csv"), "utf8"), expected, {
    nInputs: rows.table.columns.length,
    unit: trained.predictor,
  });
}

async function moduleSays({ trained, rows, values }: Asked): Promise<number> {
  const { columns } = cellsOfTable(rows.table);
  const cells = cellsOfTable(rows.table).rows.map((row) =>
    Object.fromEntries(columns.map((name, at) => [name, row[at]])),
  );
  const { predictions, probabilities } = openPipeline(await savePipeline(trained, app)).predict(cells, { force: true });
  return largestDifference(probabilities?.flat() ?? predictions.map(Number), values, trained.predictor);
}

function cellsOfTable(table: RawTable): CellRows {
  const [columns, ...rows] = cellsOf(csvOfTable(table));
  return { columns, rows };
}

/** ONNX takes the spellings of training, in small letters, and is float32: beside the evaluator under the rules of training alone. */
async function onnxDifference({ trained, rows }: Asked): Promise<number> {
  const cells = cellsOfTable(rows.table);
  const expected = evaluatorSays(trained, readRows(trained, cells));
  return largestDifference(
    await onnxSays(trained, cells, { form: "raw", letters: "small" }),
    expected,
    trained.predictor,
  );
}

async function resultOf(row: RealTable, python: string): Promise<RealResult> {
  const folder = mkdtempSync(join(tmpdir(), "diffml-real-"));
  try {
    const paths = row.paths.map((path) => join(DATA_FOLDER, path));
    const open = await openTable(paths.map(tableFile));
    const table = open.exact ?? open.table;
    const isAsItIs = isPlain(table);
    const path = isAsItIs ? paths[0] : join(folder, "rows.csv");
    if (!isAsItIs) writeFileSync(path, csvOfTable(table));
    const trained = fittedPipeline(await halfOf(table), row);
    const rows = await openRows(trained, [tableFile(path)]);
    const predictions = await predict(rows);
    const asked = { trained, rows, values: predictions.values, path, python, folder };
    const text = await pythonSays(asked, [...writtenPredictions(rows, predictions)].join(""));
    const { unreadableCells, unknownLevels } = rows.report;
    const { name: target, task } = trained.schema.target;
    const strange = [...unreadableCells, ...unknownLevels].filter(({ column }) => column !== target);
    return {
      name: `${row.paths[0]}${isAsItIs ? "" : " (as CSV)"}`,
      task,
      nRows: rows.table.nRows,
      nStrange: strange.reduce((sum, { count }) => sum + count, 0),
      pythonText: text.words,
      python: text.difference,
      module: await moduleSays(asked),
      onnx: await onnxDifference(asked),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Lines of a table of Markdown, a file each, as far as they are there. */
export async function* realLines(python: string): AsyncGenerator<string> {
  yield "| file | task | rows | strange cells | columns and cells of Python | Python | JS module | ONNX, raw |";
  yield "|---|---|---|---|---|---|---|---|";
  for (const row of REAL_TABLES) {
    if (!row.paths.every((path) => existsSync(join(DATA_FOLDER, path)))) continue;
    const { name, task, nRows, nStrange, pythonText, python: ofPython, module, onnx } = await resultOf(row, python);
    const differences = [ofPython, module, onnx].map(differenceShown);
    yield `| ${[name, task, nRows, nStrange, pythonText, ...differences].join(" | ")} |`;
  }
}
