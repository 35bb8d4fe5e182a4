// What the studio asks of the page's main thread: while a training runs, and while a large file is read.
//
// Run: npm run -s bench:main-thread [-- --directory dist] [--seconds 4] [--height 800] [--rows 100000] [--columns 20]
//      [--repeat 3]
// Prints one JSON line a measurement. Nothing else should run on the machine.
//
// Method: Chromium's own trace has every task of the page's main thread (scripts, layout, painting, garbage collection)
// with its wall time and its processor time. A task counts in the window of 1/60 s in which it began, whole, so that a
// long task is one bad frame. `p95Ms` is over all windows of the run, with the idle ones; `p95BusyMs` only over windows
// with work in them. The tasks add up to nine tenths of what the system counts for the thread; the rest is between them.
import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { chromium } from "@playwright/test";
import { browserArguments } from "../scripts/browser-arguments.mjs";
import { root } from "../scripts/root.mjs";
import { serve } from "../scripts/serve.mjs";
import { ensureBrowser } from "../scripts/setup.mjs";
import { buildIfStale } from "../scripts/start.mjs";

/** @typedef {{ name: string, ph: string, pid: number, tid: number, ts: number, dur?: number, tdur?: number, args?: { name?: string } }} TraceEvent */
/** @typedef {{ startMs: number, wallMs: number, cpuMs: number }} Task */
/** @typedef {import("@playwright/test").Page} Page */

const FRAME_MS = 1000 / 60;
const CATEGORIES = ["toplevel", "devtools.timeline", "disabled-by-default-devtools.timeline"];

const { values: flags } = parseArgs({
  options: {
    directory: { type: "string" },
    seconds: { type: "string", default: "4" },
    rows: { type: "string", default: "100000" },
    columns: { type: "string", default: "20" },
    repeat: { type: "string", default: "3" },
    height: { type: "string", default: "800" },
  },
});

/**
 * Tasks of the busiest main thread of a trace: that of the only page.
 *
 * @param {Buffer} trace
 * @returns {Task[]}
 */
function mainThreadTasks(trace) {
  const { traceEvents } = /** @type {{ traceEvents: TraceEvent[] }} */ (JSON.parse(trace.toString()));
  const mains = traceEvents.filter(({ name, args }) => name === "thread_name" && args?.name === "CrRendererMain");
  const perThread = mains.map(({ pid, tid }) =>
    traceEvents.filter(
      (event) => event.name === "RunTask" && event.ph === "X" && event.pid === pid && event.tid === tid,
    ),
  );
  const total = (/** @type {TraceEvent[]} */ events) => events.reduce((sum, { dur = 0 }) => sum + dur, 0);
  const [busiest = []] = perThread.sort((a, b) => total(b) - total(a));
  return busiest.map(({ ts, dur = 0, tdur = 0 }) => ({ startMs: ts / 1000, wallMs: dur / 1000, cpuMs: tdur / 1000 }));
}

/**
 * @param {readonly number[]} values
 * @param {number} share
 */
function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

/** @param {number} value */
const rounded = (value) => Number(value.toFixed(2));

/** @param {readonly Task[]} tasks */
function perFrame(tasks) {
  const first = Math.min(...tasks.map(({ startMs }) => startMs));
  const last = Math.max(...tasks.map(({ startMs }) => startMs));
  const nFrames = Math.floor((last - first) / FRAME_MS) + 1;
  const wall = new Float64Array(nFrames);
  const cpu = new Float64Array(nFrames);
  for (const { startMs, wallMs, cpuMs } of tasks) {
    const frame = Math.floor((startMs - first) / FRAME_MS);
    wall[frame] += wallMs;
    cpu[frame] += cpuMs;
  }
  /** @param {Float64Array} work */
  const summary = (work) => ({
    p95Ms: rounded(quantile([...work], 0.95)),
    p95BusyMs: rounded(
      quantile(
        [...work].filter((ms) => ms > 0.1),
        0.95,
      ),
    ),
    p99Ms: rounded(quantile([...work], 0.99)),
    mostMs: rounded(Math.max(...work)),
  });
  const busy = tasks.reduce((sum, { wallMs }) => sum + wallMs, 0) / (last - first);
  return { frames: nFrames, busyShare: rounded(busy), wall: summary(wall), processor: summary(cpu) };
}

/**
 * Records the main thread while something happens.
 *
 * @param {Page} page
 * @param {() => Promise<void>} action
 */
async function traced(page, action) {
  const browser = page.context().browser();
  if (!browser) throw new Error("expected a page of a browser");
  await browser.startTracing(page, { categories: CATEGORIES });
  await action();
  return mainThreadTasks(await browser.stopTracing());
}

