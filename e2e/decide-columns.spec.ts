/** What a table proposes to decide: each with its evidence, one click, and Undo. */
import { expect, test } from "@playwright/test";
import { Studio } from "./support/studio.ts";
import { lines } from "./support/tables.ts";

/** Two columns with zeros that nobody can have, amounts that no cell tells, and one joke among salaries. */
const people = lines("chol,pressure,amount,kind,salary", 80, (index) => {
  const chol = index % 10 === 0 ? 0 : 180 + ((index * 37) % 90);
  const pressure = index % 9 === 0 ? 0 : 100 + ((index * 23) % 70);
  const amount = `"${1 + (index % 7)},${String(index % 2 ? 250 + index : 125 + index)}"`;
  const salary = index === 33 ? 99_999_999_999 : 40_000 + ((index * 7919) % 50_000);
  return [chol, pressure, amount, index % 3 ? "a" : "b", salary].join(",");
});

test("numbers that may mean missing, and a mark that no cell shows, are decided by one click each", async ({
  page,
}) => {
  const studio = await Studio.open(page);
  await studio.addCsv("people.csv", people);
  await studio.target.selectOption("salary");
  await studio.show("data");
  await expect(page.locator("summary").getByText("3 things to decide about numbers")).toBeVisible();
  await expect(page.getByText("Before you train: values of the target")).toBeVisible();
  await expect(page.getByText("chol: 8 cells, far from all others, of which 181 is next.")).toBeVisible();

  // The target is read by the same rules as other columns, which a person may change.
  await expect(page.getByRole("combobox", { name: "Type of salary", exact: true })).toBeEnabled();
  await expect(page.getByText("count as missing in salary; how it is read")).toHaveCount(1);

  await studio.button("Read 99999999999 as missing in salary").click();
  await expect(page.getByText("Before you train: values of the target")).toBeHidden();
  await expect(page.locator("#proposals")).toBeFocused();
  await studio.button("Read 0 as missing in all 2 columns").click();
  const row = (name: string) => page.getByRole("row").filter({ has: page.getByRole("rowheader", { name }) });
  await expect(row("chol")).toContainText("10.0 %");
  await expect(row("pressure")).toContainText("11.3 %");
  await studio.button("Undo").click();
  await expect(row("chol")).toContainText("0 %");
  await studio.button("Read 0 as missing in pressure").click();
  await expect(row("pressure")).toContainText("11.3 %");
  await expect(studio.button("Read 0 as missing in chol")).toBeVisible();

  await studio.button("Read 1,125 as 1.125 in amount").click();
  await expect(page.getByText("No cell shows the decimal mark")).toBeHidden();
  await expect(row("amount")).toContainText("decimal comma");
  await studio.trainShortly();
  await studio.show("results");
  await expect(studio.metrics).toBeVisible();
});

test("rows that were set aside as no records are kept, and set aside again", async ({ page }) => {
  const studio = await Studio.open(page);
  const rows = lines("height,weight,kind", 30, (index) => `${150 + index},${50 + ((index * 7) % 40)},${index % 2}`);
  await studio.addCsv("measured.csv", rows.replace("\n", "\ncm,kg,\n"));
  await studio.show("data");
  const heading = page.getByText("measured.csv · 30 rows · 3 columns");
  await expect(heading).toBeVisible();
  const type = page.getByRole("combobox", { name: "Type of height", exact: true });
  await expect(type).toHaveValue("number");
  await studio.button("Keep these rows").click();
  await expect(page.getByText("measured.csv · 31 rows · 3 columns")).toBeVisible();
  await studio.button("Set such rows aside").click();
  await expect(heading).toBeVisible();
  await studio.button("Undo").click();
  await expect(page.getByText("measured.csv · 31 rows · 3 columns")).toBeVisible();

  await page.locator("summary").getByText("How the file was read").click();
  await expect(page.getByRole("combobox", { name: "Units, totals, notes" })).toHaveValue("kept");
  await page.getByLabel("Rows above the table").fill("2");
  await page.getByLabel("Rows above the table").press("Enter");
  await expect(page.getByText('Lines above the table were skipped: "height weight kind", "cm kg".')).toBeVisible();
  await expect(page.getByText("measured.csv · 30 rows · 3 columns")).toBeVisible();
  await studio.button("Undo").click();
  await expect(page.getByText("measured.csv · 31 rows · 3 columns")).toBeVisible();
  for (const encoding of ["shift_jis", "gb18030", "windows-1251", "utf-16le"]) {
    await expect(page.getByRole("combobox", { name: "Encoding" }).locator(`option[value="${encoding}"]`)).toHaveCount(
      1,
    );
  }
  await expect(page.getByRole("combobox", { name: "Between cells" }).getByText("white space")).toHaveCount(1);
});
