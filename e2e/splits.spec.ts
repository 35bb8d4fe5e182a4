import { expect, test } from "@playwright/test";
import { Studio } from "./support/studio.ts";
import { lines } from "./support/tables.ts";

const N_VISITS = 120;

/** Visits of 40 patients, three each, on days that follow each other. */
const visits = lines("patient_id,day,set,size,kind", N_VISITS, (index) => {
  const day = new Date(Date.UTC(2024, 0, 1 + Math.floor(index / 2))).toISOString().slice(0, 10);
  const patient = 500 + ((index * 7) % 40);
  return [patient, day, index % 5 ? "train" : "test", ((index * 37) % 101) / 8, index % 3 ? "a" : "b"].join(",");
});

test("rows are split as the table offers it, by clicks and by the keyboard, and undone", async ({ page }) => {
  const studio = await Studio.open(page);
  await studio.addCsv("visits.csv", visits);
  await studio.target.selectOption("kind");
  await studio.show("data");
  const summary = page.locator("summary").getByText("How the rows are split");
  await expect(summary).toBeVisible();
  await expect(page.locator("summary").getByText("3 other ways offered")).toBeVisible();
  await summary.click();
  const method = page.getByRole("combobox", { name: "Split", exact: true });
  await expect(method).toHaveValue("random");

  await studio.button("Keep rows of one patient_id together").click();
  await expect(method).toHaveValue("group");
  await expect(page.getByRole("combobox", { name: "Column whose rows stay together" })).toHaveValue("patient_id");
  await expect(
    page.getByText('Rows of one "patient_id" stay together: 40 groups, the largest of 3 rows.'),
  ).toBeVisible();

  await method.focus();
  await method.selectOption("time");
  await expect(page.getByText(/^By "day": rows before 2024-02-06 are trained on/)).toBeVisible();
  await expect(method).toBeFocused();

  await method.selectOption("column");
  await expect(page.getByText('Rows are split as "set" says.')).toBeVisible();
  await expect(page.getByRole("checkbox", { name: "Use set", exact: true })).not.toBeChecked();
  const meaning = page.getByRole("group", { name: "What the values of set mean" });
  await meaning.getByRole("combobox", { name: "test (24 rows)" }).selectOption("validation");
  await expect(page.getByText('"set" names no test rows: they are drawn from its training rows.')).toBeVisible();

  for (const _ of ["meaning", "column", "time", "group"]) await studio.button("Undo").click();
  await expect(method).toHaveValue("random");
  await expect(page.getByRole("checkbox", { name: "Use set", exact: true })).toBeChecked();
});

test("a way without an offer asks for its column, and a run keeps to it and to the shares of the rows", async ({
  page,
}) => {
  const studio = await Studio.open(page);
  await studio.addCsv("visits.csv", visits.replaceAll("patient_id", "person"));
  await studio.target.selectOption("kind");
  await studio.show("data");
  await page.locator("summary").getByText("How the rows are split").click();
  const method = page.getByRole("combobox", { name: "Split", exact: true });
  await method.selectOption("group");
  const column = page.getByRole("combobox", { name: "Column whose rows stay together" });
  if ((await column.inputValue()) === "") await column.selectOption("person");
  await expect(page.getByText('Rows of one "person" stay together: 40 groups, the largest of 3 rows.')).toBeVisible();
  await page.getByRole("combobox", { name: "Shares of the rows" }).selectOption("50 % train, 25 % validate, 25 % test");
  await studio.trainShortly();
  await studio.show("results");
  await expect(page.getByRole("list", { name: "Notes on this run" })).toContainText(
    'Rows of one "person" stay together',
  );
  const counts = /(\d+) training rows, (\d+) validation rows, (\d+) test rows/;
  const [, ...shares] = counts.exec((await page.locator("#results").textContent()) ?? "") ?? [];
  for (const [index, wanted] of [60, 30, 30].entries()) {
    // Three rows a person, all in one part.
    expect(Number(shares[index]) % 3).toBe(0);
    expect(Math.abs(Number(shares[index]) - wanted), "a person's rows away from the shares").toBeLessThanOrEqual(3);
  }
});

test("of two files one is left out to test on", async ({ page }) => {
  const studio = await Studio.open(page);
  await studio.addCsv("north.csv", visits);
  await studio.addCsv("south.csv", visits.replaceAll(/^5/gm, "9"));
  await expect(studio.files).toHaveCount(2);
  await studio.target.selectOption("kind");
  await studio.show("data");
  await page.locator("summary").getByText("How the rows are split").click();
  await page.getByRole("combobox", { name: "Split", exact: true }).selectOption("files");
  const files = page.getByRole("group", { name: "What each file is for" });
  await expect(files.getByRole("combobox", { name: "south.csv (120 rows)" })).toHaveValue("test");
  await expect(page.getByText("No file is for validation: its rows are drawn from the training rows.")).toBeVisible();
  await files.getByRole("combobox", { name: "north.csv (120 rows)" }).selectOption("test");
  await expect(page.getByText(/^The rows cannot be split: expected files for training/)).toBeVisible();
});
