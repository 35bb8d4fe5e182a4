import { createHash } from "node:crypto";
import { expect, type Page, test } from "@playwright/test";
import { recordComplaints, Studio } from "./support/studio.ts";
import { NEW_FRUIT } from "./support/tables.ts";

const KEEP = "Keep this table and its runs on this device";

/** How many files the page has in the browser's private file system. */
const nFiles = (page: Page) =>
  page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    let count = 0;
    for await (const [, entry] of root.entries()) {
      if (!(entry instanceof FileSystemDirectoryHandle)) count++;
      else for await (const _ of entry.keys()) count++;
    }
    return count;
  });

async function openFruit(studio: Studio): Promise<void> {
  await studio.openFruit(120);
  await studio.show("data");
}

const keepBox = (page: Page) => page.getByRole("checkbox", { name: KEEP, exact: true });

async function begin(studio: Studio, steps: number, isPaced: boolean): Promise<void> {
  await studio.show("pipeline");
  await studio.page.getByRole("combobox", { name: "Engine" }).selectOption("CPU");
  // The time has to suffice for all steps.
  await studio.page.getByRole("combobox", { name: "Training budget" }).selectOption("300");
  await studio.limitSteps(steps);
  await studio.pace.setChecked(isPaced);
  await studio.button("Train").click();
}

/** What predicts, and what its numbers are, as short names of them. */
async function exported(studio: Studio): Promise<unknown> {
  const { bytes } = await studio.download(() => studio.button("Export pipeline JSON").click());
  const { predictor, soft, report } = JSON.parse(bytes.toString());
  const digest = (value: unknown) => createHash("sha256").update(JSON.stringify(value)).digest("hex").slice(0, 12);
  return {
    step: soft.state.step,
    soft: digest(soft),
    predictor: digest(predictor),
    metrics: report.metrics.test,
    members: digest(report.members),
  };
}

const IS_KEPT = "are kept in this browser. Unticking deletes them.";

test("without a yes nothing of table and runs is kept; with one they are there again, and go when it is taken back, or all is erased", async ({
  page,
  context,
}) => {
  const complaints = await recordComplaints(context);
  const studio = await Studio.open(page);
  await test.step("without a yes", async () => {
    await openFruit(studio);
    await expect(keepBox(page)).not.toBeChecked();
    await studio.deploy("one");
    await studio.trainShortly();
    expect(await nFiles(page)).toBe(0);
    await page.reload();
    await expect(studio.notices).toContainText("Add its CSV files again");
    await studio.show("results");
    await expect(studio.metrics).not.toContainText(/\d\s?%/u);
  });
  await test.step("with one", async () => {
    await openFruit(studio);
    await keepBox(page).check();
    await expect(page.getByText(IS_KEPT)).toBeVisible();
    await studio.deploy("ensemble");
    await studio.trainShortly();
    const predictions = await studio.predict("new-fruit.csv", NEW_FRUIT);
    await page.reload();
    await expect(studio.notices).toContainText(
      "Your pipeline is back, with its table (fruit.csv) and the results of its last run.",
    );
    await expect(studio.files).toHaveCount(1);
    await expect(studio.target).toHaveValue("ripe");
    await studio.expectResults();
    await expect(page.getByText("These results are of")).toHaveCount(0);
    await studio.show("pipeline");
    await expect(page.getByRole("figure", { name: "Gates" })).toContainText(/colour|weight_g/);
    expect((await studio.predict("new-fruit.csv", NEW_FRUIT)).equals(predictions)).toBe(true);
    await studio.button("Saved work").click();
    const dialog = page.getByRole("dialog", { name: "Saved work" });
    await expect(dialog.getByRole("list", { name: "Runs kept on this device" }).getByRole("listitem")).toHaveCount(1);
    await page.keyboard.press("Escape");
  });
  await test.step("taken back", async () => {
    await studio.show("data");
    await keepBox(page).uncheck();
    await expect(studio.notices).toContainText("what was kept is deleted");
    expect(await nFiles(page)).toBe(0);
    await page.reload();
    await expect(studio.notices).toContainText("Add its CSV files again");
    expect(complaints).toEqual([]);
  });
  await test.step("erased", async () => {
    await openFruit(studio);
    await keepBox(page).check();
    await expect(page.getByText(IS_KEPT)).toBeVisible();
    await studio.deploy("one");
    await studio.trainShortly(5);
    expect(await nFiles(page)).toBe(1);
    await studio.button("Privacy").click();
    const dialog = page.getByRole("dialog", { name: "Privacy" });
    await expect(dialog).toContainText("At the moment it is kept.");
    await dialog.getByRole("button", { name: "Erase everything stored" }).click();
    await expect(dialog).toContainText("Erased.");
    expect(await page.evaluate(async () => (await indexedDB.databases()).length + localStorage.length)).toBe(0);
    expect(await nFiles(page)).toBe(0);
  });
});

test("a run that was cut off goes on to the same bits", async ({ page }) => {
  const studio = await Studio.open(page);
  await openFruit(studio);
  const steps = 100;
  await begin(studio, steps, false);
  await expect(studio.status).toContainText("Done", { timeout: 150_000 });
  // What nothing happened to.
  const undisturbed = await exported(studio);
  await studio.show("data");
  await keepBox(page).check();
  await expect(page.getByText(IS_KEPT)).toBeVisible();
  // Checkpoints are four seconds apart: the pace keeps so few steps from being over by then, and the bits do not follow it.
  await begin(studio, steps, true);
  await expect.poll(() => checkpoints(page), { timeout: 60_000 }).toBeGreaterThan(0);
  page.once("dialog", (dialog) => void dialog.accept());
  await page.reload();
  const offer = page.getByRole("region", { name: "A run was cut off" });
  await expect(offer).toContainText("fruit.csv");
  await expect(offer).toContainText(/It had come to/);
  await offer.getByRole("button", { name: "Go on with this run" }).click();
  await expect(studio.status).toContainText("Done", { timeout: 150_000 });
  await expect(offer).toHaveCount(0);
  expect(await exported(studio)).toEqual(undisturbed);
  expect(await checkpoints(page)).toBe(0);
});

/** Records of the run in progress. */
function checkpoints(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const open = indexedDB.open("diffml-studio");
    await new Promise((done) => open.addEventListener("success", done));
    const count = open.result.transaction("checkpoint").objectStore("checkpoint").count();
    await new Promise((done) => count.addEventListener("success", done));
    open.result.close();
    return count.result;
  });
}
