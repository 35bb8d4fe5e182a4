import { expect, test } from "@playwright/test";
import { violationsInBothThemes } from "./support/axe.ts";
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
  await compared.getByRole("button", { name: "Logarithmic" }).click();
  const perLog = async () => {
    const marks = await compared.locator("svg text.recharts-yAxis").evaluateAll((texts) => {
      return texts.map((text) => [Math.log(Number(text.textContent)), Number(text.getAttribute("y"))] as const);
    });
    return marks.slice(1).map(([log, y], index) => (y - marks[index][1]) / (log - marks[index][0]));
  };
  // Equal ratios are equal distances.
  await expect
    .poll(async () => {
      const found = await perLog();
      return found.length > 1 && Math.max(...found) - Math.min(...found) < 1e-6 * Math.abs(found[0]);
    })
    .toBe(true);
  expect(await violationsInBothThemes(page, "#runs"), "runs side by side").toEqual([]);
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
  await studio.button("Halt the sweep").click();
  await studio.button("Go on with the sweep").click();
  const swept = page.getByRole("table", { name: /^Sweep of/ });
  await expect(swept).toContainText(/±/, { timeout: 60_000 });
  await test.step("the run that was halted is in the list as stopped, and is none of the two", async () => {
    await expect(
      swept
        .getByRole("row", { name: /^as it is/ })
        .getByRole("cell")
        .first(),
    ).toHaveText("2");
    await expect(rows).toHaveCount(6);
    await expect(rows.filter({ hasText: "stopped" })).toHaveCount(1);
  });
  await studio.button("Delete few steps").click();
  await studio.button("Delete it?").click();
  await expect(rows).toHaveCount(5);
  expect(complaints).toEqual([]);
});
