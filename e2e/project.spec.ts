import { expect, test } from "@playwright/test";
import { dropFiles, recordComplaints, Studio } from "./support/studio.ts";
import { fruitCsv } from "./support/tables.ts";

test("a project is one file: saved here, opened in a browser that knows nothing, and undone there", async ({
  page,
  context,
  browser,
}) => {
  const complaints = await recordComplaints(context);
  const studio = await Studio.open(page);
  await studio.addCsv("fruit.csv", fruitCsv(120));
  await studio.target.selectOption("ripe");
  await studio.trainShortly(10);
  const blocks = await studio.blockTitles();
  await studio.button("Saved work").click();
  const { name, bytes } = await studio.download(() => studio.button("Save project").click());
  expect(name).toMatch(/\.diffml-project$/);
  expect(complaints).toEqual([]);

  const elsewhere = await browser.newContext({ baseURL: page.url().replace(/#.*$/, "") });
  const more = await recordComplaints(elsewhere);
  const again = await Studio.open(await elsewhere.newPage());
  const before = await again.blockTitles();
  await again.button("Saved work").click();
  const file = { name, mimeType: "application/zip", buffer: bytes };
  await again.page.getByLabel("Open project").setInputFiles(file);
  await expect(again.notices).toContainText("with its table (fruit.csv) and 1 finished run");
  await expect(again.target).toHaveValue("ripe");
  await again.expectBlocks(blocks);
  await again.show("results");
  await expect(again.metrics).toContainText(/\d\s?%/u);
  await again.button("Undo").click();
  await expect(again.files).toHaveCount(0);
  await again.show("pipeline");
  await again.expectBlocks(before);

  await dropFiles(again.page.locator("body"), [
    "broken.diffml-project",
    `${"PK\u0003\u0004".padEnd(30)}mimetypeapplication/x-diffml-project`,
  ]);
  await expect(again.notices).toContainText("Download or copy it again.");
  expect(more).toEqual([]);
  await elsewhere.close();
});
