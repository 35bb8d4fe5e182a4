/** Rows that exported pipelines predict in a second, from cells that are held to numbers; and the memory of the command line. */
import { spawn, spawnSync } from "node:child_process";
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as webOnnx from "onnxruntime-web";
import { ensureCli, nodeFlags } from "../../scripts/build-cli.mjs";
import { readPipelineJson, writePipelineJson } from "../../src/export/json.ts";
import { openPipeline } from "../../src/export/module/open-pipeline.ts";
import { writeOnnx } from "../../src/export/onnx/write-onnx.ts";
import { writePython } from "../../src/export/python/write-python.ts";
import { type CellRows, csvText, readRows } from "../../src/export/testing/dirty-rows.ts";
import { nativeOnnx } from "../../src/export/testing/native-onnx.ts";
import type { OnnxRuntime } from "../../src/export/testing/onnx-says.ts";
import { app } from "../../src/export/testing/tiny-pipeline.ts";
import { catalogue } from "../../src/pipeline/catalogue.ts";
import { pythonWith } from "../../src/table/testing/python.ts";
import type { TrainedPipeline } from "../../src/training/types.ts";

const FIXTURE = new URL("../../src/export/fixtures/version-1/penguins-proposed.json", import.meta.url);
const SAMPLE = new URL("../../public/samples/penguins.csv", import.meta.url);
/** Rows that are predicted together. */
const AT_ONCE = 50_000;
const N_FILES = 10;
const MEBI = 2 ** 20;

/** The rows of a sample, again and again. */
function repeated(nRows: number): CellRows {
  const [header, ...lines] = readFileSync(SAMPLE, "utf8").trimEnd().split("\n");
  const rows = lines.map((line) => line.split(","));
  return { columns: header.split(","), rows: Array.from({ length: nRows }, (_, at) => rows[at % rows.length]) };
}

interface Measured {
  readonly seconds: number;
  readonly cpuSeconds: number;
}

async function timed(nTimes: number, work: () => unknown): Promise<Measured> {
  const [began, cpuBegan] = [performance.now(), process.cpuUsage()];
  for (let time = 0; time < nTimes; time++) await work();
  const { user, system } = process.cpuUsage(cpuBegan);
  return { seconds: (performance.now() - began) / 1000, cpuSeconds: (user + system) / 1e6 };
}

async function ofModule(trained: TrainedPipeline, { columns, rows }: CellRows, nTimes: number): Promise<Measured> {
  const pipeline = openPipeline(await writePipelineJson(trained, { app, catalogue }));
  const cells = rows.map((row) => Object.fromEntries(columns.map((name, at) => [name, row[at]])));
  return timed(nTimes, () => pipeline.predict(cells));
}

async function ofOnnx(
  { InferenceSession, Tensor }: OnnxRuntime,
  { trained, cells, nTimes }: { readonly trained: TrainedPipeline; readonly cells: CellRows; readonly nTimes: number },
): Promise<Measured> {
  const session = await InferenceSession.create(writeOnnx(trained, { app, catalogue, form: "numeric" }));
  const { numbers, missing, categories, nRows, schema } = readRows(trained, cells);
  const [width, nCategories] = [schema.numbers.length, schema.categories.length];
  const all = new Float32Array(nRows * (width + nCategories));
  for (let row = 0; row < nRows; row++) {
    for (let at = 0; at < width; at++) {
      const place = row * width + at;
      all[row * (width + nCategories) + at] = missing[place] === 1 ? Number.NaN : numbers[place];
    }
    for (let at = 0; at < nCategories; at++) {
      all[row * (width + nCategories) + width + at] = categories[row * nCategories + at];
    }
  }
  const features = new Tensor("float32", all, [nRows, width + nCategories]);
  return timed(nTimes, () => session.run({ features }));
}

const NUMPY = `
import csv, json, sys, time
import model
with open("rows.csv", newline="") as file:
    header, *rows = csv.reader(file)
cells = dict(zip(header, zip(*rows)))
began, cpu = time.perf_counter(), time.process_time()
for _ in range(int(sys.argv[1])):
    model.pipeline.predict(cells)
print(json.dumps({"seconds": time.perf_counter() - began, "cpuSeconds": time.process_time() - cpu}))
`;

