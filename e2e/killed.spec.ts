/**
 * Pages, renderers and browsers that end at random moments of editing, training and saving. What must survive: every edit older
 * than 50 ms; and after a yes the table, the finished run, and a checkpoint of the run in progress that is at most ten seconds old.
 *
 * DIFFML_KILLS: how often each; DIFFML_KILL_SEED: the first seed, which a failure prints. A count goes through all of its seeds,
 * also where some fail, and goes on where it was cut off: .cache/kills.jsonl has what held on this build.
 */
import { createHash } from "node:crypto";
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
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

/** Edits younger than this may be lost; where other tests run beside, the browser's own processes wait for their turn. */
const EDIT_MS = IS_COUNT ? 50 : 500;
const CHECKPOINT_MS = 10_000;
/** Until a run has its first checkpoint: it begins, and four seconds go by. */
const LONGEST_MS = 14_000;

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

async function end(kind: Kind, context: BrowserContext, page: Page): Promise<void> {
  switch (kind) {
    case "page closed":
      await page.close();
      return;
    case "renderer crashed": {
      const session = await context.newCDPSession(page);
      // No answer comes from a renderer that is gone.
      session.send("Page.crash").catch(() => undefined);
      await page.waitForEvent("crash");
      return;
    }
    case "browser killed": {
      const session = await context.browser()!.newBrowserCDPSession();
      const { processInfo } = await session.send("SystemInfo.getProcessInfo");
      const browser = processInfo.find(({ type }) => type === "browser");
      process.kill(browser!.id, "SIGKILL");
      await new Promise((done) => context.once("close", done));
      return;
    }
    default:
      kind satisfies never;
  }
}

/** Adds a block now and then, and tells when. @returns when each was added, in milliseconds since 1970. */
async function editAtRandom(page: Page, random: () => number): Promise<readonly number[]> {
  const edits: number[] = [];
  page.on("console", (message) => {
    const at = /^edited at (\d+)$/.exec(message.text());
    if (at) edits.push(Number(at[1]));
  });
  const pauses = Array.from({ length: 60 }, () => 40 + 400 * random());
  await page.evaluate((given) => {
    const button = document.querySelector<HTMLElement>('button[aria-label="Add Impute number"]');
    const next = (index: number) => {
      if (index === given.length) return;
      setTimeout(() => {
        button?.click();
        console.log(`edited at ${Date.now()}`);
        next(index + 1);
      }, given[index]);
    };
    next(0);
  }, pauses);
  return edits;
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

async function surviveOnce(kind: Kind, seed: number, baseURL: string): Promise<void> {
  const random = randomFrom(seed);
  const folder = mkdtempSync(join(tmpdir(), "diffml-killed-"));
  try {
    let context = await launch(folder, baseURL);
    const studio = await Studio.open(context.pages()[0] ?? (await context.newPage()));
    const { page } = studio;
    await studio.addCsv("fruit.csv", fruitCsv(120));
    await studio.target.selectOption("ripe");
    await studio.show("data");
    await page.getByRole("checkbox", { name: "Keep this table and its runs on this device" }).check();
    await studio.trainShortly(5);
    await page.getByRole("combobox", { name: "Training budget" }).selectOption("300");
    await studio.limitSteps(100_000);
    await studio.button("Train").click();
    const begun = Date.now();
    const nBefore = (await studio.blockTitles()).length;
    const edits = await editAtRandom(page, random);
    await new Promise((done) => setTimeout(done, random() * LONGEST_MS));
    const killedAt = Date.now();
    await end(kind, context, page);
    if (kind !== "browser killed") await context.close();

    context = await launch(folder, baseURL);
    const again = new Studio(context.pages()[0] ?? (await context.newPage()));
    await again.page.goto("./");
    const nOld = edits.filter((at) => at < killedAt - EDIT_MS).length;
    await expect(again.target, "the table").toHaveValue("ripe");
    await expect(again.files).toHaveCount(1);
    await expect
      .poll(async () => (await again.blockTitles()).length, "every edit")
      .toBeGreaterThanOrEqual(nBefore + nOld);
    await expect(again.notices, "what came back").toContainText(
      "with its table (fruit.csv) and the results of its last run",
    );
    await again.show("results");
    await expect(again.metrics, "the finished run").toContainText(/\d\s?%/u);
    const ranMs = killedAt - begun;
    const storedAt = await checkpointAt(again.page);
    const ageMs = storedAt === undefined ? undefined : killedAt - storedAt;
    if (ranMs > CHECKPOINT_MS) {
      expect(ageMs, `a checkpoint, after ${ranMs} ms`).toBeLessThanOrEqual(CHECKPOINT_MS);
      await expect(again.page.getByRole("region", { name: "A run was cut off" })).toContainText("It had come to");
    }
    console.log(`${kind}, seed ${seed}: ${nOld} edits, ran ${ranMs} ms, checkpoint ${ageMs ?? "none yet"} ms old`);
    await context.close();
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Ending the browser is a matter of the long suite alone: see docs/reliability.md for what was found. */
const TRIED = IS_COUNT ? KINDS : KINDS.filter((kind) => kind !== "browser killed");

for (const kind of TRIED) {
  test(`${kind}: nothing is lost`, async ({ baseURL }) => {
    test.setTimeout(180_000 * N_KILLS);
    const ledger = new Ledger(kind);
    const lost: string[] = [];
    for (let seed = FIRST_SEED; seed < FIRST_SEED + N_KILLS; seed++) {
      if (IS_COUNT && ledger.has(seed)) continue;
      const reason = await test.step(`seed ${seed}`, () => surviveOnce(kind, seed, baseURL!).then(() => "", String));
      if (reason === "") ledger.add(seed);
      else lost.push(`seed ${seed}: ${reason}`);
      if (reason !== "") console.log(`${kind}, seed ${seed}: ${reason}`);
    }
    if (IS_COUNT) console.log(`${kind}: ${N_KILLS - lost.length} of ${N_KILLS} lost nothing`);
    expect(lost).toEqual([]);
  });
}
