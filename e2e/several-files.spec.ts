import { expect, test } from "@playwright/test";
import { csvFile, recordComplaints, Studio } from "./support/studio.ts";
import { fruitCsv } from "./support/tables.ts";

/** Another file of fruit: names in capitals, the target under another name. */
const OTHER = fruitCsv(40, 11).replace("weight_g,length_cm", "WEIGHT G,Length_cm").replace(",ripe", ",is_ready");

test("columns that several files call otherwise are read as one, or proposed, and each is undone by one click", async ({
  page,
}) => {
  const complaints = await recordComplaints(page.context());
  const studio = await Studio.open(page);
  await studio.addCsv("fruit.csv", fruitCsv(60));
  await studio.target.selectOption("ripe");
  await page.getByLabel("Add CSV files").setInputFiles(csvFile("other.csv", OTHER));
  await studio.show("data");
  await expect(page.getByText("2 files · 100 rows · 6 columns")).toBeVisible();
  const matches = page.getByRole("list", { name: "Columns of several files" });
  await expect(matches.getByRole("listitem")).toHaveText([
    /^"is_ready" in other\.csv may be "ripe" in fruit\.csv: both hold "yes", "no"\./,
    /^"WEIGHT G" in other\.csv is read as "weight_g", since the names differ/,
    /^"Length_cm" in other\.csv is read as "length_cm"/,
  ]);

  await test.step("a proposal is accepted by keyboard", async () => {
    await matches.getByRole("button", { name: 'Read "is_ready" as "ripe"' }).press("Enter");
    await expect(page.getByText("2 files · 100 rows · 5 columns")).toBeVisible();
    await expect(matches.getByRole("listitem").filter({ hasText: "as you decided" })).toHaveCount(1);
    await expect(studio.target).toHaveValue("ripe");
  });

  await test.step("and undone, by its own button and by Undo", async () => {
    await matches.getByRole("button", { name: 'Keep "is_ready" and "ripe" apart' }).click();
    await expect(page.getByText("2 files · 100 rows · 6 columns")).toBeVisible();
    await studio.button("Undo").click();
    await expect(page.getByText("2 files · 100 rows · 5 columns")).toBeVisible();
  });

  await test.step("names that look alike are kept apart where a person says so", async () => {
    await matches.getByRole("button", { name: 'Keep "WEIGHT G" and "weight_g" apart' }).click();
    await expect(page.getByText("2 files · 100 rows · 6 columns")).toBeVisible();
    await studio.button("Undo").click();
    await expect(page.getByText("2 files · 100 rows · 5 columns")).toBeVisible();
  });

  await test.step("what a run is asked about is asked of its own table alone", async () => {
    await studio.trainShortly();
    await page.getByLabel("Add CSV files").setInputFiles(csvFile("else.csv", "a,b\n1,2\n3,4\n"));
    await studio.show("data");
    await expect(page.getByText("3 files · 102 rows")).toBeVisible();
    await studio.show("results");
    await page.getByRole("tab", { name: "What it is worth" }).click();
    await expect(studio.button("Measure")).toBeDisabled();
    await expect(studio.notices.getByText("Problem.")).toHaveCount(0);
    await studio.button("Undo").click();
    await expect(page.getByRole("table", { name: "Columns that predictions rely on" })).toBeVisible();
  });
  expect(complaints).toEqual([]);
});
