import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { dropFiles, recordComplaints, Studio } from "./support/studio.ts";

let folder: string;
test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "diffml-folder-"));
});
test.afterAll(() => rmSync(folder, { recursive: true }));

test("tables come in as JSON, from a folder and from the clipboard, with and without its permission", async ({
  page,
}) => {
  const complaints = await recordComplaints(page.context());
  const studio = await Studio.open(page);

  await test.step("JSON is a table where it is no pipeline", async () => {
    await dropFiles(studio.canvas, [
      "rows.json",
      '[{"a": 1.10, "b": {"c": "x"}}, {"a": 2, "b": {"c": "y"}}, {"a": 3}]',
    ]);
    await studio.show("data");
    await expect(page.getByText("rows.json · 3 rows · 2 columns")).toBeVisible();
    await expect(page.getByRole("checkbox", { name: "Use b.c" })).toBeVisible();
  });

  await test.step("a folder, by its button", async () => {
    mkdirSync(join(folder, "deep"));
    writeFileSync(join(folder, "one.csv"), "a,b\n1,x\n2,y\n");
    writeFileSync(join(folder, "deep", "two.csv"), "a,b\n3,x\n");
    writeFileSync(join(folder, "README.txt"), "What this is.");
    writeFileSync(join(folder, ".hidden.csv"), "no");
    await page.getByLabel("Add a folder").setInputFiles(folder);
    await expect(page.getByText("3 files · 6 rows")).toBeVisible();
    await expect(studio.notices).toContainText(
      /2 files of the folder were taken; passed over: ".*README.txt" and 1 hidden/,
    );
  });

  await test.step("cells of a spreadsheet, pasted anywhere on the page", async () => {
    await page.evaluate(() => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/plain", "a\tb\r\n7\tz\r\n8\tz\r\n");
      document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    });
    await expect(page.getByText("4 files · 8 rows")).toBeVisible();
    await expect(page.getByRole("button", { name: "Remove pasted.tsv" })).toBeVisible();
  });

  await test.step("by the button, where the clipboard may not be read: into a field", async () => {
    await page.getByRole("button", { name: "Paste a table" }).click();
    const dialog = page.getByRole("dialog", { name: "Paste a table" });
    await dialog.getByLabel("Paste the table here").fill("Dear Ann,\nthank you.");
    await dialog.getByRole("button", { name: "Use it" }).click();
    await expect(studio.notices).toContainText("What was pasted is no table");
    await dialog.getByLabel("Paste the table here").fill("a,b\n9,w\n");
    await dialog.getByRole("button", { name: "Use it" }).click();
    await expect(dialog).toHaveCount(0);
    await expect(page.getByText("5 files · 9 rows")).toBeVisible();
  });
  expect(complaints).toEqual([]);
});

test("a dropped folder is read with the folders in it", async ({ page }) => {
  const studio = await Studio.open(page);
  // Browsers let no script drop a folder, so what they hand out is made here.
  await page.evaluate(() => {
    const fileEntry = (fullPath: string, text: string) => ({
      isFile: true,
      isDirectory: false,
      fullPath,
      file: (done: (file: File) => void) => done(new File([text], fullPath.slice(fullPath.lastIndexOf("/") + 1))),
    });
    const folderEntry = (fullPath: string, children: readonly object[]) => ({
      isFile: false,
      isDirectory: true,
      fullPath,
      createReader: () => {
        const rest = [...children];
        return { readEntries: (done: (some: object[]) => void) => done(rest.splice(0, 1)) };
      },
    });
    const deep = folderEntry("/d/deep", [fileEntry("/d/deep/two.csv", "a,b\n3,x\n")]);
    const top = folderEntry("/d", [fileEntry("/d/one.csv", "a,b\n1,x\n2,y\n"), fileEntry("/d/plot.png", "no"), deep]);
    const items = [{ kind: "file", webkitGetAsEntry: () => top }];
    const event = new DragEvent("drop", { bubbles: true, cancelable: true });
    Object.defineProperty(event, "dataTransfer", { value: { types: ["Files"], items, files: [] } });
    document.body.dispatchEvent(event);
  });
  await expect(page.getByText("2 files · 3 rows")).toBeVisible();
  await expect(studio.notices).toContainText('passed over: "d/plot.png"');
});
