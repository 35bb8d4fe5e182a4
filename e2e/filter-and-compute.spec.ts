import { expect, test } from "@playwright/test";
import { recordComplaints, Studio } from "./support/studio.ts";

test("rows are filtered and a column is computed before training, and new rows are predicted with it", async ({
  page,
  context,
}) => {
  const complaints = await recordComplaints(context);
  const studio = await Studio.open(page);
  await page.getByRole("combobox", { name: "Sample" }).selectOption("penguins");
  await expect(page.getByText("penguins.csv · 344 rows")).toBeVisible();
  await studio.show("data");
  await page.locator("summary").getByText("Row filter").click();
  await page.getByRole("combobox", { name: "Rows whose" }).selectOption("species");
  await page.getByRole("combobox", { name: "Condition" }).selectOption("is not");
  await page.getByRole("combobox", { name: "Value" }).fill("Gentoo");
  await studio.button("Add the condition").click();
  await expect(page.getByText("220 of 344 rows take part")).toBeVisible();
  await expect(page.getByRole("combobox", { name: "Task" })).toHaveValue("binary");

  await page.locator("summary").getByText("Computed columns").click();
  await studio.button("Add a computed column").click();
  await page.getByRole("textbox", { name: "Name", exact: true }).fill("bill shape");
  const formula = page.getByRole("textbox", { name: "Formula", exact: true });
  await formula.fill("bill_length_mm / (bill_depth_mm");
  await expect(page.getByText(/a closing bracket at character 32 of the formula, not its end/)).toBeVisible();
  await formula.fill("bill_length_mm / bill_depth_mm");
  await expect(page.getByText(/at character/)).toHaveCount(0);
  await expect(studio.outline).toContainText("Complete: this pipeline can be trained.");

  await page.locator("summary").getByText("How the rows are split").click();
  await page
    .getByRole("combobox", { name: "Shares of the rows" })
    .selectOption({ label: "50 % train, 25 % validate, 25 % test" });
  await expect(page.getByText(/124 rows left out by the row filter/)).toBeVisible();

  await studio.trainShortly();
  await studio.show("results");
  await expect(
    page.locator("#results").getByText("Computes bill shape = bill_length_mm / bill_depth_mm"),
  ).toBeVisible();
  const rows =
    "species,island,bill_length_mm,bill_depth_mm,flipper_length_mm,body_mass_g,sex\n,Dream,46.5,17.9,192,3500,FEMALE\n";
  const predicted = (await studio.predict("new.csv", rows)).toString();
  expect(predicted.split("\n")[0]).toContain("p_Chinstrap");
  expect(predicted).not.toContain("p_Gentoo");
  expect(complaints).toEqual([]);
});
