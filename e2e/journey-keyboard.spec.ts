import { expect, type Locator, test } from "@playwright/test";
import { csvFile, recordComplaints, Studio } from "./support/studio.ts";
import { fruitCsv, NEW_FRUIT } from "./support/tables.ts";

/** Where the focus is: at the control, at another one of its group, or elsewhere. */
const placeOf = (wanted: Locator) =>
  wanted.evaluate((element) => {
    const at = document.activeElement;
    if (at === element) return "there";
    if (!element.matches('[tabindex="-1"]')) return "elsewhere";
    let group = element.parentElement;
    while (group && !group.querySelector('[tabindex="0"]')) group = group.parentElement;
    return group?.contains(at) && at?.matches('[tabindex="0"]') ? "beside" : "elsewhere";
  });

/**
 * Presses Tab, and within a group an arrow key, until the control has the focus: what a person without a mouse can reach.
 *
 * @returns how many presses of Tab that took.
 */
async function tabTo(studio: Studio, wanted: Locator, key: "Tab" | "Shift+Tab" = "Tab"): Promise<number> {
  const { page } = studio;
  await expect(wanted).toHaveCount(1);
  let tabs = 0;
  for (let presses = 0; presses < 100; presses++) {
    const place = await placeOf(wanted);
    if (place === "there") return tabs;
    if (place === "elsewhere") tabs++;
    await page.keyboard.press(place === "beside" ? "ArrowRight" : key);
  }
  throw new Error(`100 presses of ${key} and of arrows did not reach ${wanted}`);
}

async function press(studio: Studio, wanted: Locator, back?: "Shift+Tab"): Promise<void> {
  await tabTo(studio, wanted, back);
  await studio.page.keyboard.press("Enter");
}

/** Chooses an entry of a select by its first letters. */
async function choose(studio: Studio, select: Locator, letters: string, value: string, back?: "Shift+Tab") {
  await tabTo(studio, select, back);
  await studio.page.keyboard.type(letters);
  await expect(select).toHaveValue(value);
}

const ADDED = ["Linear model", "Encode category", "Scale number", "Impute number", "CSV source"];

/** From a block of the canvas, by C and an entry of its list. */
const BY_C = [
  ["CSV source", "to Impute number"],
  ["Impute number", "to Scale number"],
  ["CSV source", "to Encode category"],
  ["Encode category", "to Linear model"],
] as const;

