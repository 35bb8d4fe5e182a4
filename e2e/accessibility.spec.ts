import { expect, type Page, test } from "@playwright/test";
import { violations, violationsInBothThemes } from "./support/axe.ts";
import { csvFile, dropFiles, Studio } from "./support/studio.ts";
import { fruitCsv, lines, NEW_FRUIT } from "./support/tables.ts";

/** Controls in sight that are smaller than 24 by 24 CSS pixels and no part of a sentence (WCAG 2.2, 2.5.8). */
async function smallTargets(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const controls = "button, a[href], select, input, summary, [role=button], [role=checkbox], [role=slider]";
    return [...document.querySelectorAll<HTMLElement>(controls)].flatMap((element) => {
      const label = element.closest("label");
      // A label around its control is part of the target.
      const { width, height } = (label ?? element).getBoundingClientRect();
      const isShown = element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && width > 1;
      const isInSentence = element.tagName === "A" && element.closest("p") !== null;
      // Ports grow and shrink with the canvas's zoom; the outline connects at full size.
      const isOnCanvas = element.closest(".react-flow__viewport, .react-flow__attribution") !== null;
      if (!isShown || isInSentence || isOnCanvas || (width >= 24 && height >= 24)) return [];
      const name = element.getAttribute("aria-label") ?? element.textContent ?? "";
      return `${element.tagName} “${name.slice(0, 40)}” ${width.toFixed(0)} × ${height.toFixed(0)}`;
    });
  });
}