/** @param {Page} page */
async function measureTraining(page) {
  const seconds = Number(flags.seconds);
  // Takes six seconds at least, at the pace that people can watch: the recording ends before.
  await page.getByRole("combobox", { name: "Sample" }).selectOption({ label: "Bird strikes" });
  await page.getByText("birdstrikes.csv").first().waitFor();
  await page.getByRole("combobox", { name: "Engine" }).selectOption("CPU");
  await page.getByRole("combobox", { name: "Training budget" }).selectOption("300");
  await page.getByRole("button", { name: "Train", exact: true }).click();
  await page
    .getByRole("figure", { name: "Loss" })
    .getByText(/At step \d+/)
    .waitFor({ timeout: 60_000 });
  // Charts and the pictures on the blocks are in sight together, as when somebody watches.
  await page.waitForTimeout(500);
  const tasks = await traced(page, () => page.waitForTimeout(1000 * seconds));
  await page.getByRole("button", { name: "Stop", exact: true }).click();
  await page
    .getByRole("status", { name: "Training status" })
    .getByText(/^Stopped/)
    .waitFor({ timeout: 60_000 });
  return { measurement: "main-thread-per-frame-while-training", seconds, ...perFrame(tasks) };
}

/**
 * Numbers with gaps, a category every fifth column, a class at the end.
 *
 * @param {string} path
 * @param {number} nRows
 * @param {number} nColumns
 */
function writeTable(path, nRows, nColumns) {
  const names = Array.from({ length: nColumns - 1 }, (_, column) => `column_${column}`);
  const rows = [`${names.join(",")},label`];
  let state = 1;
  const random = () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  for (let row = 0; row < nRows; row++) {
    const cells = names.map((_, column) => {
      if (random() < 0.05) return "";
      return column % 5 === 4 ? `level ${Math.floor(12 * random())}` : (100 * random()).toFixed(3);
    });
    rows.push(`${cells.join(",")},${random() < 0.5 ? "yes" : "no"}`);
  }
  writeFileSync(path, rows.join("\n"));
}

/** @param {Page} page */
async function measureLoading(page) {
  const nRows = Number(flags.rows);
  const nColumns = Number(flags.columns);
  const folder = join(root, ".cache");
  mkdirSync(folder, { recursive: true });
  const path = join(folder, "main-thread.csv");
  writeTable(path, nRows, nColumns);
  const counted = new Intl.NumberFormat("en").format(nRows);
  const target = page.getByRole("combobox", { name: "Target column" });
  let seconds = 0;
  let withTargetSeconds = 0;
  const tasks = await traced(page, async () => {
    const began = performance.now();
    await page.getByLabel("Add CSV files").setInputFiles(path);
    await page.getByText(`main-thread.csv · ${counted} rows`).waitFor({ timeout: 120_000 });
    seconds = (performance.now() - began) / 1000;
    await target.and(page.locator(":enabled")).waitFor({ timeout: 120_000 });
    await target.selectOption("label");
    await page.getByRole("combobox", { name: "Task" }).and(page.locator(":enabled")).waitFor({ timeout: 120_000 });
    withTargetSeconds = (performance.now() - began) / 1000;
    await page.waitForTimeout(500);
  });
  return {
    measurement: "loading-a-csv",
    rows: nRows,
    columns: nColumns,
    seconds: rounded(seconds),
    withTargetSeconds: rounded(withTargetSeconds),
    longestTaskMs: rounded(Math.max(...tasks.map(({ wallMs }) => wallMs))),
    longestTaskProcessorMs: rounded(Math.max(...tasks.map(({ cpuMs }) => cpuMs))),
    tasksOver50Ms: tasks.filter(({ wallMs }) => wallMs > 50).length,
  };
}

if (!flags.directory) {
  const built = await buildIfStale();
  if (built !== 0) process.exit(built);
}
const { path, code } = await ensureBrowser();
if (code !== 0) process.exit(code);
const server = await serve({ directory: flags.directory ? resolve(flags.directory) : join(root, "dist"), port: 0 });
const browser = await chromium.launch({ executablePath: path, args: browserArguments });
try {
  for (let repetition = 0; repetition < Number(flags.repeat); repetition++) {
    for (const measure of [measureTraining, measureLoading]) {
      const context = await browser.newContext({ viewport: { width: 1280, height: Number(flags.height) } });
      const page = await context.newPage();
      await page.goto(server.url);
      await page.getByText("Complete: this pipeline can be trained.").waitFor();
      console.log(JSON.stringify(await measure(page)));
      await context.close();
    }
  }
} finally {
  await browser.close();
  await server.close();
}
