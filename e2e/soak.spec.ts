/**
 * Random use for a long time: whatever can be pressed, chosen or typed into is, files come and go, runs begin and end. Looked for:
 * errors of any kind, and memory that grows.
 *
 * DIFFML_SOAK_MINUTES: how long, 60 in `npm run test:full`; DIFFML_SOAK_SEED: what is done, in which order.
 */
import { expect, type Locator, type Page, test } from "@playwright/test";
import { browserArguments } from "../scripts/browser-arguments.mjs";
import { type HeapParts, heapParts } from "./support/heap.ts";
import { randomFrom } from "./support/random.ts";
import { csvFile, recordComplaints, Studio } from "./support/studio.ts";
import { fruitCsv } from "./support/tables.ts";

const MINUTES = Number(process.env.DIFFML_SOAK_MINUTES ?? 0);
const SEED = Number(process.env.DIFFML_SOAK_SEED ?? Math.floor(Math.random() * 1e6));

/** A snapshot of the heap stops the page for a second or two. */
const MEASURE_EVERY_MS = 150_000;
const FIRST_MS = 600_000;
/**
 * Of data and code after the last collection, and of data alone, against the first ten minutes. What V8 keeps for itself is left out: dropping code
 * makes it grow without end, which it does not where code is kept (docs/reliability.md).
 */
const MOST_GROWTH = 1.2;
/** A sample. */
const MEASURED = "Messy penguins";
/** An hour has at least two thousand actions. */
const LEAST_PER_MINUTE = 2000 / 60;

/**
 * Collections drop compiled code, too, which V8 can make anew whenever it is run. Without this it keeps most of what was ever run, and
 * an hour of random use goes on finding what was not: see docs/reliability.md.
 */
const FLUSH_CODE = "--js-flags=--stress-flush-code";

/** What ends the visit or begins another (in another language), asks somebody outside the page, or says that an error is on purpose. */
const LEFT_ALONE = /erase|reload|take over|save here|start it anew|^language/i;

/** Presses, chooses or types into something that can be seen. @returns what was done; "" where there was nothing. */
function actInPage(given: { readonly draws: readonly number[]; readonly leftAlone: string }): string {
  const [which, value] = given.draws;
  const leftAlone = new RegExp(given.leftAlone, "i");
  const scope = document.querySelector("dialog[open]") ?? document;
  const found = [...scope.querySelectorAll<HTMLElement>("button, select, summary, input, [role=tab], a[href^='#']")];
  const labelOf = (element: HTMLElement) =>
    element instanceof HTMLInputElement || element instanceof HTMLSelectElement
      ? element.labels?.[0]?.textContent
      : undefined;
  const nameOf = (element: HTMLElement) =>
    (
      element.getAttribute("aria-label") ||
      labelOf(element) ||
      element.textContent ||
      element.getAttribute("name") ||
      ""
    )
      .trim()
      .slice(0, 60);
  const open = found.filter((element) => {
    if (element.matches(":disabled") || element.getClientRects().length === 0) return false;
    if (element instanceof HTMLInputElement && element.type === "file") return false;
    return !leftAlone.test(nameOf(element));
  });
  if (open.length === 0) return "";
  const element = open[Math.floor(which * open.length)];
  const set = (prototype: object, property: string, to: unknown) =>
    Object.getOwnPropertyDescriptor(prototype, property)?.set?.call(element, to);
  if (element instanceof HTMLSelectElement) {
    const { options } = element;
    const option = options[Math.floor(value * options.length)];
    if (!option || option.disabled) return "";
    set(HTMLSelectElement.prototype, "value", option.value);
    element.dispatchEvent(new Event("change", { bubbles: true }));
    return `choose ${option.textContent} of ${nameOf(element)}`;
  }
  const isText =
    element instanceof HTMLInputElement && !["checkbox", "radio", "button", "submit"].includes(element.type);
  if (isText) {
    // A name in a field for numbers, or a number in one for days, nobody can type: the browser complains of whoever sets one.
    const words = element.type === "number" ? "12" : "a name";
    const texts =
      element.type === "date" ? ["", "2024-02-29", "1970-01-01"] : ["", "3", "0.01", "-1", "40", "1e9", words, "5"];
    const text = texts[Math.floor(value * texts.length)];
    element.focus();
    set(HTMLInputElement.prototype, "value", text);
    element.dispatchEvent(new Event("input", { bubbles: true }));
    element.blur();
    return `type ${JSON.stringify(text)} into ${nameOf(element)}`;
  }
  element.click();
  return `press ${nameOf(element)}`;
}

