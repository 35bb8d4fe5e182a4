import { expect, type Page, type Request, test } from "@playwright/test";
import { recordComplaints, Studio } from "./support/studio.ts";
import { fruitCsv, NEW_FRUIT } from "./support/tables.ts";

/** Words of the table that may never leave the tab, nor be stored. */
const PRIVATE = ["fruit", "weight_g", "length_cm", "colour", "ripe", "yellow", "green"];

/** Everything that the studio has written into this browser, as one text. */
async function storedText(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const texts = [JSON.stringify(localStorage), JSON.stringify(sessionStorage), document.cookie];
    for (const { name } of await indexedDB.databases()) {
      const open = indexedDB.open(name ?? "");
      await new Promise((done) => open.addEventListener("success", done));
      for (const store of open.result.objectStoreNames) {
        const all = open.result.transaction(store).objectStore(store).getAll();
        await new Promise((done) => all.addEventListener("success", done));
        texts.push(`${name}/${store}: ${JSON.stringify(all.result)}`);
      }
      open.result.close();
    }
    for (const key of await caches.keys()) texts.push(`cache ${key}`);
    return texts.join("\n");
  });
}

test("nothing is asked of any server but the page's own files, and nothing at all while training", async ({
  page,
  context,
  baseURL,
}) => {
  const complaints = await recordComplaints(context);
  const requests: string[] = [];
  context.on("request", (request: Request) => {
    if (!request.url().startsWith("blob:")) requests.push(`${request.method()} ${request.url()}`);
  });
  const studio = await Studio.open(page);
  await studio.addCsv("fruit.csv", fruitCsv(120));
  await studio.target.selectOption("ripe");
  await expect(studio.outline).toContainText("Complete: this pipeline can be trained.");
  await page.getByRole("combobox", { name: "Engine" }).selectOption("CPU");
  await studio.limitSteps(60);
  await studio.pace.uncheck();
  // What training and its charts need comes by itself once the page stands.
  const fetched = (part: string) => () => requests.filter((request) => request.includes(part)).length;
  for (const part of ["tfjs-engine", ".wasm", "lines-chart"]) await expect.poll(fetched(part)).toBe(1);
  // Its script and its styles.
  await expect.poll(fetched("hot-chart")).toBe(2);
  await page.waitForLoadState("networkidle");

  const nBefore = requests.length;
  await studio.button("Train").click();
  await studio.expectSteps(1, 60_000);
  await expect(studio.status).toContainText("Done", { timeout: 90_000 });
  await studio.expectResults();
  const exported = await studio.download(() => studio.button("Export pipeline JSON").click());
  await studio.predict("new-fruit.csv", NEW_FRUIT);
  await studio.openPipeline(exported.bytes);
  await expect(page.getByText("Self-test passed")).toBeVisible();
  expect(requests.slice(nBefore)).toEqual([]);

  expect(nBefore).toBeGreaterThan(3);
  expect(requests.filter((request) => !request.startsWith(`GET ${baseURL}`))).toEqual([]);
  expect(requests.filter((request) => request.includes("?"))).toEqual([]);
  expect(complaints).toEqual([]);

  await test.step("the policy holds in the page and in the worker: what is not allowed is refused and seen", async () => {
    const isRefused = () =>
      fetch("https://example.com/").then(
        () => false,
        () => true,
      );
    const nRefusals = () => complaints.filter((text) => text.includes("Content Security Policy")).length;
    expect(await page.evaluate(isRefused)).toBe(true);
    await expect.poll(nRefusals).toBeGreaterThan(0);
    const nOfPage = nRefusals();
    // One that answers the page, and one for each core that trains members.
    const workers = page.workers();
    expect(workers.length).toBeGreaterThan(0);
    for (const worker of workers) expect(await worker.evaluate(isRefused)).toBe(true);
    await expect.poll(nRefusals).toBeGreaterThanOrEqual(nOfPage + workers.length);
  });
});

test("what is stored is listed, holds no cell, and can be erased; diagnostics tell nothing of the table", async ({
  page,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const studio = await Studio.open(page);
  await studio.addCsv("fruit.csv", fruitCsv(120));
  await studio.target.selectOption("ripe");
  await studio.trainShortly();
  await studio.button("Dark theme").click();
  await studio.select("Scale number");
  await studio.button("Delete Scale number").click();
  await expect(page.getByText("Saved in this browser")).toBeVisible();

  await studio.button("Copy diagnostics").click();
  await expect(studio.notices).toContainText("Diagnostics copied.");
  const diagnostics = await page.evaluate(() => navigator.clipboard.readText());
  expect(diagnostics).toMatch(/DiffML Studio: \d+\.\d+\.\d+/);
  expect(diagnostics).toContain(`Browser: ${await page.evaluate(() => navigator.userAgent)}`);
  expect(diagnostics).toContain("Table: 120 rows, 5 columns, 1 file, binary");
  for (const word of PRIVATE) expect(diagnostics.toLowerCase()).not.toContain(word);

  const stored = await storedText(page);
  expect(stored).toContain("impute-number");
  expect(stored).toContain("diffml-studio/theme");
  expect(stored).toContain("diffml-studio/pace");
  for (const word of PRIVATE) expect(stored.toLowerCase()).not.toContain(word);

  await studio.button("Privacy").click();
  const dialog = page.getByRole("dialog", { name: "Privacy" });
  await expect(dialog).toContainText("Kept in IndexedDB under “diffml-studio”");
  for (const name of ["theme", "pace"])
    await expect(dialog).toContainText(`Kept in local storage under “diffml-studio/${name}”`);
  const keep = dialog.getByRole("checkbox", { name: "Keep this table and its runs on this device" });
  await keep.check();
  await expect(dialog).toContainText("At the moment it is kept.");
  await expect(dialog).toContainText(/“diffml-studio\/keep”/);
  await keep.uncheck();
  await expect(dialog).toContainText("At the moment nothing of it is kept.");
  await dialog.getByRole("button", { name: "Erase everything stored" }).click();
  await expect(dialog).toContainText("Erased.");
  expect(await page.evaluate(async () => (await indexedDB.databases()).length + localStorage.length)).toBe(0);
  await dialog.getByRole("button", { name: "Reload the page" }).click();
  await expect(studio.block("Scale number")).toBeVisible();
  await expect(studio.pace).toBeChecked();
});
