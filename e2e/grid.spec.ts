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

  await test.step("rows are chosen among points, shown in the grid and pinned, and the other way round", async () => {
    await page.getByText("Rows over two columns").click();
    await page.getByRole("checkbox", { name: "Without numbers far out" }).check();
    const figure = page.getByRole("figure", { name: "town over age" });
    await expect(figure).toContainText(/town over age: [\d,]+ rows as points; the grid has all of them\./);
    const plot = page.getByRole("img", { name: "town over age" });
    await plot.scrollIntoViewIfNeeded();
    const box = await plot.boundingBox();
    if (!box) throw new Error("The plot is not on the page");
    // The town whose points are on top, and the younger half.
    await page.mouse.move(box.x + 66, box.y + 12);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 2, box.y + 60, { steps: 4 });
    await page.mouse.up();
    await expect(studio.button("Take the filter “town: Ulm” away")).toBeVisible();
    await expect(page.getByRole("button", { name: /^Take the filter “age [\d.]+ to \d/ })).toBeVisible();
    await expect(grid).not.toHaveAttribute("aria-rowcount", "20001");
    await expect(figure).toContainText(/the grid has [\d,]+ of them\./);
    await studio.button("Pin chosen rows").click();
    await expect(figure.getByRole("status")).toHaveText(/^Pinned: (\d[\d,]*, ){7}\d/);
    await figure.getByRole("button", { name: "Show all rows" }).click();
    await expect(grid).toHaveAttribute("aria-rowcount", "20001");
    await studio.show("pipeline");
    await page.getByRole("tab", { name: "Decision surface" }).click();
    await expect(page.getByRole("region", { name: "Pinned rows" }).getByRole("listitem").first()).toContainText(/\d/);
  });
  expect(complaints).toEqual([]);
});