type Act = readonly [name: string, act: (studio: Studio, random: () => number) => Promise<unknown>];

const RUN: Act = ["a run to its end", runToEnd];

/** What people do with files, and what presses at random would seldom come to. */
const ON_PURPOSE: readonly Act[] = [
  [
    "add a file",
    ({ page }, random) =>
      upload(page, /^Add CSV files/, `fruit-${Math.floor(random() * 3)}.csv`, 40 + Math.floor(random() * 80)),
  ],
  ["predict", ({ page }, random) => upload(page, /^Predict on new CSV/, "new.csv", 20 + Math.floor(random() * 50))],
  ["choose a target", async ({ target }) => target.selectOption("ripe", { timeout: 500 })],
  ["few steps", (studio) => studio.limitSteps(30)],
  ["train", ({ page }) => page.getByRole("button", { name: "Train", exact: true }).click({ timeout: 500 })],
  ["stop", ({ page }) => page.getByRole("button", { name: "Stop", exact: true }).click({ timeout: 500 })],
  ["escape", ({ page }) => page.keyboard.press("Escape")],
  ["undo", ({ page }) => page.keyboard.press("Control+z")],
];

async function upload(page: Page, label: RegExp, name: string, nRows: number): Promise<void> {
  await page
    .getByLabel(label)
    .first()
    .setInputFiles(csvFile(name, fruitCsv(nRows)), { timeout: 500 });
}

const canPress = async (button: Locator) => (await button.getAttribute("aria-disabled")) !== "true";

const isOver = ({ status }: Studio, timeout: number) =>
  expect(status).toContainText(/^(Done|Stopped|Training failed)/, { timeout });

async function stopRun(studio: Studio): Promise<void> {
  for (let time = 0; time < 3; time++) await studio.page.keyboard.press("Escape");
  const stop = studio.button("Stop");
  if (!(await canPress(stop))) return;
  // It may end by itself in this very moment.
  await stop.click({ timeout: 500 }).catch(() => undefined);
  await isOver(studio, 30_000);
}

/** Presses at random would let few runs end. Where nothing can be trained just now, what was done last is taken back. */
async function runToEnd(studio: Studio): Promise<void> {
  const { page } = studio;
  const [train, stop] = [studio.button("Train"), studio.button("Stop")];
  await stopRun(studio);
  for (let time = 0; time < 30 && !(await canPress(train)); time++) await page.keyboard.press("Control+z");
  await studio.limitSteps(20);
  await studio.deploy("one");
  await train.click();
  // Of a large table, or with many starts, it takes longer.
  await isOver(studio, 15_000).catch(async () => {
    await stop.click();
    await isOver(studio, 30_000);
  });
}

/** What is open changes how much it holds: it is measured with the same table, pipeline, results of a short run and view, and no dialog. */
async function rest(studio: Studio): Promise<void> {
  const { page } = studio;
  await stopRun(studio);
  await page.evaluate(() => {
    for (const dialog of document.querySelectorAll<HTMLDialogElement>("dialog[open]")) dialog.close();
    for (const open of document.querySelectorAll<HTMLDetailsElement>("details[open]")) open.open = false;
    // Runs side by side, of which random ticks have ever more.
    const untick = [...document.querySelectorAll("button")].find(({ textContent }) => textContent === "Untick all");
    untick?.click();
  });
  await studio.show("pipeline");
  // Of an empty canvas the proposal for the table takes the place, whatever stood there before.
  const anew = studio.button("New");
  if (await canPress(anew)) await anew.dispatchEvent("click");
  const sample = page.getByRole("combobox", { name: "Sample" });
  // Whoever has pressed Stop already cannot press it again: graphics in software may still be compiling.
  await expect(sample).toBeEnabled({ timeout: 60_000 });
  for (const title of ["Penguins", MEASURED]) {
    await sample.selectOption({ label: title });
    await expect(sample.locator("option:checked")).toHaveText(title, { timeout: 30_000 });
    await expect(studio.target).toHaveValue("species", { timeout: 30_000 });
  }
  // Somebody may have asked for tfjs on graphics in software, which takes half a minute to compile.
  await page.getByRole("combobox", { name: "Engine" }).selectOption("auto");
  await studio.limitSteps(20);
  await studio.deploy("one");
  await page.getByRole("textbox", { name: "Starts", exact: true }).fill("1");
  await runToEnd(studio);
  // As addresses do: whatever lies above the link.
  await page.getByRole("link", { name: "1 Data", exact: true }).evaluate((link: HTMLElement) => link.click());
  await page.waitForTimeout(1000);
}

