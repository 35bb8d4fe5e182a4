/** Cells are edited in the grid and undone, suggested after a run, fixed by a jump, and trained on again. */
import { expect, test } from "@playwright/test";
import { recordComplaints, Studio } from "./support/studio.ts";
import { lines } from "./support/tables.ts";

const weightOf = (row: number) => 40 + ((row * 37) % 120);

/** Ripe where the weight is above 100; the weight of every fortieth row is in another unit. */
const fruit = lines("weight,length,ripe", 240, (row) => {
  const weight = weightOf(row);
  return [row % 40 === 7 ? weight * 1000 : weight, 5 + ((row * 13) % 9), weight > 100 ? "yes" : "no"].join(",");
});

test("edit a cell, undo it, fix what the run suggests, train again, and read whether it paid", async ({
  page,
  context,
}) => {
  const complaints = await recordComplaints(context);
  const studio = await Studio.open(page);
  await studio.addCsv("fruit.csv", fruit);
  await studio.target.selectOption("ripe");
  await studio.show("data");
  const grid = page.getByRole("grid", { name: "Rows of the table" });
  const here = grid.getByRole("gridcell", { selected: true });
  const input = page.getByRole("textbox", { name: /^New value of / });
  const said = await studio.listen();

  // By keyboard: F2, Escape leaves it, Enter keeps it.
  await grid.focus();
  await page.keyboard.press("F2");
  await expect(input).toBeFocused();
  await page.keyboard.type("999");
  await page.keyboard.press("Escape");
  await expect(here).toContainText("40");
  await page.keyboard.press("Enter");
  await page.keyboard.type("41");
  await page.keyboard.press("Enter");
  await expect(grid.getByRole("gridcell").first()).toContainText("41");
  await expect.poll(async () => (await said()).join(" ")).toContain("Row 1, weight: “40” is now “41”.");
  await expect(grid.getByRole("gridcell").first()).toContainText("edited; the file says “40”");
  const edits = page.getByText("1 edited cell", { exact: true });
  await expect(edits).toBeVisible();
  await studio.button("Undo").click();
  await expect.poll(async () => (await said()).at(-1)).toBe("Undone: editing weight in row 1.");
  await expect(edits).toBeHidden();
  await studio.button("Redo").click();
  // By a pointer: a double click; and the way back from the list.
  await studio.button("Take back the edit of weight in row 1").click();
  await expect(edits).toBeHidden();

  await studio.deploy("one");
  await studio.trainShortly(60);
  await studio.show("data");
  const first = page.getByRole("table", { name: "Fix these cells next" }).getByRole("row").nth(1);
  await expect(first).toContainText("weight");
  const row = Number(await first.getByRole("cell").first().textContent());
  await first.getByRole("button").click();
  await expect(input).toBeFocused();
  await input.fill(String(weightOf(row - 1)));
  await page.keyboard.press("Enter");
  await expect(edits).toBeVisible();
  await studio.button("Train again with the edited cells").click();
  await expect(page.getByText(/^(It paid|It did not pay|No clear difference yet): with 1 edited cell/)).toBeVisible();
  expect(complaints).toEqual([]);
});
