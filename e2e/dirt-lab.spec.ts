import { expect, test } from "@playwright/test";
import { recordComplaints, Studio } from "./support/studio.ts";

test("dirt is planted in the own table, listed, found again by training, hidden, and taken back", async ({
  page,
  context,
}) => {
  const complaints = await recordComplaints(context);
  const studio = await Studio.open(page);
  await page.getByRole("combobox", { name: "Sample" }).selectOption("penguins");
  await expect(page.getByText("penguins.csv · 344 rows")).toBeVisible();
  await studio.show("data");
  const panel = page.getByRole("group").filter({ has: page.getByText("Dirt lab", { exact: true }) });
  await page.locator("summary").getByText("Dirt lab").click();
  await page.getByRole("slider", { name: "Wrong labels" }).fill("0.1");
  await page.getByRole("slider", { name: "Outliers" }).fill("0.05");
  await page.getByRole("slider", { name: "Junk columns" }).fill("4");
  await studio.button("Plant this dirt").click();
  await expect(page.getByText("Dirt planted")).toBeVisible();
  await expect(panel.first()).toContainText(/\d+ cells changed, 4 junk columns added/);
  await expect(page.getByText("11 columns", { exact: true })).toBeVisible();

  const list = await studio.download(() => studio.button("Save the list of planted cells (CSV)").click());
  expect(list.name).toBe("planted-cells.csv");
  const kinds = list.bytes
    .toString()
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split(",")[3]);
  const countOf = (kind: string) => kinds.filter((each) => each === kind).length;
  await expect(page.getByText(`Wrong labels: ${countOf("labels")} cells`)).toBeVisible();
  expect(countOf("junk")).toBe(4);

  await studio.trainShortly(40);
  await studio.show("pipeline");
  await expect(page.getByRole("figure", { name: "Gates" })).toContainText("a column of junk that was planted");
  await studio.show("results");
  const found = page.getByRole("region", { name: "What was planted, and what was found" });
  const junk = found.getByRole("row", { name: /^Junk columns/ });
  await expect(junk.getByRole("cell").nth(2)).toHaveText("4");
  const outliers = found.getByRole("row", { name: /^Outliers and units/ });
  await expect(outliers.getByRole("cell").nth(2)).toHaveText(String(countOf("outliers")));
  await expect(studio.button("Train on the clean table, too")).toBeVisible();

  await studio.show("data");
  await page.getByRole("checkbox", { name: /^Hide what is planted/ }).check();
  await studio.button("Plant this instead").click();
  await expect(studio.button("Reveal what is planted")).toBeVisible();
  await expect(studio.button("Save the list of planted cells (CSV)")).toHaveCount(0);
  await studio.show("results");
  await expect(found).toContainText("which is hidden");
  await expect(found.getByRole("table")).toHaveCount(0);
  await studio.show("data");
  await studio.button("Reveal what is planted").click();
  await studio.button("Restore every cell").click();
  await expect(page.getByText("Dirt planted")).toHaveCount(0);
  await expect(page.getByText("7 columns", { exact: true })).toBeVisible();
  expect(complaints).toEqual([]);
});
