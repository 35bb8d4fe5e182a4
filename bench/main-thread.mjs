// What the studio asks of the page's main thread: while a training runs, and while a large file is read.
//
// Run: npm run -s bench:main-thread [-- --directory dist] [--seconds 4] [--height 800] [--rows 100000] [--columns 20]
//      [--repeat 3] [--only training,wide,looks,loading]
//
// training: a small table. wide: 500 columns and 50 blocks, all in sight. looks: the same, with the table that leaves a block,
// then with the decision surface and three pinned rows. loading: a large file.
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
    only: { type: "string", default: "training,wide,looks,loading" },
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
  await page.getByRole("combobox", { name: "Sample" }).selectOption({ label: "Bird strikes" });
  await page.getByText("birdstrikes.csv").first().waitFor();
  return { measurement: "main-thread-per-frame-while-training", ...(await whileTraining(page)) };
}

/**
 * @param {Page} page
 * @param {() => Promise<void>} watch what else somebody opens, once it trains
 */
async function whileTraining(page, watch = async () => {}) {
  const seconds = Number(flags.seconds);
  // Takes six seconds at least, at the pace that people can watch: the recording ends before.
  await page.getByRole("combobox", { name: "Engine" }).selectOption("CPU");
  await page.getByRole("combobox", { name: "Training budget" }).selectOption("300");
  await page.getByRole("button", { name: "Train", exact: true }).click();
  await page
    .getByRole("figure", { name: "Loss" })
    .getByText(/At step \d+/)
    .waitFor({ timeout: 60_000 });
  await watch();
  // Charts and the pictures on the blocks are in sight together, as when somebody watches.
  await page.waitForTimeout(500);
  const tasks = await traced(page, () => page.waitForTimeout(1000 * seconds));
  await page.getByRole("button", { name: "Stop", exact: true }).click();
  await page
    .getByRole("status", { name: "Training status" })
    .getByText(/^Stopped/)
    .waitFor({ timeout: 120_000 });
  return { seconds, ...perFrame(tasks) };
}

const WIDE_COLUMNS = 500;
const WIDE_ROWS = 400;
const WIDE_BLOCKS = 50;
/** Columns that each of the many blocks works on. */
const COLUMNS_OF_BLOCK = 10;

/** A pipeline of so many blocks, most of them one after the other. */
function wideDocument() {
  const nTame = WIDE_BLOCKS - 5;
  const types = [
    "csv-source",
    "impute-number",
    ...new Array(nTame).fill("tame-outliers"),
    "scale-number",
    "select-features",
    "linear-model",
  ];
  const settingsOf = (/** @type {number} */ index) => {
    const first = ((index - 2) * COLUMNS_OF_BLOCK) % (WIDE_COLUMNS - 1);
    const names = Array.from({ length: COLUMNS_OF_BLOCK }, (_, column) => `column_${first + column}`);
    return types[index] === "tame-outliers" ? { columns: { mode: "only", names } } : {};
  };
  const end = (/** @type {number} */ index, /** @type {string} */ port) => ({ block: `n${index + 1}`, port });
  const last = types.length - 1;
  const edges = types.slice(0, -1).map((_, index) => ({
    from: end(index, index === last - 1 ? "features" : "numbers"),
    to: end(index + 1, index >= last - 2 ? "features" : "numbers"),
  }));
  const COLUMNS = 9;
  return {
    formatVersion: 2,
    name: "Wide",
    blocks: types.map((type, index) => ({ id: `n${index + 1}`, type, version: 1, settings: settingsOf(index) })),
    edges,
    training: { budgetSeconds: 300 },
    table: { target: { name: "label" } },
    nextBlock: types.length + 1,
    layout: Object.fromEntries(
      types.map((_, index) => [`n${index + 1}`, { x: 220 * (index % COLUMNS), y: 120 * Math.floor(index / COLUMNS) }]),
    ),
  };
}

/** @param {Page} page */
async function openWide(page) {
  const folder = join(root, ".cache");
  mkdirSync(folder, { recursive: true });
  const [table, pipeline] = [join(folder, "wide.csv"), join(folder, "wide.json")];
  writeTable(table, { nRows: WIDE_ROWS, nColumns: WIDE_COLUMNS, areNumbers: true });
  writeFileSync(pipeline, JSON.stringify(wideDocument()));
  await page.getByLabel("Add CSV files").setInputFiles(table);
  await page.getByText(`wide.csv · ${WIDE_ROWS} rows`).waitFor({ timeout: 60_000 });
  await page.getByLabel("Open pipeline").setInputFiles(pipeline);
  await page.getByText("Complete: this pipeline can be trained.").waitFor({ timeout: 60_000 });
}

/** @param {Page} page */
async function measureWide(page) {
  await openWide(page);
  return { measurement: "main-thread-per-frame-of-500-columns-and-50-blocks", ...(await whileTraining(page)) };
}

/** @param {Page} page */
async function measureLooks(page) {
  await openWide(page);
  const output = await whileTraining(page, async () => {
    await page.getByRole("tab", { name: "Rows in blocks" }).click();
    await page.getByRole("combobox", { name: "Leaves the block" }).selectOption("Impute number");
    await page.getByRole("columnheader", { name: /^column_0/ }).waitFor();
  });
  await page.getByRole("tab", { name: "Loss and gates" }).click();
  const surface = await whileTraining(page, async () => {
    await page.getByRole("tab", { name: "Decision surface" }).click();
    for (const row of [1, 2, 3, 4, 5, 6]) {
      await page.getByLabel("Row number").fill(String(row));
      await page.getByRole("button", { name: "Pin", exact: true }).click();
    }
  });
  return { measurement: "main-thread-per-frame-while-looking", output, surface };
}

/**
 * Numbers with gaps, a category every fifth column unless all are numbers, a class at the end.
 *
 * @param {string} path
 * @param {{ readonly nRows: number, readonly nColumns: number, readonly areNumbers?: boolean }} size
 */
function writeTable(path, { nRows, nColumns, areNumbers = false }) {
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
      return column % 5 === 4 && !areNumbers ? `level ${Math.floor(12 * random())}` : (100 * random()).toFixed(3);
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
  writeTable(path, { nRows, nColumns });
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

/** @type {Readonly<Record<string, ((page: Page) => Promise<object>) | undefined>>} */
const MEASUREMENTS = { training: measureTraining, wide: measureWide, looks: measureLooks, loading: measureLoading };

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
    for (const name of flags.only.split(",")) {
      const measure = MEASUREMENTS[name];
      if (!measure) throw new Error(`expected one of ${Object.keys(MEASUREMENTS).join(", ")}, got ${name}`);
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
