import { expect, test } from "@playwright/test";
import { recordComplaints, Studio } from "./support/studio.ts";
import { lines } from "./support/tables.ts";

/** 20,000 rows: two ages are missing, one of them in a word, and one is far out. */
const people = lines("age,town,ripe", 20_000, (row) => {
  const age = row === 700 ? "" : row === 900 ? "abc" : row === 19_000 ? 4000 : 20 + (row % 50);
  return [age, ["Ulm", "Bonn", "Köln"][row % 3], row % 2 ? "yes" : "no"].join(",");
});

test("all rows can be reached, sorted, filtered and searched for problems, by keyboard too", async ({
  page,
  context,
}) => {
  const complaints = await recordComplaints(context);
  const studio = await Studio.open(page);
  await studio.addCsv("people.csv", people);
  await studio.target.selectOption("ripe");
  await studio.show("data");
  const grid = page.getByRole("grid", { name: "Rows of the table" });
  await expect(grid).toHaveAttribute("aria-rowcount", "20001");
  await expect(grid.getByRole("row").nth(1)).toContainText("Ulm");
  // No more rows are on the page than can be seen.
  expect(await grid.getByRole("row").count()).toBeLessThan(40);

  await grid.focus();
  await page.keyboard.press("Control+End");
  await expect(grid.getByRole("row").last()).toContainText("20,000");
  await page.keyboard.press("Control+Home");
  const here = grid.getByRole("gridcell", { selected: true });
  const said = await studio.listen();
  for (const [row, problem] of [
    ["701", "missing"],
    ["901", "missing"],
    ["19,001", "far out"],
  ]) {
    await studio.button("Next problem").click();
    await expect(here).toContainText(problem);
    await expect.poll(async () => (await said()).join(" ")).toContain(`Row ${row}, age: ${problem}.`);
  }

  const card = page.getByRole("complementary", { name: "age" });
  await expect(card).toContainText(/Missing\s*2 \(/);
  await card.getByRole("button", { name: "Sort descending" }).click();
  await expect(grid.getByRole("columnheader", { name: "age" })).toHaveAttribute("aria-sort", "descending");
  await expect(grid.getByRole("row").nth(1)).toContainText("4000");
  await card.getByRole("button", { name: "Show only missing" }).click();
  await expect(grid).toHaveAttribute("aria-rowcount", "3");
  await expect(grid.getByRole("row").last()).toContainText("abc");
  await studio.button("Show all rows").click();
  await page.keyboard.press("Escape");
  await expect(grid).toHaveAttribute("aria-rowcount", "20001");
  await expect(page.getByRole("figure", { name: "Where cells are missing" })).toContainText("age");
  expect(complaints).toEqual([]);
});