test("no violation of WCAG 2.2 AA that axe can find, light or dark", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  const studio = await Studio.open(page);
  expect(await violationsInBothThemes(page), "at the start").toEqual([]);
  expect(await smallTargets(page)).toEqual([]);

  for (const [tab, seen] of [
    ["Rows in blocks", "Before any training of this pipeline."],
    ["Decision surface", "What the pipeline says before any training."],
  ]) {
    await page.getByRole("tab", { name: tab, exact: true }).click();
    if (tab === "Rows in blocks") {
      await page.getByRole("combobox", { name: "Leaves the block" }).selectOption("Impute number");
    }
    await expect(page.getByText(seen)).toBeVisible();
    expect(await violationsInBothThemes(page), tab).toEqual([]);
    expect(await smallTargets(page), tab).toEqual([]);
  }
  await page.getByRole("tab", { name: "Loss and gates", exact: true }).click();
  await studio.limitSteps(60);
  await page.getByRole("combobox", { name: "Engine" }).selectOption("CPU");
  await studio.button("Train").click();
  await studio.expectSteps(1, 60_000);
  expect(await violationsInBothThemes(page), "while training").toEqual([]);
  await expect(studio.status).toContainText("Done", { timeout: 60_000 });
  await studio.expectResults();
  await openAll(page);
  expect(await violationsInBothThemes(page), "results, everything open").toEqual([]);
  expect(await smallTargets(page)).toEqual([]);
  for (const tab of ["Diagnostics", "Evidence", "What it is worth", "Rows", "Use it"]) {
    await page.getByRole("tab", { name: tab, exact: true }).click();
    await expect(page.getByRole("tab", { name: tab, exact: true })).toHaveAttribute("aria-selected", "true");
    if (tab === "Diagnostics") await expect(page.getByRole("figure", { name: "Calibration" })).toBeVisible();
    await openAll(page);
    expect(await violationsInBothThemes(page), tab).toEqual([]);
    expect(await smallTargets(page), tab).toEqual([]);
  }
  await page.getByRole("tab", { name: "What it is worth", exact: true }).click();
  await page.getByRole("combobox", { name: "Column", exact: true }).selectOption("bill_length_mm");
  await expect(page.getByRole("figure", { name: /^Partial dependence/ })).toBeVisible();
  expect(await violationsInBothThemes(page), "partial dependence").toEqual([]);
  await page.getByRole("tab", { name: "Verdict", exact: true }).click();
  await studio.show("runs");
  await expect(page.getByRole("button", { name: /^Restore / })).toBeVisible();
  expect(await violationsInBothThemes(page), "the history of runs").toEqual([]);
  expect(await smallTargets(page)).toEqual([]);
  await studio.select("Impute number");
  await openAll(page);
  await studio.addCsv("empty.csv", "");
  await expect(page.getByRole("alert")).toContainText("an empty file");
  await expect(studio.notices, "what the strip says is not said twice").toHaveCount(0);
  expect(await violationsInBothThemes(page), "after training, everything open").toEqual([]);
  expect(await smallTargets(page)).toEqual([]);

  const decisions = lines("dose,load,kind", 60, (index) => {
    return [index % 9 ? 100 + index : 0, `"${1 + (index % 7)},${125 + index}"`, index % 2].join(",");
  });
  await studio.addCsv("doses.csv", decisions.replace("\n", "\nmg,kg,\n"));
  await studio.show("data");
  await openAll(page);
  await expect(studio.button("Read 0 as missing in dose")).toBeVisible();
  await expect(studio.button("Keep these rows")).toBeVisible();
  await expect(page.getByRole("grid", { name: "Rows of the table" }).getByRole("row").nth(1)).toBeVisible();
  expect(await violationsInBothThemes(page), "with something to decide").toEqual([]);
  expect(await smallTargets(page)).toEqual([]);
  await studio.button("Undo").click();
  await expect(studio.button("Read 0 as missing in dose")).toHaveCount(0);

  await studio.addCsv("fruit.csv", fruitCsv(60));
  await expect(studio.files).toHaveCount(1);
  await studio.show("results");
  await expect(page.getByText("of other data").first()).toBeVisible();
  await dropFiles(page.locator("footer"), ["new-fruit.csv", NEW_FRUIT]);
  const question = page.getByRole("dialog", { name: "What to do with “new-fruit.csv”?" });
  await expect(question).toBeVisible();
  expect(
    await violationsInBothThemes(page),
    "results of other data, and the question what dropped rows are for",
  ).toEqual([]);
  expect(await smallTargets(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await studio.button("Undo").click();
  await expect(page.getByText("of other data")).toHaveCount(0);

  await page.getByLabel("Predict on new CSV").setInputFiles(csvFile("new-fruit.csv", NEW_FRUIT));
  await expect(page.getByRole("list", { name: "What is different" })).toBeVisible();
  expect(await violationsInBothThemes(page), "rows that are not like those of training").toEqual([]);
  expect(await smallTargets(page)).toEqual([]);

  await studio.select("Impute number");
  for (const [button, title] of [
    ["Privacy", "Privacy"],
    ["Keys", "Keys"],
    ["Connect Impute number to…", "Connect Impute number"],
  ]) {
    await studio.button(button).click();
    await expect(page.getByRole("dialog", { name: title })).toBeVisible();
    expect(await violationsInBothThemes(page), title).toEqual([]);
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await expect(studio.button(button)).toBeFocused();
  }
});

/** Opens whatever is folded. */
async function openAll(page: Page): Promise<void> {
  for (const details of await page.locator("details").all())
    await details.evaluate((element) => element.setAttribute("open", ""));
}

/** The control with the focus, and whether the header or the verdict, which stay in sight, lie over it. */
async function focusedControl(page: Page): Promise<{ readonly name: string; readonly isCovered: boolean }> {
  return page.evaluate(() => {
    const focused = document.activeElement;
    if (!focused || focused === document.body) return { name: "", isCovered: false };
    const { left, top, width, height } = focused.getBoundingClientRect();
    const above = document.elementFromPoint(left + width / 2, top + height / 2);
    const verdict = document.querySelector("[aria-label=Verdict]")?.parentElement;
    const isCovered = [document.querySelector("header"), verdict].some(
      (bar) => bar?.contains(above) && !bar.contains(focused),
    );
    return { name: focused.getAttribute("aria-label") ?? focused.textContent ?? "", isCovered };
  });
}

test("the keyboard's focus is in sight wherever it goes, in both directions", async ({ page }) => {
  const studio = await Studio.open(page);
  await studio.openFruit(60);
  await studio.trainShortly();
  await expect(page.getByRole("status", { name: "Verdict" })).toBeInViewport();
  for (const key of ["Tab", "Shift+Tab"]) {
    const reached = new Set<string>();
    const covered: string[] = [];
    for (let presses = 0; presses < 80; presses++) {
      await page.keyboard.press(key);
      const { name, isCovered } = await focusedControl(page);
      reached.add(name);
      if (isCovered) covered.push(name);
    }
    expect(covered, key).toEqual([]);
    // A group of controls is one of them.
    expect(reached.size, "controls that the keyboard reached").toBeGreaterThan(40);
  }
});

test("on a narrow screen, and at 400 % zoom, the page scrolls in one direction only and can be used", async ({
  page,
}) => {
  const studio = await Studio.open(page);
  for (const width of [360, 320]) {
    await test.step(`${width} pixels`, async () => {
      await page.setViewportSize({ width, height: 640 });
      await expect
        .poll(() => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth))
        .toBe(0);
      expect(await violations(page)).toEqual([]);
      expect(await smallTargets(page)).toEqual([]);
      const nBlocks = (await studio.blockTitles()).length;
      await studio.button("Add Tame outliers").click();
      await expect(studio.canvas.getByRole("group", { name: / block$/ })).toHaveCount(nBlocks + 1);
      await studio.button("Undo").click();
      await expect(studio.canvas.getByRole("group", { name: / block$/ })).toHaveCount(nBlocks);
    });
  }
  await page.locator("summary").getByText("More training settings").click();
  await page.getByLabel("Starts").fill("2");
  await studio.trainShortly();
  await studio.expectResults();
  const metrics = page.getByRole("region", { name: "Metrics, scrollable" });
  expect(await metrics.evaluate((box) => box.scrollWidth - box.clientWidth), "every metric in sight").toBe(0);
  for (const heading of await page.locator(".heat__heading").all()) {
    expect(await heading.evaluate((element) => element.scrollWidth - element.clientWidth), "cut off").toBe(0);
  }
  await page.getByRole("tab", { name: "Evidence", exact: true }).click();
  const starts = page.getByRole("table", { name: "Validation loss of each start" });
  await expect(starts.getByRole("row")).toHaveCount(1 + 2 + 1);
  // It lies over whatever is at the window's edge, which axe takes for too small a target.
  await studio.button("Hide the verdict").click();
  expect(await violations(page), "with several starts").toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(
    0,
  );
  await test.step("a window of a few lines is the page's own: what is read has it all", async () => {
    await page.setViewportSize({ width: 320, height: 256 });
    await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight / 2));
    await expect(studio.button("Train")).not.toBeInViewport();
  });
});
