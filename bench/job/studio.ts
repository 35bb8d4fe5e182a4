/**
 * A whole job in the studio, timed by marks that the browser sets: from the event that a person's hand causes until what was asked for stands in the
 * page. Every part tells its seconds and the longest task of the page's main thread (the Long Tasks API: 0 where none took 50 ms).
 */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, chromium, type Page } from "@playwright/test";
import { browserArguments } from "../../scripts/browser-arguments.mjs";
import { root } from "../../scripts/root.mjs";
import { serve } from "../../scripts/serve.mjs";
import { ensureBrowser } from "../../scripts/setup.mjs";
import { buildIfStale } from "../../scripts/start.mjs";

/** What stands in the page when a part is over; all that is given has to hold. */
export interface Sight {
  /** Somewhere in the page. */
  readonly text?: string;
  /** Label of a control that can be used again. */
  readonly enabled?: string;
  /** It is a box that is not ticked. */
  readonly isUnticked?: boolean;
  /** A regular expression for the training status. */
  readonly status?: string;
}

export interface Part {
  readonly seconds: number;
  readonly longestTaskMs: number;
}

const MINUTES_20 = 1_200_000;

const WATCH = fileURLToPath(new URL("watch-page.js", import.meta.url));

/** What `watch-page.js` leaves in the page. */
interface Watched {
  readonly benchJob: {
    readonly part: (name: string, event: string, sight: Sight) => Promise<Part>;
    readonly start: Promise<Part>;
  };
}

async function timed(
  page: Page,
  asked: { readonly name: string; readonly event: string; readonly sight: Sight },
  act: () => Promise<unknown>,
): Promise<Part> {
  const part = page.evaluate(
    ({ name, event, sight }) => (globalThis as unknown as Watched).benchJob.part(name, event, sight),
    asked,
  );
  await act();
  return part;
}

export interface StudioJob {
  readonly path: string;
  readonly nRows: number;
  readonly target: string;
  /** One that the studio offers: 5, 20, 60 or 300. */
  readonly budgetSeconds: number;
  /** Value of one that the studio offers. */
  readonly engine: string;
}

/** Opens the studio, reads a file, chooses its target, sets a column aside and trains to the verdict. */
export async function runInStudio(
  { browser, url }: { readonly browser: Browser; readonly url: string },
  { path, nRows, target, budgetSeconds, engine }: StudioJob,
): Promise<{ readonly parts: Readonly<Record<string, Part>>; readonly status: string }> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  page.setDefaultTimeout(MINUTES_20);
  await page.addInitScript({ path: WATCH });
  await page.goto(url);
  const starting = await page.evaluate(() => (globalThis as unknown as Watched).benchJob.start);
  const rows = `${new Intl.NumberFormat("en").format(nRows)} rows`;
  const read = { name: "reading", event: "change", sight: { text: rows, enabled: "Target column" } };
  const reading = await timed(page, read, () => page.getByLabel("Add CSV files").setInputFiles(path));
  await page.getByRole("link", { name: "1 Data", exact: true }).click();
  // What is made ready when nobody waits.
  await page.waitForTimeout(2000);
  const chosen = { name: "choosing the target", event: "change", sight: { enabled: "Task" } };
  const choosing = await timed(page, chosen, () =>
    page.getByRole("combobox", { name: "Target column" }).selectOption(target),
  );
  const put = { name: "setting a column aside", event: "change", sight: { enabled: "Use x1", isUnticked: true } };
  const aside = await timed(page, put, () =>
    page.getByRole("checkbox", { name: "Use x1", exact: true }).click({ force: true }),
  );
  await page.getByRole("link", { name: "2 Pipeline", exact: true }).click();
  await page.getByRole("combobox", { name: "Training budget" }).selectOption(String(budgetSeconds));
  await page.getByRole("combobox", { name: "Engine" }).selectOption(engine);
  const trained = { name: "training to the verdict", event: "click", sight: { status: "^(?:Done|Training failed)" } };
  const training = await timed(page, trained, () => page.getByRole("button", { name: "Train", exact: true }).click());
  const status = (await page.getByRole("status", { name: "Training status" }).textContent()) ?? "";
  await context.close();
  const parts = { starting, reading, [chosen.name]: choosing, [put.name]: aside, [trained.name]: training };
  return { parts, status };
}

/** Serves the built studio and starts a browser, for as long as something is done with them. */
export async function withStudio<Result>(
  use: (studio: { readonly browser: Browser; readonly url: string }) => Promise<Result>,
): Promise<Result> {
  const built = await buildIfStale();
  if (built !== 0) throw new Error("the studio could not be built");
  const { path, code } = await ensureBrowser();
  if (code !== 0) throw new Error("no browser");
  const server = await serve({ directory: join(root, "dist"), port: 0 });
  const browser = await chromium.launch({ executablePath: path, args: [...browserArguments] });
  try {
    return await use({ browser, url: server.url });
  } finally {
    await browser.close();
    await server.close();
  }
}
