import { readFile } from "node:fs/promises";
import { expect, type Page, test } from "@playwright/test";
import { recordComplaints, Studio } from "./support/studio.ts";

/** Puts a record where the document of this browser is kept. */
async function putRecord(page: Page, change: string): Promise<void> {
  await page.evaluate(async (text) => {
    const open = indexedDB.open("diffml-studio");
    await new Promise((done) => open.addEventListener("success", done));
    const store = open.result.transaction("documents", "readwrite").objectStore("documents");
    const got = store.get("current");
    await new Promise((done) => got.addEventListener("success", done));
    const { document } = got.result;
    const put = store.put({ ...got.result, document: { ...document, ...JSON.parse(text) } }, "current");
    await new Promise((done) => put.addEventListener("success", done));
    open.result.close();
  }, change);
}

test("an edit is there again after a reload in the very moment after it", async ({ page, context }) => {
  const complaints = await recordComplaints(context);
  const studio = await Studio.open(page);
  const before = await studio.blockTitles();
  await studio.select("Scale number");
  const reloaded = page.waitForEvent("load");
  // The reload is asked for in the same task as the edit's end.
  await studio.button("Delete Scale number").evaluate((button: HTMLElement) => {
    button.click();
    setTimeout(() => location.reload(), 50);
  });
  await reloaded;
  await studio.expectBlocks(before.filter((title) => title !== "Scale number"));
  expect(complaints).toEqual([]);
});

test("a record of a newer studio is set aside as it was, and offered as a file", async ({ page }) => {
  const studio = await Studio.open(page);
  await expect(page.getByText("Saved in this browser")).toBeVisible();
  // A page of the same address on which the studio does not run.
  await page.goto("./samples/samples.json");
  await putRecord(page, '{"formatVersion":99,"kept":"as it was"}');
  await Studio.open(page);
  await expect(studio.notices).toContainText("[E_STORE_READ]");
  await studio.notices.getByRole("button", { name: "Show what was set aside" }).click();
  const dialog = page.getByRole("dialog", { name: "Saved work" });
  const aside = dialog.getByRole("list", { name: "Set aside" });
  await expect(aside.getByRole("listitem")).toHaveCount(1);
  const coming = page.waitForEvent("download");
  await aside.getByRole("button", { name: /^Download/ }).click();
  const record = JSON.parse(await readFile(await (await coming).path(), "utf8"));
  expect(record.document).toMatchObject({ formatVersion: 99, kept: "as it was" });
  await page.reload();
  await expect(studio.outline).toContainText("Complete: this pipeline can be trained.");
  await expect(studio.notices).toHaveCount(0);
  await studio.button("Saved work").click();
  await expect(aside.getByRole("listitem")).toHaveCount(1);
  await aside.getByRole("button", { name: /^Delete/ }).click();
  await expect(aside).toHaveCount(0);
});

test("a snapshot brings back what was on the canvas, as a step that can be undone", async ({ page }) => {
  const studio = await Studio.open(page);
  const whole = await studio.blockTitles();
  await studio.button("Saved work").click();
  const dialog = page.getByRole("dialog", { name: "Saved work" });
  await dialog.getByRole("textbox", { name: "Name of the snapshot" }).fill("as proposed");
  await dialog.getByRole("button", { name: "Save a snapshot" }).click();
  await expect(dialog.getByRole("list", { name: "Snapshots of the pipeline" })).toContainText("as proposed");
  await page.keyboard.press("Escape");
  await studio.select("Scale number");
  await studio.button("Delete Scale number").click();
  const less = whole.filter((title) => title !== "Scale number");
  await studio.expectBlocks(less);
  await page.reload();
  await studio.expectBlocks(less);
  await studio.button("Saved work").click();
  await dialog.getByRole("button", { name: "Open snapshot as proposed" }).click();
  await studio.expectBlocks(whole);
  await studio.button("Undo").click();
  await studio.expectBlocks(less);
});

test("two tabs do not write over each other unasked", async ({ page, context }) => {
  const studio = await Studio.open(page);
  const other = new Studio(await context.newPage());
  await other.page.goto("./");
  await expect(other.notices).toContainText("open in another tab");
  await other.select("Scale number");
  await other.button("Delete Scale number").click();
  await expect(other.page.getByText("Not saved: open in another tab")).toBeVisible();
  await expect(studio.block("Scale number")).toBeVisible();
  await other.notices.getByRole("button", { name: "Save here instead" }).click();
  await expect(other.page.getByText("Saved in this browser")).toBeVisible();
  await expect(page.getByText("Not saved: open in another tab")).toBeVisible();
});
