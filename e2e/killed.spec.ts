/**
 * Pages, renderers and browsers that end at random moments of editing, training and saving, and in the very moment when the page says
 * that an edit is saved, or that a run is done. What must survive: every edit of which the page said so, however busy the machine
 * is, and every edit older than 50 ms where it is not; and after a yes the table, the finished run, and a checkpoint of the run in
 * progress that is at most ten seconds old.
 *
 * DIFFML_KILLS: how often each; DIFFML_KILL_SEED: the first seed, which a failure prints. A count goes through all of its seeds,
 * also where some fail, and goes on where it was cut off: .cache/kills.jsonl has what held on this build.
 */
import { createHash } from "node:crypto";
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium, expect, type Page, test } from "@playwright/test";
import { browserArguments } from "../scripts/browser-arguments.mjs";
import { randomFrom } from "./support/random.ts";
import { Studio } from "./support/studio.ts";
import { fruitCsv } from "./support/tables.ts";

const N_KILLS = Number(process.env.DIFFML_KILLS ?? 1);
const IS_COUNT = N_KILLS > 1;
const FIRST_SEED = Number(process.env.DIFFML_KILL_SEED ?? (IS_COUNT ? 1 : Math.floor(Math.random() * 1e6)));
const KINDS = ["page closed", "renderer crashed", "browser killed"] as const;
type Kind = (typeof KINDS)[number];

/** Edits younger than this may be lost, unless the page says that they are saved; where other tests run beside, ten times as much. */
const EDIT_MS = IS_COUNT ? 50 : 500;
/** Where more programs wait for each core, threads and processes of the browser wait for their turn, and with them what is sent. */
const BUSY_LOAD = 3;
const CHECKPOINT_MS = 10_000;
/** Longer than it takes until a run has its first checkpoints. */
const LONGEST_MS = 18_000;

/** Seeds that lost nothing on the build that is tried. */
class Ledger {
  private readonly file = ".cache/kills.jsonl";
  private readonly build = createHash("sha256").update(readFileSync("dist/index.html")).digest("hex").slice(0, 16);
  private readonly lines: ReadonlySet<string>;

  constructor(private readonly kind: Kind) {
    this.lines = new Set(existsSync(this.file) ? readFileSync(this.file, "utf8").split("\n") : []);
  }

  has(seed: number): boolean {
    return this.lines.has(this.line(seed));
  }

  add(seed: number): void {
    mkdirSync(".cache", { recursive: true });
    appendFileSync(this.file, `${this.line(seed)}\n`);
  }

  private line(seed: number): string {
    return JSON.stringify({ build: this.build, kind: this.kind, seed });
  }
}

function launch(folder: string, baseURL: string): Promise<BrowserContext> {
  const executablePath = process.env.DIFFML_E2E_BROWSER || undefined;
  return chromium.launchPersistentContext(folder, {
    baseURL,
    executablePath,
    channel: executablePath ? undefined : "chromium",
    args: browserArguments,
    viewport: { width: 1280, height: 800 },
  });
}

/** What ends it at once: whatever has to be asked for that is asked before. */
async function makeEnd(kind: Kind, context: BrowserContext, page: Page): Promise<() => Promise<unknown>> {
  switch (kind) {
    case "page closed":
      return () => page.close();
    case "renderer crashed": {
      const session = await context.newCDPSession(page);
      return () => {
        const crashed = page.waitForEvent("crash");
        // No answer comes from a renderer that is gone.
        session.send("Page.crash").catch(() => undefined);
        return crashed;
      };
    }
    case "browser killed": {
      const session = await context.browser()!.newBrowserCDPSession();
      const { processInfo } = await session.send("SystemInfo.getProcessInfo");
      const browser = processInfo.find(({ type }) => type === "browser");
      return () => {
        const closed = new Promise((done) => context.once("close", done));
        process.kill(browser!.id, "SIGKILL");
        return closed;
      };
    }
    default:
      return kind satisfies never;
  }
}

