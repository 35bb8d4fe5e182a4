/** The studio as a person meets it: found by the accessible names that it promises, never by its markup. */
import { readFile } from "node:fs/promises";
import {
  type Browser,
  type BrowserContext,
  type ConsoleMessage,
  expect,
  type Locator,
  type Page,
} from "@playwright/test";
import { fruitCsv } from "./tables.ts";

/** A file for a file input, made in memory. */
export function csvFile(name: string, content: string | Buffer) {
  return { name, mimeType: "text/csv", buffer: Buffer.isBuffer(content) ? content : Buffer.from(content) };
}

/** Drags files over a part of the page and lets go of them there. */
export async function dropFiles(
  onto: Locator,
  ...files: readonly (readonly [name: string, content: string])[]
): Promise<void> {
  const transfer = await onto.page().evaluateHandle((given) => {
    const data = new DataTransfer();
    for (const [name, content] of given) data.items.add(new File([content], name));
    return data;
  }, files);
  for (const type of ["dragenter", "dragover", "drop"]) await onto.dispatchEvent(type, { dataTransfer: transfer });
}

type Deployed = "ensemble" | "one";

/** Views of the studio, by the names of their links. */
const VIEWS = {
  data: "1 Data",
  pipeline: "2 Pipeline",
  train: "3 Train",
  results: "4 Results",
  runs: "5 Runs",
} as const;

/** Rows of the metrics that only one of the two has. */
const STAGES: Readonly<Record<Deployed, readonly string[]>> = {
  ensemble: ["Learned pipeline", "Ensemble"],
  one: ["Final", "Final, retrained"],
};

export class Studio {
  readonly canvas: Locator;
  readonly outline: Locator;
  readonly inspector: Locator;
  readonly palette: Locator;
  readonly status: Locator;
  readonly notices: Locator;
  readonly metrics: Locator;
  readonly target: Locator;
  readonly pace: Locator;

  constructor(readonly page: Page) {
    // What they say holds in every view; what is to be pressed or seen needs the view of the pipeline.
    this.canvas = page.getByRole("region", { name: "Pipeline", exact: true, includeHidden: true });
    this.outline = page.getByRole("region", { name: "Outline", includeHidden: true });
    this.palette = page.getByRole("region", { name: "Blocks", exact: true });
    this.inspector = page.getByRole("region", { name: "Inspector" });
    this.status = page.getByRole("status", { name: "Training status" });
    this.notices = page.getByRole("region", { name: "Notices" });
    this.metrics = page.getByRole("table", { name: "Metrics" });
    this.target = page.getByRole("combobox", { name: "Target column" });
    this.pace = page.getByRole("checkbox", { name: /^Slow enough to watch/ });
  }

  /** Opens the page and waits until the first sample is there. */
  static async open(page: Page): Promise<Studio> {
    const studio = new Studio(page);
    await page.goto("./");
    await expect(studio.target).toBeEnabled();
    await expect(studio.outline).toContainText("Complete: this pipeline can be trained.");
    return studio;
  }

  /** Opens a view, where another one is open. */
  async show(view: keyof typeof VIEWS): Promise<void> {
    await this.page.getByRole("link", { name: VIEWS[view], exact: true }).click();
  }

  button(name: string): Locator {
    return this.page.getByRole("button", { name, exact: true });
  }

  async addCsv(name: string, content: string | Buffer): Promise<void> {
    await this.page.getByLabel("Add CSV files").setInputFiles(csvFile(name, content));
  }

  /** Opens a small table with something to learn: whatever is not about its columns trains on it in half the time of the sample. */
  async openFruit(nRows: number): Promise<void> {
    await this.addCsv("fruit.csv", fruitCsv(nRows));
    await this.target.selectOption("ripe");
    await expect(this.outline).toContainText("Complete: this pipeline can be trained.");
  }

  /** The files of one's own that are open. */
  get files(): Locator {
    return this.page.getByRole("list", { name: "Open files" }).getByRole("listitem");
  }

  /** Opens a file in place of the only one, or of the sample, that is open. */
  async openCsv(name: string, content: string | Buffer): Promise<void> {
    if ((await this.files.count()) === 0) return this.addCsv(name, content);
    await this.files.getByLabel(/^Replace /).setInputFiles(csvFile(name, content));
  }

  /** Keeps everything that the page's one live region says from now on. @returns what was said so far. */
  async listen(): Promise<() => Promise<readonly string[]>> {
    const said = await this.page.getByRole("log", { name: "Announcements" }).evaluateHandle((log) => {
      const texts: string[] = [];
      new MutationObserver(() => texts.push(log.textContent ?? "")).observe(log, { childList: true, subtree: true });
      return texts;
    });
    return () => said.jsonValue();
  }

