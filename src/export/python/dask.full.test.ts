/** A folder of CSV files on a real cluster of Dask, one worker of which is killed on the way: every row is there once. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { catalogue } from "../../pipeline/catalogue.ts";
import { pythonWith } from "../../table/testing/python.ts";
import { csvText, dirtyRows } from "../testing/dirty-rows.ts";
import { app, tinyPipeline } from "../testing/tiny-pipeline.ts";
import { writePython } from "./write-python.ts";

const python = pythonWith("numpy", "distributed");
if (!python) console.warn("python3-distributed is not installed: the exported Python file is not run on Dask.");

const N_FILES = 10;
const N_ROWS = 1500;
let folder = "";
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "diffml-dask-"));
  mkdirSync(join(folder, "rows"));
  const trained = tinyPipeline("multiclass");
  writeFileSync(join(folder, "model.py"), await writePython(trained, { app, catalogue }));
  const { columns, rows } = dirtyRows(trained, N_ROWS);
  for (let file = 0; file < N_FILES; file++) {
    const own = rows.map((row, at) => [...row, `${file}.${at}`]);
    writeFileSync(join(folder, "rows", `part-${file}.csv`), csvText({ columns: [...columns, "key"], rows: own }));
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

const SCRIPT = `
import json, os, signal, threading, time, warnings
from dask.distributed import Client, LocalCluster
import model

if __name__ == "__main__":
    warnings.simplefilter("ignore")
    told = {"alone": model.predict_folder("rows", "alone", force=True)}
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster, Client(cluster) as client:
        pids = list(client.run(os.getpid).values())
        work = threading.Thread(target=lambda: told.update(dask=model.predict_folder("rows", "dask", client, force=True)))
        work.start()
        done = lambda: [name for name in os.listdir("dask") if name.endswith(".csv")] if os.path.isdir("dask") else []
        while len(done()) < 2:
            time.sleep(0.005)
        os.kill(pids[0], signal.SIGKILL)
        told["doneAtKill"] = len(done())
        work.join()
    print(json.dumps(told))
`;

test.skipIf(!python)(
  "a worker killed on the way loses and doubles no row",
  () => {
    writeFileSync(join(folder, "run.py"), SCRIPT);
    const { status, stdout, stderr } = spawnSync(python ?? "", ["run.py"], { cwd: folder, encoding: "utf8" });
    expect(status, stderr).toBe(0);
    const told = JSON.parse(stdout.slice(stdout.indexOf("{")));
    expect(told.doneAtKill).toBeLessThan(N_FILES);
    expect(told.dask).toEqual(told.alone);
    expect(Object.values(told.dask)).toEqual(Array(N_FILES).fill(N_ROWS));
    const names = readdirSync(join(folder, "dask"));
    expect(names.sort()).toEqual(readdirSync(join(folder, "rows")).sort());
    for (const name of names) {
      const [one, other] = ["alone", "dask"].map((each) => readFileSync(join(folder, each, name)));
      expect(one.equals(other), name).toBe(true);
    }
  },
  300_000,
);