/** When it ends. */
type Moment = "a run is done" | "an edit is saved" | "any";

function momentOf(draw: number): Moment {
  if (draw < 0.2) return "a run is done";
  return draw < 0.5 ? "an edit is saved" : "any";
}

/** Edits of a page that tells of them; times in milliseconds since 1970. */
class Edits {
  private readonly at: number[] = [];
  /** From an edit until the page says that all is saved. */
  private readonly delays: number[] = [];
  private nSaved = 0;
  /** When the run was first said to be at a step. */
  steppedAt: number | undefined;
  private onSaved: () => void = () => undefined;

  constructor(page: Page) {
    page.on("console", (message) => {
      const [, what, count, at] = /^(edited|saved|stepped) (\d+) at (\d+)$/.exec(message.text()) ?? [];
      if (what === "stepped") this.steppedAt ??= Number(at);
      if (what === "edited") this.at.push(Number(at));
      if (what !== "saved" || Number(count) === this.nSaved) return;
      this.nSaved = Number(count);
      this.delays.push(Number(at) - this.at[this.nSaved - 1]);
      this.onSaved();
    });
  }

  /** When the page next says that all is saved. */
  saved(): Promise<void> {
    return new Promise((done) => {
      this.onSaved = done;
    });
  }

  /** How many must be there after an end. */
  promised(endedAt: number): number {
    if (loadavg()[0] > BUSY_LOAD * cpus().length) return this.nSaved;
    return Math.max(this.nSaved, this.nOlder(endedAt - EDIT_MS));
  }

  nOlder(than: number): number {
    return this.at.filter((at) => at < than).length;
  }

  words(): string {
    const sorted = [...this.delays].sort((a, b) => a - b);
    const middle = sorted[Math.floor(sorted.length / 2)];
    if (middle === undefined) return `none of ${this.at.length} edits said to be saved`;
    return `${this.nSaved} of ${this.at.length} edits said to be saved, after ${middle} ms, at most ${sorted.at(-1)} ms`;
  }
}

/** Adds a block now and then, and tells when, and when the page says that it is saved. */
async function editAtRandom(page: Page, random: () => number): Promise<Edits> {
  const edits = new Edits(page);
  const pauses = Array.from({ length: 120 }, () => 40 + 400 * random());
  await page.evaluate((given) => {
    let nEdits = 0;
    const footer = document.querySelector("footer")!;
    const look = () => {
      if (footer.textContent.startsWith("Saved in this browser")) console.log(`saved ${nEdits} at ${Date.now()}`);
    };
    new MutationObserver(look).observe(footer, { subtree: true, childList: true, characterData: true });
    const status = document.querySelector('[role="status"][aria-label="Training status"]')!;
    const lookAtSteps = () => {
      const [, step] = /step (\d+) of/.exec(status.textContent) ?? [];
      if (Number(step) > 0) console.log(`stepped ${step} at ${Date.now()}`);
    };
    new MutationObserver(lookAtSteps).observe(status, { subtree: true, childList: true, characterData: true });
    const button = document.querySelector<HTMLElement>('button[aria-label="Add Impute number"]');
    const next = (index: number) => {
      if (index === given.length) return;
      setTimeout(() => {
        button?.click();
        nEdits++;
        console.log(`edited ${nEdits} at ${Date.now()}`);
        next(index + 1);
      }, given[index]);
    };
    next(0);
  }, pauses);
  return edits;
}

/** When the page says that a run is over, told by the page itself. */
async function untilDone(page: Page): Promise<void> {
  const words = "the run is done";
  const said = page.waitForEvent("console", { predicate: (message) => message.text() === words, timeout: 60_000 });
  await page.evaluate((text) => {
    const status = document.querySelector('[role="status"][aria-label="Training status"]')!;
    const look = () => {
      if (status.textContent.startsWith("Done")) console.log(text);
    };
    new MutationObserver(look).observe(status, { subtree: true, childList: true, characterData: true });
  }, words);
  await said;
}