const DASK = `
import json, resource, sys, time
from dask.distributed import Client, LocalCluster
import model

if __name__ == "__main__":
    with LocalCluster(n_workers=int(sys.argv[1]), threads_per_worker=1, dashboard_address=None) as cluster, Client(cluster) as client:
        began = time.perf_counter()
        counts = model.predict_folder("rows", "dask", client)
        seconds = time.perf_counter() - began
    assert sum(counts.values()) == int(sys.argv[2])
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(json.dumps({"seconds": seconds, "cpuSeconds": spent.ru_utime + spent.ru_stime}))
`;

function ofPython(python: string, folder: string, [script, ...words]: readonly string[]): Measured {
  writeFileSync(join(folder, "run.py"), script);
  const { status, stdout, stderr } = spawnSync(python, ["run.py", ...words], { cwd: folder, encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout.slice(stdout.indexOf("{")));
}

/** The most memory that `diffml predict` had at once, in MB; Linux alone tells. */
async function memoryOf(folder: string, cells: CellRows, sizeBytes: number): Promise<number> {
  const [header, ...lines] = csvText(cells).trimEnd().split("\n");
  const body = `${lines.join("\n")}\n`;
  const large = join(folder, "large.csv");
  writeFileSync(large, `${header}\n`);
  // A string has half a gigabyte at most.
  for (let size = 0; size < sizeBytes; size += body.length) appendFileSync(large, body);
  const words = ["predict", "trained.json", "large.csv", "--out", "out.csv"];
  const child = spawn(process.execPath, [...nodeFlags(words), await ensureCli(), ...words], {
    cwd: folder,
    stdio: "ignore",
  });
  let most = 0;
  const watch = setInterval(() => {
    try {
      most = Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, "utf8"))?.[1] ?? most);
    } catch {
      // It has ended.
    }
  }, 20);
  const code = await new Promise((done) => child.on("exit", done));
  clearInterval(watch);
  if (code !== 0) throw new Error(`diffml predict: exit code ${code}`);
  return most / 1024;
}

/** Lines of tables of Markdown. @param megabytes of input, for the memory of the command line. */
export async function* throughputLines(nRows: number, megabytes: readonly number[]): AsyncGenerator<string> {
  const folder = mkdtempSync(join(tmpdir(), "diffml-speed-"));
  try {
    const { trained } = await readPipelineJson(readFileSync(FIXTURE, "utf8"), { catalogue });
    if (!trained) throw new Error("expected a trained pipeline");
    const cells = repeated(AT_ONCE);
    const nTimes = Math.max(1, Math.round(nRows / AT_ONCE));
    const nAll = nTimes * AT_ONCE;
    const python = pythonWith("numpy");
    const withDask = pythonWith("numpy", "distributed");
    writeFileSync(join(folder, "model.py"), await writePython(trained, { app, catalogue }));
    writeFileSync(join(folder, "rows.csv"), csvText(cells));
    mkdirSync(join(folder, "rows"));
    const part = csvText({ ...cells, rows: repeated(Math.round(nAll / N_FILES)).rows });
    for (let file = 0; file < N_FILES; file++) writeFileSync(join(folder, "rows", `part-${file}.csv`), part);
    const said = (name: string, { seconds, cpuSeconds }: Measured) =>
      `| ${name} | ${[nAll / seconds, nAll / cpuSeconds].map((rate) => Math.round(rate).toLocaleString("en")).join(" | ")} |`;
    yield `| ${nAll.toLocaleString("en")} rows | rows a second | rows a second of processor time |`;
    yield "|---|---|---|";
    yield said("JS module, raw cells", await ofModule(trained, cells, nTimes));
    if (python) yield said("Python with NumPy, raw cells", ofPython(python, folder, [NUMPY, String(nTimes)]));
    yield said("onnxruntime (WebAssembly), numeric", await ofOnnx(webOnnx, { trained, cells, nTimes }));
    const native = nativeOnnx();
    if (native) yield said("onnxruntime (native), numeric", await ofOnnx(native, { trained, cells, nTimes }));
    for (const nWorkers of withDask ? [1, 2] : []) {
      const name = `Python on Dask, files in and out, ${nWorkers} ${nWorkers === 1 ? "worker" : "workers"}`;
      yield said(name, ofPython(withDask!, folder, [DASK, String(nWorkers), String(nAll)]));
    }
    writeFileSync(join(folder, "trained.json"), await writePipelineJson(trained, { app, catalogue }));
    for (const size of megabytes) {
      const most = await memoryOf(folder, cells, size * MEBI);
      yield `| most memory of \`diffml predict\` on ${size} MB | ${Math.round(most)} MB | |`;
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}
