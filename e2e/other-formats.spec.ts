import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { expect, test } from "@playwright/test";
import { workbook, zipOf } from "./support/packed.ts";
import { recordComplaints, Studio } from "./support/studio.ts";
import { fruitCsv } from "./support/tables.ts";

const parquet = (name: string) =>
  readFileSync(new URL(`../src/table/read/parquet/fixtures/${name}.parquet`, import.meta.url));

test("workbooks, Parquet and packed tables are read as CSV is, and another sheet or file is one choice away", async ({
  page,
}) => {
  const complaints = await recordComplaints(page.context());
  const studio = await Studio.open(page);
  const notes = "What this is about,\nand who made it,\n";

  await test.step("a workbook: the first sheet with a table, then another, and back", async () => {
    await studio.addCsv("fruit.xlsx", workbook({ Notes: notes, "Year 23": fruitCsv(60), "Year 24": fruitCsv(40, 3) }));
    await studio.show("data");
    await expect(page.getByText("fruit.xlsx · 60 rows · 5 columns")).toBeVisible();
    await expect(page.getByText(/"Year 23" was read\. Not read: "Notes", "Year 24"/)).toBeVisible();
    await page.locator("summary").getByText("How the file was read").click();
    await expect(page.getByRole("cell", { name: "Excel, sheet Year 23" })).toBeVisible();
    await expect(page.getByRole("combobox", { name: "Encoding" })).toHaveCount(0);
    await page.getByRole("combobox", { name: "Sheet of fruit.xlsx" }).selectOption("Year 24");
    await expect(page.getByText("fruit.xlsx · 40 rows · 5 columns")).toBeVisible();
    await studio.button("Undo").click();
    await expect(page.getByText("fruit.xlsx · 60 rows · 5 columns")).toBeVisible();
  });

  await test.step("an archive: the largest table, then another", async () => {
    const files = { "readme.md": "words\n".repeat(1000), "in/train.csv": fruitCsv(80), "in/test.csv": fruitCsv(30) };
    await studio.openCsv("fruit.zip", zipOf(files));
    await expect(page.getByText("fruit.zip · 80 rows · 5 columns")).toBeVisible();
    await page.getByRole("combobox", { name: "Table in fruit.zip" }).selectOption("in/test.csv");
    await expect(page.getByText("fruit.zip · 30 rows · 5 columns")).toBeVisible();
  });

  for (const codec of ["zstd", "snappy"]) {
    await test.step(`Parquet packed by ${codec}`, async () => {
      await studio.openCsv("words.parquet", parquet(codec));
      await expect(page.getByText("words.parquet · 400 rows · 3 columns")).toBeVisible();
    });
  }

  await test.step("a packed CSV file is trained on, and a workbook predicted", async () => {
    await studio.openCsv("fruit.csv.gz", gzipSync(fruitCsv(60)));
    await expect(page.getByText("fruit.csv.gz · 60 rows · 5 columns")).toBeVisible();
    await studio.target.selectOption("ripe");
    await studio.trainShortly();
    await studio.show("results");
    const rows = { name: "new.xlsx", mimeType: "", buffer: workbook({ New: fruitCsv(25, 5) }) };
    await page.getByLabel("Predict on new CSV").setInputFiles(rows);
    await expect(page.getByRole("region", { name: "Predict", exact: true })).toContainText("25 rows predicted");
  });
  expect(complaints).toEqual([]);
});
