/** The program itself, killed without warning again and again, writes what it writes undisturbed. */
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { writePipelineJson } from "../export/json.ts";
import { app, tinyPipeline } from "../export/testing/tiny-pipeline.ts";
import { catalogue } from "../pipeline/catalogue.ts";

const RUN = fileURLToPath(new URL("../../scripts/run.mjs", import.meta.url));
const N_ROWS = 500_000;
const MOST_KILLS = 4;
let folder = "";
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "diffml-killed-"));
  writeFileSync(join(folder, "trained.json"), await writePipelineJson(tinyPipeline("multiclass"), { app, catalogue }));
  const row = (at: number) =>
    `${at % 97},"${(at * 7) % 13},${at % 10}",2024-01-${10 + (at % 18)},${["red", "green", "=1+1"][at % 3]},${at}\n`;
  const lines = Array.from({ length: N_ROWS }, (_, at) => row(at));
  writeFileSync(join(folder, "rows.csv"), `size,weight,day,colour,row\n${lines.join("")}`);
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true }));

const words = (out: string, ...more: string[]) => [
  RUN,
  "diffml",
  "predict",
  "trained.json",
  "rows.csv",
  "--force",
  "--out",
  out,
  ...more,
];

/** Until so much more is surely written, or it is done. @returns whether it was killed. */
async function killed(): Promise<boolean> {
  const child = spawn(process.execPath, words("resumed.csv", "--resume"), {
    cwd: folder,
    detached: true,
    stdio: "ignore",
  });
  const journal = join(folder, "resumed.csv.part.json");
  const before = existsSync(journal) ? readFileSync(journal, "utf8") : "";
  const isOver = new Promise<boolean>((done) => child.on("exit", () => done(true)));
  for (;;) {
    const over = await Promise.race([isOver, new Promise<boolean>((done) => setTimeout(() => done(false), 20))]);
    if (over) return false;
    const now = existsSync(journal) ? readFileSync(journal, "utf8") : "";
    if (now === before || now.includes('"nRows":0')) continue;
    // Its launcher, too: a group of its own.
    process.kill(-child.pid!, "SIGKILL");
    await isOver;
    return true;
  }
}

test("no row is lost or doubled", async () => {
  expect(spawnSync(process.execPath, words("whole.csv"), { cwd: folder }).status).toBe(0);
  let nKills = 0;
  while (nKills < MOST_KILLS && (await killed())) nKills++;
  expect(nKills).toBeGreaterThan(0);
  const { status, stderr } = spawnSync(process.execPath, words("resumed.csv", "--resume"), {
    cwd: folder,
    encoding: "utf8",
  });
  expect(status, stderr).toBe(0);
  expect(statSync(join(folder, "resumed.csv")).size).toBe(statSync(join(folder, "whole.csv")).size);
  expect(readFileSync(join(folder, "resumed.csv")).equals(readFileSync(join(folder, "whole.csv")))).toBe(true);
  expect(existsSync(join(folder, "resumed.csv.part.json"))).toBe(false);
}, 600_000);