  /** A block on the canvas. */
  block(title: string): Locator {
    return this.canvas.getByRole("group", { name: `${title} block`, includeHidden: true });
  }

  port(side: "Input" | "Output", title: string, block: string): Locator {
    return this.canvas.getByRole("button", { name: `${side} ${title} of ${block}`, exact: true });
  }

  /** Titles of the blocks on the canvas, sorted. */
  async blockTitles(): Promise<readonly string[]> {
    const labels = await this.canvas
      .getByRole("group", { name: / block$/, includeHidden: true })
      .evaluateAll((nodes) => nodes.map((node) => node.getAttribute("aria-label") ?? ""));
    return labels.map((label) => label.replace(/ block$/, "")).sort();
  }

  /** Opens a block in the outline, where it is not open yet. */
  async select(title: string): Promise<void> {
    await this.show("pipeline");
    const item = this.outline.getByRole("button", { name: new RegExp(`^${title}`) });
    if ((await item.getAttribute("aria-expanded")) !== "true") await item.click();
  }

  /** Deletes every block, by clicks. */
  async clearCanvas(): Promise<void> {
    for (const title of await this.blockTitles()) {
      await this.select(title);
      await this.button(`Delete ${title}`).click();
    }
    await expect(this.canvas.getByRole("group", { name: / block$/ })).toHaveCount(0);
  }

  /** Names of the connections on the canvas, sorted. */
  async connections(): Promise<readonly string[]> {
    const labels = await this.canvas
      .getByRole("group", { name: /^Connection /, includeHidden: true })
      .evaluateAll((nodes) => nodes.map((node) => node.getAttribute("aria-label") ?? ""));
    return [...labels].sort();
  }

  async expectBlocks(titles: readonly string[]): Promise<void> {
    await expect.poll(() => this.blockTitles()).toEqual([...titles].sort());
  }

  /** The same blocks and connections as another studio's, or as before. */
  async expectSame(blocks: readonly string[], connections: readonly string[]): Promise<void> {
    await this.expectBlocks(blocks);
    await expect.poll(() => this.connections()).toEqual(connections);
  }

  async expectConnections(count: number): Promise<void> {
    const all = this.canvas.getByRole("group", { name: /^Connection /, includeHidden: true });
    await expect(all).toHaveCount(count);
  }

  /** Steps of the soft phase that the status tells. */
  async step(): Promise<number> {
    return Number(/step (\d+) of \d+/.exec((await this.status.textContent()) ?? "")?.[1] ?? 0);
  }

  async expectSteps(atLeast: number, timeout: number): Promise<void> {
    await expect
      // Often enough to press something before the run is over.
      .poll(() => this.step(), { timeout, intervals: [100], message: `at least ${atLeast} steps` })
      .toBeGreaterThanOrEqual(atLeast);
  }

  /** Trains on the CPU for a few steps at full speed, to the end of the run, however it ends. */
  async trainShortly(steps = 20): Promise<void> {
    await this.show("pipeline");
    await this.page.getByRole("combobox", { name: "Engine" }).selectOption("CPU");
    await this.limitSteps(steps);
    await this.pace.uncheck();
    await this.button("Train").click();
    await expect(this.status).toContainText(/step|Training failed/);
    await expect(this.status).toContainText(/^(Done|Training failed)/, { timeout: 60_000 });
  }

  /** Sets “What is deployed”. */
  async deploy(what: Deployed): Promise<void> {
    await this.show("pipeline");
    const more = this.page
      .locator("details")
      .filter({ has: this.page.locator("summary", { hasText: "More training settings" }) });
    // Whether it is to be seen this very moment says less than whether it is open.
    if ((await more.getAttribute("open")) === null) await more.locator("summary").click();
    await this.page.getByRole("combobox", { name: "What is deployed", exact: true }).selectOption(what);
  }

  /** Sets “Most steps” of the whole pipeline. */
  async limitSteps(steps: number): Promise<void> {
    await this.show("pipeline");
    const open = this.outline.getByRole("button", { expanded: true, includeHidden: true });
    // The outline may be folded away with the palette.
    if ((await open.count()) > 0) await open.first().dispatchEvent("click");
    await this.inspector.getByLabel("Most steps").fill(String(steps));
  }

  /** The step of a paused run, once the text on screen (renewed every second) has stopped changing. */
  async settledStep(): Promise<number> {
    let last = -1;
    await expect
      .poll(
        async () => {
          const [before, now] = [last, await this.step()];
          last = now;
          return now === before;
        },
        { intervals: [1500] },
      )
      .toBe(true);
    return last;
  }

