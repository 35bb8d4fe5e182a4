import { expect, test } from "@playwright/test";
import { workbook, zipOf } from "./support/packed.ts";
import { csvFile, Studio } from "./support/studio.ts";
import { fruitCsv, lines } from "./support/tables.ts";

/**
 * The names that people, their tools and other programs find the studio by. This list is only added to: whatever is rebuilt
 * keeps them.
 */
const FROM_THE_START = [
  ["combobox", "Sample"],
  ["combobox", "Target column"],
  ["combobox", "Task"],
  ["combobox", "Engine"],
  ["combobox", "Training budget"],
  ["region", "Blocks"],
  ["searchbox", "Search blocks"],
  ["button", "Add CSV source"],
  ["button", "Add Impute number"],
  ["region", "Pipeline"],
  ["region", "Outline"],
  ["region", "Inspector"],
  ["group", "CSV source block"],
  ["button", "Train"],
  ["button", "Pause"],
  ["button", "Resume"],
  ["button", "Step"],
  ["button", "Stop"],
  ["button", "Undo"],
  ["button", "Redo"],
  ["button", "Export pipeline JSON"],
  ["button", "Dark theme"],
  ["button", "Privacy"],
  ["button", "Copy diagnostics"],
  ["button", "Keys"],
  ["status", "Training status"],
  ["progressbar", "Training progress"],
  ["figure", "Loss"],
  ["figure", "Gates"],
  ["button", "Loss as a table"],
  ["button", "Gates as a table"],
  ["region", "What was learned"],
  ["table", "Metrics"],
  ["combobox", "Measured on"],
  ["region", "Predict"],
  ["region", "Compare with your own model"],
  ["region", "What if"],
  ["button", "Save the list of rows"],
  ["link", "Skip to the data"],
  ["button", "Skip to the open part of the page"],
  ["link", "1 Data"],
  ["link", "2 Pipeline"],
  ["link", "3 Train"],
  ["link", "4 Results"],
  ["link", "5 Runs"],
  ["button", "Paste a table"],
  ["button", "Export as…"],
  ["button", "Saved work"],
  ["checkbox", "Keep this table and its runs on this device"],
  ["tab", "Loss and gates"],
  ["tab", "Rows in blocks"],
  ["tab", "Decision surface"],
  ["tab", "What was learned"],
  ["tab", "Problems"],
  ["tab", "Use it"],
  ["separator", "Height of what is below the canvas"],
  ["button", "Fold the list of blocks"],
  ["button", "Tidy up"],
  ["button", "New"],
  ["combobox", "Start from"],
] as const;

/** File inputs have no role of their own. */
const FILES = ["Add CSV files", "Open pipeline", "Predict on new CSV", "Add a folder", "Add predictions of my model"];

/** Of the block that is selected in the outline. */
const OF_A_BLOCK = ["Connect Scale number to…", "Delete Scale number"];

/** Of a run that tells classes apart. */
const OF_DIAGNOSTICS = ["ROC curve", "Precision and recall", "Calibration"];

