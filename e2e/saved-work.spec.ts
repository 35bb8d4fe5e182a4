import { readFile } from "node:fs/promises";
import { expect, type Page, test } from "@playwright/test";
import { violationsInBothThemes } from "./support/axe.ts";
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

test("an edit is there again after a reload in the very moment after it, a snapshot as a step, a newer record set aside as it was", async ({
  page,
  context,
}) => {
  const complaints = await recordComplaints(context);
  const studio = await Studio.open(page);
  const whole = await studio.blockTitles();
  const less = whole.filter((title) => title !== "Scale number");
  const dialog = page.getByRole("dialog", { name: "Saved work" });
  await test.step("a snapshot is saved, and an edit in the moment before a reload", async () => {
    await studio.button("Saved work").click();
    await dialog.getByRole("textbox", { name: "Name of the snapshot" }).fill("as proposed");
    await dialog.getByRole("button", { name: "Save a snapshot" }).click();
    await expect(dialog.getByRole("list", { name: "Snapshots of the pipeline" })).toContainText("as proposed");
    expect(await violationsInBothThemes(page, "dialog[open]"), "Saved work").toEqual([]);
    await page.keyboard.press("Escape");
    await studio.select("Scale number");
    const reloaded = page.waitForEvent("load");
    // The reload is asked for in the same task as the edit's end.
    await studio.button("Delete Scale number").evaluate((button: HTMLElement) => {
      button.click();
      setTimeout(() => location.reload(), 50);
    });
    await reloaded;
    await studio.expectBlocks(less);
  });
  await test.step("the snapshot brings back what was on the canvas, as a step that can be undone", async () => {
    await studio.button("Saved work").click();
    await dialog.getByRole("button", { name: "Open snapshot as proposed" }).click();
    await studio.expectBlocks(whole);
    await studio.button("Undo").click();
    await studio.expectBlocks(less);
    expect(complaints).toEqual([]);
  });
  await test.step("a record of a newer studio is set aside as it was, and offered as a file", async () => {
    await expect(page.getByText("Saved in this browser")).toBeVisible();
    // A page of the same address on which the studio does not run.
    await page.goto("./samples/samples.json");
    await putRecord(page, '{"formatVersion":99,"kept":"as it was"}');
    await Studio.open(page);
    await expect(studio.notices).toContainText("[E_STORE_READ]");
    await studio.notices.getByRole("button", { name: "Show what was set aside" }).click();
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
});

test("of two tabs one saves, and the other says so and can take over: none writes over the other unasked", async ({
  page,
  context,
}) => {
  const first = await Studio.open(page);
  await expect(first.page.getByText("Saved in this browser")).toBeVisible();
  const second = await Studio.open(await context.newPage());
  await expect(second.page.getByText("Not saved: open in another tab")).toBeVisible();
  await expect(second.notices).toContainText("Changes in this tab are not kept.");
  await second.select("Scale number");
  await second.button("Delete Scale number").click();
  await expect(second.page.getByText("Not saved: open in another tab")).toBeVisible();
  await expect(first.block("Scale number")).toBeVisible();
  await second.notices.getByRole("button", { name: "Save here instead" }).click();
  await expect(second.page.getByText("Saved in this browser")).toBeVisible();
  await expect(first.page.getByText("Not saved: open in another tab")).toBeVisible();
  await second.page.reload();
  await expect(second.block("Impute number")).toBeVisible();
  await expect(second.block("Scale number")).toHaveCount(0);
});
