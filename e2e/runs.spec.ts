import { expect, test } from "@playwright/test";
import { recordComplaints, Studio } from "./support/studio.ts";
import { fruitCsv } from "./support/tables.ts";

test("runs are listed with what changed, compared, restored and deleted; a sweep adds its own", async ({
  page,
  context,
}) => {
  const complaints = await recordComplaints(context);
  const studio = await Studio.open(page);
  await studio.addCsv("fruit.csv", fruitCsv(80));
  await studio.target.selectOption("ripe");
  await studio.deploy("one");
  await studio.trainShortly();
  const blocks = await studio.blockTitles();
  await studio.trainShortly(30);

  await studio.show("runs");
  const list = page.getByRole("region", { name: "Runs; scrolls" }).getByRole("table");
  const rows = list.getByRole("row");
  // The head is a row of its own.
  await expect(rows).toHaveCount(3);
  await expect(rows.nth(1)).toContainText("Most steps: 20 → 30");
  await expect(rows.nth(2)).toContainText("The first run");
  for (const index of [1, 2]) await expect(rows.nth(index)).toContainText(/\d\.\d+/);

  await rows
    .nth(2)
    .getByRole("textbox", { name: /^Note on/ })
    .fill("few steps");
  await page.keyboard.press("Enter");
  await rows
    .nth(1)
    .getByRole("checkbox", { name: /^Compare/ })
    .check();
  await rows.nth(2).getByRole("checkbox", { name: "Compare few steps" }).check();
  const compared = page.getByRole("region", { name: "Compare 2 runs" });
  await expect(compared.getByRole("row", { name: /^Most steps/ })).toContainText(/20\D*30/);
  await expect(compared.getByRole("application").or(compared.locator("svg")).first()).toBeVisible();
  await expect(compared).not.toContainText(/test/i);
  const lines = compared.locator("svg path.recharts-curve");
  await expect(lines).toHaveCount(2);
  await compared.getByRole("combobox", { name: "Smoothing" }).selectOption("90 %");
  await expect(lines, "each line as it is, behind its smoothed one").toHaveCount(4);
  expect(await page.evaluate(() => localStorage.getItem("diffml-studio/smoothing"))).toBe("0.9");
  await compared.getByRole("button", { name: "Untick all" }).click();
  await expect(list.getByRole("checkbox", { checked: true })).toHaveCount(0);
  await expect(page.getByRole("region", { name: "Runs; scrolls" })).toBeFocused();

  const chosen = page.getByRole("region", { name: "Test rows answer once" });
  await chosen.getByRole("combobox").selectOption("few steps");
  await expect(chosen).not.toContainText(/\d\s?%/u);
  await chosen.getByRole("button").click();
  await expect(chosen).toContainText(/on \d+ test rows/);

  const { name, bytes } = await studio.download(() => studio.button("Copy few steps as a command line").click());
  expect(name).toMatch(/\.pipeline\.json$/);
  expect(JSON.parse(bytes.toString())).toMatchObject({ training: { maxSteps: 20 }, target: { name: "ripe" } });
  await expect(studio.notices).toContainText(/diffml train|in the clipboard/);

  await studio.button("Restore few steps").click();
  await expect(studio.inspector.getByLabel("Most steps")).toHaveValue("20");
  await studio.expectBlocks(blocks);
  await studio.expectResults("one");
  await expect(page.getByText("These results are of")).toHaveCount(0);

  await studio.show("runs");
  await page.getByRole("combobox", { name: "Seeds" }).selectOption("2");
  await studio.button("Begin 2 runs").click();
  await expect(rows).toHaveCount(5, { timeout: 60_000 });
  await expect(page.getByRole("table", { name: /^Sweep of/ })).toContainText(/±/);
  await studio.button("Delete few steps").click();
  await studio.button("Delete it?").click();
  await expect(rows).toHaveCount(4);
  expect(complaints).toEqual([]);
});