test("the accessible names stay", async ({ page }) => {
  const studio = await Studio.open(page);
  // One named link away at most.
  const views = ["pipeline", "data", "results"] as const;
  const missing = new Set<string>(FROM_THE_START.map(([role, name]) => `${role} “${name}”`));
  for (const view of views) {
    await studio.show(view);
    await expect(page.locator(`#${view} h2`).first()).toBeAttached();
    await countAll(view);
  }
  // Or one named tab away.
  await page.getByRole("tab", { name: "Use it", exact: true }).click();
  await countAll("Use it");
  expect([...missing]).toEqual([]);
  async function countAll(view: string) {
    for (const [role, name] of FROM_THE_START) {
      const count = await page.getByRole(role, { name, exact: true }).count();
      expect(count, `${role} “${name}” in ${view}`).toBeLessThanOrEqual(1);
      if (count === 1) missing.delete(`${role} “${name}”`);
    }
  }
  for (const name of FILES) await expect(page.locator("input[type=file]").and(page.getByLabel(name))).toHaveCount(1);
  await expect(page.getByLabel("Slow enough to watch")).toHaveCount(1);

  await studio.select("Scale number");
  for (const name of OF_A_BLOCK) await expect(studio.button(name)).toHaveCount(1);
  await expect(studio.port("Output", "Scaled number columns", "Scale number")).toHaveCount(1);
  await expect(studio.port("Input", "Number columns", "Scale number")).toHaveCount(1);

  await studio.addCsv("fruit.csv", fruitCsv(60));
  await studio.target.selectOption("ripe");
  await studio.show("data");
  await expect(page.getByRole("checkbox", { name: "Use noise", exact: true })).toBeEnabled();
  await expect(page.getByRole("combobox", { name: "Type of noise", exact: true })).toBeEnabled();
  await expect(page.getByRole("table", { name: "Columns of the table", exact: false })).toHaveCount(1);

  await page.locator("summary").getByText("How the rows are split").click();
  await expect(page.getByRole("combobox", { name: "Split", exact: true })).toHaveCount(1);

  await page.locator("summary").getByText("How the file was read").click();
  for (const name of ["Between cells", "Quotes", "Encoding", "First line", "Units, totals, notes"]) {
    await expect(page.getByRole("combobox", { name, exact: true }), name).toHaveCount(1);
  }
  await expect(page.getByRole("textbox", { name: "Rows above the table", exact: true })).toHaveCount(1);

  await studio.show("pipeline");
  await page.locator("summary").getByText("More training settings").click();
  for (const name of [
    "Learning rate",
    "Other learning rates",
    "Starts",
    "What is deployed",
    "What blocks are worth",
    "Optimise for",
  ]) {
    await expect(page.getByLabel(name, { exact: true }), name).toHaveCount(1);
  }
  await studio.limitSteps(20);
  await expect(studio.inspector.getByLabel("Most steps", { exact: true })).toHaveCount(1);
  await page.getByRole("combobox", { name: "Engine" }).selectOption("CPU");
  await studio.pace.uncheck();
  await studio.deploy("one");
  await studio.button("Train").click();
  await expect(studio.status).toContainText(/step \d+ of \d+/);
  await expect(studio.status).toContainText("CPU");
  await expect(studio.status).toContainText("Done", { timeout: 60_000 });
  await expect(page.getByRole("listbox", { name: "Gates and blends" })).toHaveCount(1);
  const gates = page.getByRole("figure", { name: "Gates", exact: true });
  await gates.locator("summary", { hasText: "Save" }).click();
  const map = await studio.download(() => gates.getByRole("button", { name: "as SVG" }).click());
  expect(map.name).toBe("gates.svg");
  // A drawing that stands by itself: with its title, and without a colour that only the page knows.
  expect(map.bytes.toString()).toMatch(/^<svg.*>Gates and blends<.*<path/s);
  expect(map.bytes.toString()).not.toMatch(/var\(|color-mix/);
  await studio.expectResults("one");
  for (const stage of ["Blend", "Final", "Final, retrained", "Plain pipeline"]) {
    await expect(studio.metrics.getByRole("rowheader", { name: stage }).first()).toBeVisible();
  }

  await studio.deploy("ensemble");
  await studio.trainShortly();
  await studio.expectResults();
  await page.getByRole("tab", { name: "Evidence", exact: true }).click();
  await expect(page.getByRole("table", { name: "What the ensemble is made of", exact: true })).toHaveCount(1);
  await page.getByRole("tab", { name: "Diagnostics", exact: true }).click();
  for (const name of OF_DIAGNOSTICS) await expect(page.getByRole("figure", { name, exact: true })).toHaveCount(1);
  for (const name of ["Confusion matrix", "Class by class"]) {
    await expect(page.getByRole("table", { name, exact: true })).toHaveCount(1);
  }
  await expect(page.getByRole("slider", { name: /^Call it “/ })).toHaveCount(1);
  const roc = page.getByRole("figure", { name: "ROC curve", exact: true });
  await roc.locator("summary", { hasText: "Save" }).click();
  const { name: svgName, bytes } = await studio.download(() => roc.getByRole("button", { name: "as SVG" }).click());
  expect(svgName).toBe("roc.svg");
  expect(bytes.toString()).toMatch(/^<svg.*<path.*>Found</s);
  const png = await studio.download(() => roc.getByRole("button", { name: "as PNG" }).click());
  expect(png.bytes.subarray(1, 4).toString()).toBe("PNG");
  await page.getByRole("tab", { name: "Verdict", exact: true }).click();
});

test("the names by which another table of a file is chosen stay", async ({ page }) => {
  const studio = await Studio.open(page);
  await studio.addCsv("book.xlsx", workbook({ A: fruitCsv(20), B: fruitCsv(30) }));
  await studio.show("data");
  await page.locator("summary").getByText("How the file was read").click();
  await expect(page.getByRole("combobox", { name: "Sheet of book.xlsx", exact: true })).toHaveCount(1);
  const packed = zipOf({ "a.csv": fruitCsv(20), "b.csv": fruitCsv(30) });
  await studio.openCsv("all.zip", packed);
  await expect(page.getByRole("combobox", { name: "Table in all.zip", exact: true })).toHaveCount(1);
});

test("the names of what is asked about new rows, and about several files, stay", async ({ page }) => {
  const studio = await Studio.open(page);
  await studio.addCsv("fruit.csv", fruitCsv(60));
  await studio.target.selectOption("ripe");
  await studio.trainShortly(5);
  await studio.show("results");
  const renamed = fruitCsv(20).replace("length_cm", "span");
  await page.getByLabel("Predict on new CSV").setInputFiles(csvFile("rows.csv", renamed));
  await expect(page.getByRole("list", { name: "What is different", exact: true })).toHaveCount(1);
  for (const name of ['Read "span" as length_cm', "Predict all the same"])
    await expect(studio.button(name)).toHaveCount(1);
  await expect(page.getByLabel("Choose another file", { exact: true })).toHaveCount(1);
  await studio.addCsv("other.csv", fruitCsv(30, 11).replace("noise", "Noise").replace(",ripe", ",is_ready"));
  await studio.show("data");
  await expect(page.getByRole("list", { name: "Columns of several files", exact: true })).toHaveCount(1);
  for (const name of ['Read "is_ready" as "ripe"', 'Keep "Noise" and "noise" apart']) {
    await expect(studio.button(name)).toHaveCount(1);
  }
});

/** Of a table whose numbers and rows leave something to decide. */
const TO_DECIDE = [
  "Read 0 as missing in chol",
  "Read 0 as missing in pressure",
  "Read 0 as missing in all 2 columns",
  "Read 1,125 as 1.125 in amount",
  "Keep 1,125 as 1125 in amount",
  "Keep these rows",
];

test("the names of what is to be decided stay", async ({ page }) => {
  const studio = await Studio.open(page);
  const rows = lines("chol,pressure,amount,kind", 60, (index) => {
    const isGap = index % 10 === 0;
    return [isGap ? 0 : 180 + index, isGap ? 0 : 100 + index, `"${1 + (index % 7)},${125 + index}"`, index % 2].join(
      ",",
    );
  });
  await studio.addCsv("people.csv", rows.replace("\n", "\nmg/dl,mmHg,kg,\n"));
  await studio.show("data");
  for (const name of TO_DECIDE) await expect(studio.button(name), name).toHaveCount(1);
});