/** When the newest checkpoint was stored, in milliseconds since 1970; undefined where there is none. */
function checkpointAt(page: Page): Promise<number | undefined> {
  return page.evaluate(async () => {
    const open = indexedDB.open("diffml-studio");
    await new Promise((done) => open.addEventListener("success", done));
    const got = open.result.transaction("checkpoint").objectStore("checkpoint").get("head");
    await new Promise((done) => got.addEventListener("success", done));
    open.result.close();
    return got.result?.at;
  });
}

/** A page with a table that a person wants kept. */
async function prepare(context: BrowserContext): Promise<Studio> {
  const studio = await Studio.open(context.pages()[0] ?? (await context.newPage()));
  await studio.addCsv("fruit.csv", fruitCsv(120));
  await studio.target.selectOption("ripe");
  await studio.show("data");
  await studio.page.getByRole("checkbox", { name: "Keep this table and its runs on this device" }).check();
  return studio;
}

const savedWork = ({ page }: Studio) => page.getByRole("dialog", { name: "Saved work" });

/** What edits at random leave on the canvas cannot be trained. */
async function keepSnapshot(studio: Studio): Promise<void> {
  await studio.button("Saved work").click();
  await savedWork(studio).getByRole("textbox", { name: "Name of the snapshot" }).fill("as proposed");
  await savedWork(studio).getByRole("button", { name: "Save a snapshot" }).click();
  await expect(savedWork(studio).getByRole("list", { name: "Snapshots of the pipeline" })).toContainText("as proposed");
  await studio.page.keyboard.press("Escape");
}

async function openSnapshot(studio: Studio): Promise<void> {
  await studio.button("Saved work").click();
  await savedWork(studio).getByRole("button", { name: "Open snapshot as proposed" }).click();
  await expect(studio.outline).toContainText("Complete: this pipeline can be trained.");
}

/** The browser, with the studio open in it. */
interface Visit {
  readonly context: BrowserContext;
  readonly studio: Studio;
}

interface End {
  readonly kind: Kind;
  readonly moment: Moment;
  /** Of a run that goes on when it ends. */
  readonly forMs: number;
  /** No run has been kept yet. */
  readonly isFirst: boolean;
}

/** Ends a visit, and looks at what the next one finds. @returns the next one. */
async function survive(
  visit: Visit,
  { kind, moment, forMs, isFirst }: End,
  given: { readonly random: () => number; readonly launch: () => Promise<BrowserContext>; readonly name: string },
): Promise<Visit> {
  const { studio } = visit;
  const { page } = studio;
  const end = await makeEnd(kind, visit.context, page);
  const nBefore = (await studio.blockTitles()).length;
  if (isFirst || moment === "a run is done") {
    const isDone = untilDone(page);
    const training = studio.trainShortly(5);
    if (moment === "a run is done") training.catch(() => undefined);
    else await training;
    await isDone;
  }
  let edits: Edits | undefined;
  if (moment !== "a run is done") {
    await studio.show("pipeline");
    await page.getByRole("combobox", { name: "Training budget" }).selectOption("300");
    await studio.limitSteps(100_000);
    await studio.button("Train").click();
    edits = await editAtRandom(page, given.random);
    await new Promise((done) => setTimeout(done, forMs));
    if (moment === "an edit is saved") await edits.saved();
  }
  const killedAt = Date.now();
  await end();
  const nPromised = edits?.promised(killedAt) ?? 0;
  const load = loadavg()[0].toFixed(0);
  if (kind !== "browser killed") await visit.context.close();

  const context = await given.launch();
  const again = new Studio(context.pages()[0] ?? (await context.newPage()));
  await again.page.goto("./");
  await expect(again.target, "the table").toHaveValue("ripe");
  await expect(again.files).toHaveCount(1);
  const words = `load ${load}, when ${moment}: ${edits?.words() ?? "no edits"}`;
  await expect.poll(async () => (await again.blockTitles()).length, words).toBeGreaterThanOrEqual(nBefore + nPromised);
  const nThere = (await again.blockTitles()).length - nBefore;
  const nLate = Math.max(0, (edits?.nOlder(killedAt - EDIT_MS) ?? 0) - nThere);
  await expect(again.notices, "what came back").toContainText(
    "with its table (fruit.csv) and the results of its last run",
  );
  await again.show("results");
  await expect(again.metrics, "the finished run").toContainText(/\d\s?%/u);
  // Before its first step, a run has nothing to lose.
  const ranMs = killedAt - (edits?.steppedAt ?? killedAt);
  const storedAt = await checkpointAt(again.page);
  const ageMs = storedAt === undefined ? undefined : killedAt - storedAt;
  if (ranMs > CHECKPOINT_MS) {
    expect(ageMs, `a checkpoint, after ${ranMs} ms`).toBeLessThanOrEqual(CHECKPOINT_MS);
    await expect(again.page.getByRole("region", { name: "A run was cut off" })).toContainText("It had come to");
  }
  console.log(
    `${given.name}, ${words}, ${nLate} older than ${EDIT_MS} ms not there; ran ${ranMs} ms, checkpoint ${ageMs ?? "none yet"} ms old`,
  );
  return { context, studio: again };
}

