/** The lesson of the sample: accept what may mean “missing”, then let a hospital judge that was never trained on. */
import { expect, test } from "@playwright/test";
import { Studio } from "./support/studio.ts";

test("four hospitals: what may mean missing is accepted, and one hospital judges alone", async ({ page }) => {
  const studio = await Studio.open(page);
  await page.getByRole("combobox", { name: "Sample" }).selectOption({ label: "Four hospitals" });
  await studio.show("data");
  await expect(page.getByText("4 files · 920 rows · 14 columns")).toBeVisible();
  await expect(page.getByText(/^Data: .*Steinbrunn.+CC-BY-4\.0/)).toBeVisible();

  const row = (name: string) => page.getByRole("row").filter({ has: page.getByRole("rowheader", { name }) });
  await expect(row("chol")).toContainText("0.8 %");
  await studio.button("Read -9 as missing in all 9 columns").click();
  await expect(row("chol")).toContainText("3.3 %");
  await studio.button("Read 0 as missing in all 2 columns").click();
  await expect(row("chol")).toContainText("22.0 %");

  await page.locator("summary").getByText("How the rows are split").click();
  await studio.button("Leave one file out").click();
  await expect(page.getByRole("combobox", { name: "Split", exact: true })).toHaveValue("files");
  await studio.button("Test on heart-budapest.csv alone").click();
  const files = page.getByRole("group", { name: "What each file is for" });
  await expect(files.getByRole("combobox", { name: "heart-budapest.csv (294 rows)" })).toHaveValue("test");
  await expect(files.getByRole("combobox", { name: "heart-long-beach.csv (200 rows)" })).toHaveValue("train");
  await studio.trainShortly();
  await studio.show("results");
  await expect(studio.metrics).toBeVisible();
  await expect(page.getByRole("list", { name: "Notes on this run" })).toContainText("file");
});
