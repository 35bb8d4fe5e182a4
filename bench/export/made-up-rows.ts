/** How far exported pipelines are from the float64 evaluator, on made-up rows of dirty cells. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import * as webOnnx from "onnxruntime-web";
import { openTable } from "../../src/app/open-table.ts";
import { StudioError } from "../../src/base/error.ts";
import { tableFile } from "../../src/cli/files.ts";
import type { Engine } from "../../src/engine/engine.ts";
import { startEngine } from "../../src/engine/testing/engines.ts";
import { ALL_SAMPLES } from "../../src/engine/testing/sample-cases.ts";
import { createCompiledWebgpuEngine } from "../../src/engine/webgpu/run/webgpu-engine.ts";
import { openTestGpu } from "../../src/engine/webgpu/testing/test-gpu.ts";
import { writePipelineJson } from "../../src/export/json.ts";
import { openPipeline } from "../../src/export/module/open-pipeline.ts";
import { writePython } from "../../src/export/python/write-python.ts";
import type { SqlDialect } from "../../src/export/sql/sql-dialects.ts";
import { writeSql } from "../../src/export/sql/write-sql.ts";
import {
  type CellRows,
  dirtyRows,
  evaluatorSays,
  largestDifference,
  readRows,
  recogniseCells,
} from "../../src/export/testing/dirty-rows.ts";
import { duckdbSays } from "../../src/export/testing/duckdb-says.ts";
import { engineSays } from "../../src/export/testing/engine-says.ts";
import { type ExportedPipeline, exportedPipelines } from "../../src/export/testing/exported-pipelines.ts";
import { nativeOnnx } from "../../src/export/testing/native-onnx.ts";
import { onnxSays } from "../../src/export/testing/onnx-says.ts";
import { plainCells, sqliteSays } from "../../src/export/testing/sqlite-says.ts";
import { app } from "../../src/export/testing/tiny-pipeline.ts";
import { catalogue } from "../../src/pipeline/catalogue.ts";
import { predict } from "../../src/training/predict.ts";
import type { TrainedPipeline } from "../../src/training/types.ts";
import { differenceShown } from "./document.ts";
import { fittedPipeline } from "./fitted-pipeline.ts";

const SAMPLE_FOLDER = new URL("../../public/samples/", import.meta.url);

const SCRIPT = `
import json, sys, warnings
warnings.simplefilter("ignore")
import model
rows = json.load(sys.stdin)
print(json.dumps(model.TrainedPipeline(force=True)._values(rows).ravel().tolist()))
`;

async function pythonSays(python: string, trained: TrainedPipeline, { rows }: CellRows): Promise<readonly number[]> {
  const folder = mkdtempSync(join(tmpdir(), "diffml-parity-"));
  try {
    writeFileSync(join(folder, "model.py"), await writePython(trained, { app, catalogue }));
    const { stdout, stderr } = spawnSync(python, ["-c", SCRIPT], {
      cwd: folder,
      encoding: "utf8",
      input: JSON.stringify(rows),
    });
    if (stderr !== "") throw new Error(stderr);
    return JSON.parse(stdout);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Its sources: what is built of them is tested beside them. */
async function moduleSays(trained: TrainedPipeline, { columns, rows }: CellRows): Promise<readonly number[]> {
  const pipeline = openPipeline(await writePipelineJson(trained, { app, catalogue }));
  const cells = rows.map((row) => Object.fromEntries(columns.map((name, at) => [name, row[at]])));
  const { predictions, probabilities } = pipeline.predict(cells, { force: true });
  return probabilities?.flat() ?? predictions.map(Number);
}

/** Engines that train, and never predict in the product; undefined where there is none. */
async function startEngines(): Promise<readonly (Engine | undefined)[]> {
  const gpu = await openTestGpu();
  const onGpu = gpu && (await createCompiledWebgpuEngine({ gpuDevice: gpu.opened }));
  return [await startEngine("tfjs-wasm"), await startEngine("compiled-wasm"), onGpu];
}

const SQL_SAYS = { sqlite: sqliteSays, duckdb: duckdbSays } as const;

/** On cells that SQL can read. */
async function sqlDifference(trained: TrainedPipeline, cells: CellRows, dialect: SqlDialect): Promise<string> {
  try {
    const plain = plainCells(trained, cells);
    const [[, rows]] = await SQL_SAYS[dialect]([[plain, writeSql(trained, { app, catalogue, dialect })]]);
    const { classes } = trained.schema.target;
    const first = cells.columns.length + (classes.length > 0 ? 1 : 0);
    const values = rows.flatMap((row) => row.slice(first).map(Number));
    return differenceShown(largestDifference(values, evaluatorSays(trained, readRows(trained, plain))));
  } catch (error) {
    if (error instanceof StudioError) return "refused";
    throw error;
  }
}

/** What the studio proposes for each bundled sample, with parameters moved at random, as it blends and with its choices made. */
async function bundledSamples(): Promise<readonly ExportedPipeline[]> {
  const all = await Promise.all(
    ALL_SAMPLES.map(async ({ id, files, target, task }) => {
      const open = await openTable(files.map((file) => tableFile(fileURLToPath(new URL(file, SAMPLE_FOLDER)))));
      return [true, false].map((isHard) => ({
        name: `${id}, proposed, ${isHard ? "hard" : "soft"}`,
        trained: fittedPipeline(open, { target, task }, isHard),
      }));
    }),
  );
  return all.flat();
}

/** Lines of a table of Markdown. */
export async function* madeUpLines(python: string): AsyncGenerator<string> {
  yield "| pipeline | compiled, float64 | tfjs | compiled, float32 | WebGPU | JS module | Python | ONNX, raw | ONNX, numeric | ONNX, raw, native | ONNX, numeric, native | SQLite | DuckDB |";
  yield "|---|---|---|---|---|---|---|---|---|---|---|---|---|";
  const engines = await startEngines();
  const runtimes = [webOnnx, nativeOnnx()];
  for (const { name, trained } of [...(await exportedPipelines()), ...(await bundledSamples())]) {
    const cells = dirtyRows(trained);
    const [plain, recognised] = [readRows(trained, cells), recogniseCells(trained, cells)];
    const [asRead, asRecognised] = [plain, recognised].map((columns) => evaluatorSays(trained, columns));
    const differences: (number | undefined)[] = [
      largestDifference((await predict(trained.predictor, plain)).values, asRead),
    ];
    for (const engine of engines)
      differences.push(engine && largestDifference(await engineSays(engine, trained, plain), asRead));
    differences.push(
      largestDifference(await moduleSays(trained, cells), asRecognised),
      largestDifference(await pythonSays(python, trained, cells), asRecognised),
    );
    for (const runtime of runtimes) {
      for (const form of ["raw", "numeric"] as const) {
        const says = runtime && (await onnxSays(trained, cells, { form, letters: "as written", runtime }));
        differences.push(says && largestDifference(says, asRead));
      }
    }
    const inSql = [await sqlDifference(trained, cells, "sqlite"), await sqlDifference(trained, cells, "duckdb")];
    yield `| ${[name, ...differences.map((each) => (each === undefined ? "not at hand" : differenceShown(each))), ...inSql].join(" | ")} |`;
  }
}