/** Of page and workers, where the browser tells: it collects first. */
async function wholeMemory(page: Page): Promise<number | undefined> {
  return page.evaluate(async () => {
    const measure: unknown = Reflect.get(performance, "measureUserAgentSpecificMemory");
    if (typeof measure !== "function" || !crossOriginIsolated) return undefined;
    const { bytes } = await measure.call(performance);
    return Number(bytes);
  });
}

const mega = (bytes: number | undefined) => (bytes === undefined ? "?" : (bytes / 1e6).toFixed(1));

test.use({
  launchOptions: async ({ launchOptions }, use) => {
    await use({ ...launchOptions, args: [...browserArguments, FLUSH_CODE] });
  },
});

test("random use: no error, and memory that does not grow", async ({ page, context }) => {
  test.skip(MINUTES === 0, "an hour: npm run test:full -- Soak, or DIFFML_SOAK_MINUTES");
  test.setTimeout((MINUTES + 10) * 60_000);
  console.log(`seed ${SEED}, ${MINUTES} minutes`);
  const random = randomFrom(SEED);
  const complaints = await recordComplaints(context);
  const studio = await Studio.open(page);
  page.setDefaultTimeout(5000);
  const session = await context.newCDPSession(page);
  const recent: string[] = [];
  const measured: (Pick<HeapParts, "data"> & { readonly at: number; readonly heap: number })[] = [];
  const begun = Date.now();
  let nActions = 0;
  let nSeen = 0;
  let nRuns = 0;
  let measuredAt = begun;
  while (Date.now() - begun < MINUTES * 60_000) {
    const isOnPurpose = random() < 0.1;
    const draws = [random(), random(), random()];
    let done: string;
    if (isOnPurpose) {
      const [name, act] = draws[1] < 0.2 ? RUN : ON_PURPOSE[Math.floor(draws[0] * ON_PURPOSE.length)];
      // What cannot be done just now is left.
      done = await act(studio, random).then(
        () => name,
        () => "",
      );
    } else {
      done = await page.evaluate(actInPage, { draws, leftAlone: LEFT_ALONE.source });
    }
    if (done !== "") {
      nActions++;
      if (done === RUN[0]) nRuns++;
      recent.push(done);
      if (recent.length > 25) recent.shift();
    }
    await page.waitForTimeout(50 + 300 * draws[2]);
    if (complaints.length > nSeen) {
      console.log(`after ${nActions} actions: ${complaints.slice(nSeen).join("\n")}\n  ${recent.join("\n  ")}`);
      nSeen = complaints.length;
    }
    if (Date.now() - measuredAt < MEASURE_EVERY_MS) continue;
    measuredAt = Date.now();
    await rest(studio);
    nRuns++;
    const parts = await heapParts(session);
    const heap = parts.data + parts.code;
    const whole = await wholeMemory(page);
    measured.push({ at: measuredAt - begun, data: parts.data, heap });
    const minute = ((measuredAt - begun) / 60_000).toFixed(1);
    const nodes = await page.locator("*").count();
    const nBlocks = (await studio.blockTitles()).length;
    // Of sweeps and random presses, too: once the view of the runs was open.
    const [caption = "no run listed"] = await page.locator(".runs__list caption").allTextContents();
    const told = (["data", "code", "system", "page", "buffers"] as const)
      .map((part) => `${part} ${mega(parts[part])}`)
      .join(", ");
    console.log(
      `minute ${minute}: ${nActions} actions, ${nRuns} runs, heap ${mega(heap)} MB; ${told} MB; with workers ${mega(whole)} MB; ` +
        `${nodes} elements, ${parts.nDetached} detached; ${nBlocks} blocks; ${caption.split(".")[0]}`,
    );
  }
  expect(complaints).toEqual([]);
  expect(nActions).toBeGreaterThan(MINUTES * LEAST_PER_MINUTE);
  for (const part of ["heap", "data"] as const) {
    const first = Math.max(...measured.filter(({ at }) => at < FIRST_MS).map((each) => each[part]));
    const last = measured.at(-1)?.[part] ?? 0;
    expect(last, `${part}: ${mega(first)} MB in the first ten minutes`).toBeLessThan(MOST_GROWTH * first);
  }
});