  /**
   * The verdict, the table and the sentences are there, with numbers in them. After Stop what is deployed has them, and what
   * it is compared with, or a sentence says that there was no time for any.
   */
  async expectResults(deployed: Deployed = "ensemble", { isStopped = false } = {}): Promise<void> {
    await this.show("results");
    await this.page.getByRole("tab", { name: "Verdict", exact: true }).click();
    const more = this.page.getByRole("button", { name: /^Show \d+ more: |^Show only what is deployed/ });
    if (!isStopped && (await more.getAttribute("aria-expanded")) === "false") await more.click();
    const rowOf = (stage: string | RegExp) =>
      this.metrics.getByRole("row").filter({ has: this.page.getByRole("rowheader", { name: stage }) });
    const stages = isStopped
      ? [...STAGES[deployed].slice(-1), "Always guess"]
      : ["Blend", ...STAGES[deployed], "Plain pipeline", "Always guess"];
    for (const stage of stages) await expect(rowOf(stage).first()).toContainText(/\d/);
    if (isStopped) {
      const none = this.page.locator("#results").getByText("There is no verdict: the run was stopped");
      await expect(
        rowOf(/^(Plain pipeline|Well-chosen fixed)/)
          .or(none)
          .first(),
      ).toBeVisible();
    }
    const learned = this.page.locator("#results").getByRole("region", { name: "What was learned" });
    for (const title of await this.blockTitles()) await expect(learned).toContainText(title);
  }

  /** What a press of the button brings to the downloads. */
  async download(press: () => Promise<void>): Promise<{ readonly name: string; readonly bytes: Buffer }> {
    const coming = this.page.waitForEvent("download");
    await press();
    const download = await coming;
    return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
  }

  /** Predicts rows and returns the downloaded file. */
  async predict(name: string, content: string): Promise<Buffer> {
    await this.show("results");
    await this.page.getByLabel("Predict on new CSV").setInputFiles(csvFile(name, content));
    const button = this.button("Download predictions");
    await expect(button).toBeVisible();
    const { bytes, name: saved } = await this.download(() => button.click());
    expect(saved).toBe(name.replace(/\.csv$/, "-predictions.csv"));
    return bytes;
  }

  /** The file of a pipeline whose run was stopped, opened in a browser that knows nothing of it: the same canvas and, to the byte, the same predictions. */
  async expectSameElsewhere(options: {
    readonly browser: Browser;
    readonly file: Buffer;
    /** As they are here. */
    readonly blocks: readonly string[];
    readonly connections: readonly string[];
    readonly rows: string;
    readonly predictions: Buffer;
    /** What else has to hold there, before anything is opened. */
    readonly before?: (studio: Studio) => Promise<void>;
  }): Promise<void> {
    const { browser, file, blocks, connections, rows, predictions, before } = options;
    const context = await browser.newContext({ baseURL: this.page.url().replace(/#.*$/, "") });
    const complaints = await recordComplaints(context);
    const again = await Studio.open(await context.newPage());
    await before?.(again);
    await again.openPipeline(file);
    await again.show("results");
    await expect(again.page.getByText("Self-test passed")).toBeVisible();
    // Connections are drawn where the canvas has a size.
    await again.show("pipeline");
    await again.expectSame(blocks, connections);
    await again.expectResults("ensemble", { isStopped: true });
    const same = await again.predict("new-fruit.csv", rows);
    expect(same.equals(predictions), "byte for byte the same predictions").toBe(true);
    expect(complaints).toEqual([]);
    await context.close();
  }

  async openPipeline(bytes: Buffer): Promise<void> {
    const file = { name: "trained.json", mimeType: "application/json", buffer: bytes };
    await this.page.getByLabel("Open pipeline").setInputFiles(file);
  }
}

/** What a page says that nobody should have to read: console errors, exceptions, breaches of the policy of page and worker. */
export async function recordComplaints(context: BrowserContext): Promise<readonly string[]> {
  const complaints: string[] = [];
  const onConsole = (message: ConsoleMessage) => {
    // Said by the tests' own browser, which keeps service workers out of all tests but one.
    if (message.text() === "Service Worker registration blocked by Playwright") return;
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  };
  context.on("console", onConsole);
  context.on("weberror", (error) => complaints.push(error.error().message));
  await context.addInitScript(reportViolations);
  const watch = (page: Page) =>
    page.on("worker", (worker) => {
      worker.on("console", onConsole);
      // A worker that has ended already breaches nothing.
      worker.evaluate(reportViolations).catch(() => undefined);
    });
  context.pages().forEach(watch);
  context.on("page", watch);
  return complaints;
}

/** Runs in the page or in a worker. */
function reportViolations(): void {
  globalThis.addEventListener("securitypolicyviolation", (event) => {
    if (event instanceof SecurityPolicyViolationEvent)
      console.error(`Content Security Policy violated: ${event.violatedDirective} ${event.blockedURI}`);
  });
}