/** A browser of its own, in which the one thing follows the other. */
async function inOwnBrowser(
  address: string,
  seed: number,
  endsOf: (random: () => number) => readonly Omit<End, "isFirst">[],
): Promise<void> {
  const random = randomFrom(seed);
  const folder = mkdtempSync(join(tmpdir(), "diffml-killed-"));
  const open = () => launch(folder, address);
  try {
    const context = await open();
    let visit: Visit = { context, studio: await prepare(context) };
    const ends = endsOf(random);
    if (ends.length > 1) await keepSnapshot(visit.studio);
    for (const [index, end] of ends.entries()) {
      if (index > 0) await openSnapshot(visit.studio);
      const name = `${end.kind}, seed ${seed}`;
      visit = await survive(visit, { ...end, isFirst: index === 0 }, { random, launch: open, name });
    }
    await visit.context.close();
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

const surviveOnce = (kind: Kind, seed: number, address: string) =>
  inOwnBrowser(address, seed, (random) => [{ kind, moment: momentOf(random()), forMs: random() * LONGEST_MS }]);

if (IS_COUNT) {
  for (const kind of KINDS) {
    test(`${kind}: nothing is lost`, async ({ baseURL }) => {
      test.setTimeout(180_000 * N_KILLS);
      const ledger = new Ledger(kind);
      const lost: string[] = [];
      for (let seed = FIRST_SEED; seed < FIRST_SEED + N_KILLS; seed++) {
        if (ledger.has(seed)) continue;
        const reason = await test.step(`seed ${seed}`, () => surviveOnce(kind, seed, baseURL!).then(() => "", String));
        if (reason === "") ledger.add(seed);
        else lost.push(`seed ${seed}: ${reason}`);
        if (reason !== "") console.log(`${kind}, seed ${seed}: ${reason}`);
      }
      console.log(`${kind}: ${N_KILLS - lost.length} of ${N_KILLS} lost nothing`);
      expect(lost).toEqual([]);
    });
  }
} else {
  /** Ending the browser is a matter of the long suite alone: see docs/reliability.md for what was found. */
  test("page closed, then renderer crashed: nothing is lost", async ({ baseURL }) => {
    // Once as soon as may be, and once so late that there must be a checkpoint.
    await inOwnBrowser(baseURL!, FIRST_SEED, (random) => [
      { kind: "page closed", moment: momentOf(random()), forMs: random() * 4000 },
      {
        kind: "renderer crashed",
        moment: random() < 0.5 ? "an edit is saved" : "any",
        forMs: 11_000 + random() * 2000,
      },
    ]);
  });
}
