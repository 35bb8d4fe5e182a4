/**
 * Memory that is really used up, in a browser that is given little: what the system refuses is refused to the worker, or ends the whole
 * page. It takes a browser of its own and up to a minute: in `npm run test:full` alone.
 */
import { type CDPSession, expect, type Page, test } from "@playwright/test";
import { browserArguments } from "../scripts/browser-arguments.mjs";
import { Studio } from "./support/studio.ts";
import { fruitCsv } from "./support/tables.ts";

test.skip(process.env.DIFFML_FULL !== "1", "part of npm run test:full");

/** Objects of one script, megabytes: beyond them V8 ends the process. */
const HEAP_MB = 100;

test.use({
  launchOptions: {
    executablePath: process.env.DIFFML_E2E_BROWSER || undefined,
    args: [...browserArguments, `--js-flags=--max-old-space-size=${HEAP_MB}`],
  },
});

const offerOf = (page: Page) => page.getByRole("region", { name: "A run was cut off" });

/** A run that has come to its first checkpoint. */
async function running(page: Page, isKept: boolean): Promise<Studio> {
  const studio = await Studio.open(page);
  await studio.addCsv("fruit.csv", fruitCsv(120));
  await studio.target.selectOption("ripe");
  if (isKept) {
    await studio.show("data");
    await page.getByRole("checkbox", { name: "Keep this table and its runs on this device", exact: true }).check();
    await expect(page.getByText("are kept in this browser. Unticking deletes them.")).toBeVisible();
  }
  await studio.limitSteps(600);
  await page.getByRole("combobox", { name: "Engine" }).selectOption("CPU");
  await page.getByRole("combobox", { name: "Training budget" }).selectOption("300");
  await studio.pace.check();
  await studio.button("Train").click();
  await studio.expectSteps(1, 60_000);
  await page.waitForTimeout(5000);
  return studio;
}

async function expectGoesOn(studio: Studio): Promise<void> {
  await offerOf(studio.page).getByRole("button", { name: "Go on with this run" }).click();
  await expect(studio.status).toContainText("Done", { timeout: 150_000 });
  await studio.expectResults();
}

/** Takes all that the browser gives of a kind, and holds it until `giveMemory`. Written out, since it runs in the worker. */
const TAKE_ALL = {
  "buffers of arrays": `
    let size = 2 ** 31;
    while (size >= 1024) {
      try { held.push(new ArrayBuffer(size)); } catch { size /= 2; }
    }`,
  // Each takes gigabytes of addresses, of which a process has so many.
  "memories of WebAssembly": `
    for (;;) {
      try { held.push(new WebAssembly.Memory({ initial: 1 })); } catch { break; }
    }`,
} as const;

for (const [kind, take] of Object.entries(TAKE_ALL)) {
  test(`no ${kind} are left: the run is offered with the reason, and goes on once there are some`, async ({ page }) => {
    const studio = await running(page, false);
    const [worker] = page.workers();
    await worker.evaluate(`{ const held = []; globalThis.giveMemory = () => { held.length = 0; }; ${take} }`);
    const usedUpAt = Date.now();
    await expect(offerOf(page)).toContainText(/there was no more memory \(.+\)/, { timeout: 5000 });
    console.log(`no ${kind}: offered ${Date.now() - usedUpAt} ms after the last that there was`);
    await expect(offerOf(page)).toContainText("It had come to");
    await worker.evaluate("giveMemory()");
    await expectGoesOn(studio);
  });
}

/** A page whose process is gone, loaded anew in its tab, as people do it: Playwright takes such a page for lost. */
class Reloaded {
  private constructor(private readonly session: CDPSession) {}

  static async of(page: Page): Promise<Reloaded> {
    const session = await page.context().newCDPSession(page);
    await session.send("Inspector.enable");
    return new Reloaded(session);
  }

  reload(): Promise<unknown> {
    return this.session.send("Page.reload");
  }

  async run(script: string): Promise<unknown> {
    return (await this.session.send("Runtime.evaluate", { expression: script })).result.value;
  }

  /** No answer comes from a process that is gone. */
  async crash(): Promise<void> {
    const gone = new Promise((done) => this.session.once("Inspector.targetCrashed", done));
    this.session.send("Page.crash").catch(() => undefined);
    await gone;
  }

  press(button: string): Promise<unknown> {
    return this.run(
      `[...document.querySelectorAll("button")].find((each) => each.textContent === "${button}").click()`,
    );
  }
}

test("objects that fill the heap end the page: it comes back with the run and the reason", async ({ page }) => {
  await running(page, true);
  const again = await Reloaded.of(page);
  const crashed = page.waitForEvent("crash", { timeout: 120_000 });
  page
    .workers()[0]
    .evaluate("{ const held = []; for (;;) held.push(new Array(1e5).fill(0.5)); }")
    .catch(() => undefined);
  await crashed;
  const endedAt = Date.now();
  await again.reload();
  const said = () => again.run("document.body?.textContent ?? ''");
  await expect
    .poll(said, { timeout: 5000 })
    .toMatch(/was cut off: the browser ended the page, mostly for want of memory\. It had come to step \d+/);
  console.log(`page ended: offered ${Date.now() - endedAt} ms after it, reloading included`);
  const target = () =>
    again.run("[...document.querySelectorAll('select')].find(({ value }) => value === 'ripe')?.value");
  await expect.poll(target).toBe("ripe");
  // As if it had ended while it read the table.
  await again.run('sessionStorage.setItem("diffml-studio/visit", "opening")');
  await again.crash();
  await again.reload();
  await expect.poll(said).toContain("The browser ended the page while it opened fruit.csv");
  expect(await target()).toBeUndefined();
  await again.press("Open it again");
  await expect.poll(target).toBe("ripe");
});