test("the keyboard alone is enough for the whole journey", async ({ page, browser }) => {
  const complaints = await recordComplaints(page.context());
  const studio = await Studio.open(page);

  await test.step("the tools of the canvas are near", async () => {
    expect(await tabTo(studio, studio.button("New"))).toBeLessThanOrEqual(25);
    await page.keyboard.press("End");
    await expect(page.getByRole("combobox", { name: "Start from" })).toBeFocused();
    // Up and down choose an entry of the list.
    await page.keyboard.press("ArrowRight");
    await expect(studio.button("Tidy up")).toBeFocused();
    // Behind the last stop the page begins anew.
    await press(studio, studio.button("Skip to the canvas"));
    await page.keyboard.press("Tab");
    await expect(studio.button("Tidy up")).toBeFocused();
  });

  await test.step("own CSV and target", async () => {
    await tabTo(studio, page.getByRole("link", { name: "Skip to the data" }));
    await expect(page.getByRole("link", { name: "Skip to the data" })).toBeFocused();
    await page.keyboard.press("Enter");
    const input = page.getByLabel("Add CSV files");
    await tabTo(studio, input);
    const said = await studio.listen();
    await input.setInputFiles(csvFile("fruit.csv", fruitCsv(120)));
    await expect(page.getByText("fruit.csv · 120 rows · 5 columns")).toBeVisible();
    await expect.poll(said).toContain("Opened fruit.csv: 120 rows and 5 columns.");
    await choose(studio, studio.target, "ripe", "ripe");
    await expect(studio.outline).toContainText("Complete: this pipeline can be trained.");
  });

  await test.step("empty the canvas and take that back; the focus stays there", async () => {
    await press(studio, studio.button("New"));
    await expect(page.locator(".canvas")).toBeFocused();
    await page.keyboard.press("Control+z");
    await expect(studio.outline).toContainText("Complete: this pipeline can be trained.");
  });

  await test.step("delete every block on the canvas; the focus stays there", async () => {
    const nodes = studio.canvas.getByRole("group", { name: / block$/ });
    for (let left = await nodes.count(); left > 0; left--) {
      await tabTo(studio, nodes.first());
      await page.keyboard.press("Enter");
      await page.keyboard.press("Delete");
      await expect(nodes).toHaveCount(left - 1);
    }
  });

  await test.step("find blocks by name and add them", async () => {
    for (const title of ADDED) {
      await page.keyboard.press("/");
      await expect(page.getByRole("searchbox", { name: "Search blocks" })).toBeFocused();
      await page.keyboard.press("Control+A");
      await page.keyboard.type(title.toLowerCase());
      // By Enter the first one that fits is added; the first of these is taken from the list.
      if (title === ADDED[0]) await press(studio, studio.button(`Add ${title}`));
      else await page.keyboard.press("Enter");
    }
    await studio.expectBlocks(ADDED);
  });

  await test.step("connect by C on the canvas and by “Connect to…” of the outline", async () => {
    for (const [from, to] of BY_C) {
      // Arrows would move the block that was added last.
      await page.keyboard.press("Escape");
      // The button that was pressed last stands before the canvas the first time, and the canvas has the focus later.
      await tabTo(studio, studio.block(from), (await studio.connections()).length > 0 ? "Shift+Tab" : "Tab");
      await page.keyboard.press("c");
      await expect(page.getByRole("dialog").locator(".choice").first()).toBeFocused();
      await press(studio, page.getByRole("dialog").getByRole("button", { name: to }));
      await expect(studio.block(from)).toBeFocused();
    }
    const item = studio.outline.getByRole("button", { name: /^Scale number/ });
    await tabTo(studio, item);
    if ((await item.getAttribute("aria-expanded")) !== "true") await page.keyboard.press("Enter");
    await press(studio, studio.button("Connect Scale number to…"));
    await press(studio, page.getByRole("dialog").getByRole("button", { name: "to Linear model" }));
    await expect(studio.outline).toContainText("Complete: this pipeline can be trained.");
  });

  await test.step("move, delete, undo and redo a block", async () => {
    const block = studio.block("Encode category");
    await tabTo(studio, block, "Shift+Tab");
    await page.keyboard.press("Enter");
    await expect(studio.outline.getByRole("button", { name: /^Encode category/, expanded: true })).toBeVisible();
    // Arrows move what the canvas has selected, which it may hear of a moment later.
    await expect(block).toHaveClass(/\bselected\b/);
    const heightOf = async (other: Locator) => (await other.boundingBox())?.y ?? Number.NaN;
    // Beside another block, since the page may scroll.
    const distance = async () => (await heightOf(block)) - (await heightOf(studio.block("CSV source")));
    const before = await distance();
    await page.keyboard.press("ArrowDown");
    await expect.poll(distance).toBeGreaterThan(before + 1);
    await page.keyboard.press("Delete");
    await expect(block).toHaveCount(0);
    await studio.expectConnections(3);
    await page.keyboard.press("Control+z");
    await expect(block).toBeVisible();
    await studio.expectConnections(5);
    await page.keyboard.press("Control+Shift+z");
    await expect(block).toHaveCount(0);
    await page.keyboard.press("Control+z");
    await studio.expectConnections(5);
  });

  const blocks = await studio.blockTitles();
  const connections = await studio.connections();
  await test.step("train, pause, step, resume, stop", async () => {
    await choose(studio, page.getByRole("combobox", { name: "Engine" }), "CPU", "compiled-wasm");
    await choose(studio, page.getByRole("combobox", { name: "Training budget" }), "5 min", "300");
    await press(studio, studio.button("Train"));
    await studio.expectSteps(5, 60_000);
    await press(studio, studio.button("Pause"));
    await expect(studio.status).toContainText("Paused");
    const before = await studio.settledStep();
    await press(studio, studio.button("Step"));
    await studio.expectSteps(before + 1, 30_000);
    expect(await studio.settledStep()).toBe(before + 1);
    const loss = page.getByRole("figure", { name: "Loss" });
    await loss.getByRole("application", { name: "Training and validation loss over steps" }).press("ArrowLeft");
    await expect(loss.getByRole("status")).toHaveText(/^step \d+\s+Training: [\d.]+\s+Validation: [\d.]+$/);
    await studio.button("Step").focus();
    await press(studio, studio.button("Resume"), "Shift+Tab");
    await studio.expectSteps(before + 20, 60_000);
    await press(studio, studio.button("Stop"));
    await expect(studio.status).toContainText("Stopped, with the best weights kept");
    await expect(studio.button("Stop")).toBeFocused();
  });

  await test.step("read the gates as a table", async () => {
    await press(studio, page.getByRole("button", { name: "Gates as a table" }));
    await expect(page.getByRole("figure", { name: "Gates" }).getByRole("table")).toContainText("share of a blend");
  });

  await press(studio, page.getByRole("link", { name: "4 Results", exact: true }));
  await studio.expectResults("ensemble", { isStopped: true });
  await press(studio, studio.button("Predict new rows"));
  await expect(page.getByRole("tab", { name: "Use it", exact: true })).toBeFocused();
  const input = page.getByLabel("Predict on new CSV");
  await tabTo(studio, input);
  const predictions = await studio.download(async () => {
    await input.setInputFiles(csvFile("new-fruit.csv", NEW_FRUIT));
    await expect(studio.button("Download predictions")).toBeVisible();
    await press(studio, studio.button("Download predictions"));
  });
  const exported = await studio.download(() => press(studio, studio.button("Export pipeline JSON"), "Shift+Tab"));

  await test.step("reopen in a fresh browser", () =>
    studio.expectSameElsewhere({
      browser,
      file: exported.bytes,
      blocks,
      connections,
      rows: NEW_FRUIT,
      predictions: predictions.bytes,
      before: async (again) => void (await tabTo(again, again.page.getByLabel("Open pipeline"))),
    }));
  expect(complaints).toEqual([]);
});
