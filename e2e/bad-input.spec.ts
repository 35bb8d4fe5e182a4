import { expect, test } from "@playwright/test";
import { recordComplaints, Studio } from "./support/studio.ts";
import { fruitCsv, lines } from "./support/tables.ts";

/** Bytes of no text: every value from 0 to 255, many times over. */
const BINARY = Buffer.from(Array.from({ length: 5000 }, (_, index) => (index * index * 31) % 256));

/** Files that cannot be opened, what is said about each, and what it says to do. */
const REFUSED: readonly (readonly [name: string, content: string | Buffer, problem: string, advice: string])[] = [
  ["empty.csv", "", "an empty file", "Choose another file."],
  ["header.csv", "a,b,y\n", "a header and no rows", "Add rows, or say that the first row is data."],
  ["binary.csv", BINARY, "binary data", "Export the table as CSV."],
  [
    "picture.csv",
    Buffer.concat([Buffer.from("89504e470d0a1a0a", "hex"), BINARY]),
    "a PNG picture",
    "Choose a file with a table, such as CSV.",
  ],
];

/** Tables that open, and whose target cannot be learned. */
const UNLEARNABLE: readonly (readonly [name: string, content: string, problem: string])[] = [
  ["one-row.csv", "a,b,y\n1,2,same\n", 'target column "y": only "same". Choose another column, or add rows.'],
  ["constant.csv", lines("a,b,y", 40, (row) => `${row % 7},${row % 5},same`), 'only "same"'],
];

test("a file that cannot be used is refused with what to do about it, and the next good file works", async ({
  page,
}) => {
  const complaints = await recordComplaints(page.context());
  const studio = await Studio.open(page);
  for (const [name, content, problem, advice] of REFUSED) {
    await test.step(name, async () => {
      await studio.openCsv(name, content);
      const alert = page.getByRole("alert").filter({ hasText: name });
      await expect(alert).toContainText(problem);
      await expect(alert).toContainText(advice);
      await expect(alert).toContainText("The table that was open before is still here.");
      await expect(page.getByText("messy-penguins.csv · 344 rows · 15 columns")).toBeVisible();
    });
  }
  await test.step("a pipeline is offered to the right door", async () => {
    await studio.openCsv("table.json", '{"formatVersion": 2}');
    await studio.notices.getByRole("button", { name: "Open it as a pipeline" }).click();
    await expect(studio.notices).toContainText("table.json");
    await expect(page.getByText("messy-penguins.csv · 344 rows · 15 columns")).toBeVisible();
  });
  for (const [name, content, problem] of UNLEARNABLE) {
    await test.step(name, async () => {
      await studio.openCsv(name, content);
      await expect(page.getByText(`${name} ·`)).toBeVisible();
      await expect(studio.target).toBeEnabled();
      await studio.target.selectOption("y");
      await expect(studio.notices.getByText(problem).first()).toBeVisible();
      await expect(studio.target).toHaveValue("");
    });
  }
  await studio.openCsv("fruit.csv", fruitCsv(60));
  await studio.target.selectOption("ripe");
  await expect(page.getByRole("combobox", { name: "Task" })).toHaveValue("binary");
  await expect(page.getByRole("alert")).toHaveCount(0);
  await expect(studio.notices, "nothing is left of what was said of the other files").toHaveCount(0);
  expect(complaints).toEqual([]);
});

test("odd tables open as they are: 10,000 columns, strange names, HTML, other encodings", async ({ page }) => {
  const complaints = await recordComplaints(page.context());
  const studio = await Studio.open(page);
  const columns = page.getByRole("table", { name: /Columns of the table/ });

  await test.step("10,000 columns", async () => {
    const names = Array.from({ length: 10_000 }, (_, column) => `c${column}`);
    const row = (index: number) => names.map((_, column) => ((column + 1) * (index * index + 3)) % 7).join(",");
    await studio.openCsv("wide.csv", lines(names.join(","), 20, row));
    await expect(page.getByText("wide.csv · 20 rows · 10,000 columns")).toBeVisible();
    await studio.show("data");
    await page.getByRole("searchbox", { name: "Find a column" }).fill("c9999");
    await expect(columns.getByRole("rowheader", { name: "c9999" })).toBeVisible();
  });

  await test.step("names of JavaScript's own, and the same name twice", async () => {
    const row = (index: number) => [(index * 7) % 11, index % 3, index % 5, index % 4, index % 2 ? "p" : "q"].join(",");
    await studio.openCsv("names.csv", lines("__proto__,constructor,a,a,y", 60, row));
    await expect(page.getByText('Repeated column names were numbered: "a (2)".')).toBeVisible();
    await studio.target.selectOption("y");
    await expect(page.getByRole("combobox", { name: "Task" })).toHaveValue("binary");
    await expect(columns.getByRole("rowheader", { name: "__proto__" })).toBeVisible();
    await studio.deploy("one");
    await studio.trainShortly();
    await studio.expectResults("one");
    const learned = page.getByRole("region", { name: "What was learned" });
    for (const details of await learned.locator("details").all())
      await details.evaluate((element) => element.setAttribute("open", ""));
    await expect(learned).toContainText("__proto__");
    await studio.show("data");
  });

  await test.step("HTML in cells and names is text", async () => {
    const attack = "<img src=x onerror=window.wasHacked=true>";
    const row = (index: number) => `${index % 3 ? attack : "plain"},${index % 5},${index % 2 ? "yes" : "no"}`;
    await studio.openCsv("html.csv", lines("<b>name</b>,b,y", 60, row));
    await expect(columns.getByRole("rowheader", { name: /<b>name<\/b>/ })).toContainText(attack);
    await expect(page.getByRole("grid", { name: "Rows of the table" })).toContainText(attack);
    expect(await page.evaluate(() => "wasHacked" in window)).toBe(false);
    await expect(page.locator("main img, main b")).toHaveCount(0);
  });

  await test.step("encodings other than UTF-8", async () => {
    const text = lines("größe,stadt,y", 40, (index) => `${index % 9},${index % 2 ? "Köln" : "Zürich"},${index % 3}`);
    await studio.openCsv("latin1.csv", Buffer.from(text, "latin1"));
    await expect(page.getByText("The file is not UTF-8; it was read as windows-1252.")).toBeVisible();
    await expect(columns.getByRole("row", { name: /stadt/ })).toContainText("Zürich");
    await studio.openCsv("utf16.csv", Buffer.from(`\ufeff${text}`, "utf16le"));
    await expect(page.getByText("utf16.csv · 40 rows · 3 columns")).toBeVisible();
    await expect(columns.getByRole("rowheader", { name: /größe/ })).toBeVisible();
  });
  expect(complaints).toEqual([]);
});

test("a wild learning rate and numbers beyond single precision end in finite results", async ({ page }) => {
  const complaints = await recordComplaints(page.context());
  const studio = await Studio.open(page);
  await page.locator("summary").getByText("More training settings").click();
  const rate = page.getByLabel("Learning rate", { exact: true });

  await test.step("a rate that is not allowed is refused where it is typed, and the last good one stays", async () => {
    await rate.fill("11");
    await rate.press("Enter");
    await expect(rate).toHaveAttribute("aria-invalid", "true");
    await expect(rate).toHaveAccessibleDescription(/10/);
  });

  await test.step("stochastic gradient descent at rate 10", async () => {
    await page.getByRole("combobox", { name: "Optimiser" }).selectOption("sgd");
    await rate.fill("10");
    await rate.press("Enter");
    await studio.deploy("one");
    await studio.trainShortly();
    await expect(studio.status).toContainText("Done");
    await studio.expectResults("one");
    await expect(studio.metrics).not.toContainText(/NaN|Infinity|∞/);
  });

  await test.step("gentler rates beside it, with two starts each", async () => {
    await studio.show("pipeline");
    // At rate 10 each step then takes weights to a hundred times their size.
    await page.getByLabel("Weight decay").fill("10");
    await page.getByLabel("Weight decay").press("Enter");
    const others = page.getByLabel("Other learning rates");
    await others.fill("0.1 twelve");
    await others.press("Enter");
    await expect(others).toHaveAttribute("aria-invalid", "true");
    await expect(others).toHaveAccessibleDescription(/“twelve” is not a number\. Not taken over\./);
    await others.fill("0.1; 0.01");
    await others.press("Enter");
    await expect(others).toHaveValue("0.1 0.01");
    // At rate 10 each step then multiplies weights by −99, whatever the rows: that start diverges, the gentler ones do not.
    await page.getByLabel("Weight decay").fill("10");
    await page.getByLabel("Weight decay").press("Enter");
    await page.getByLabel("Starts").fill("2");
    await page.getByLabel("Starts").press("Enter");
    await expect(page.locator("summary").getByText("6 starts")).toBeVisible();
    await studio.trainShortly(30);
    await expect(studio.status).toContainText("Done");
    const starts = page.getByRole("table", { name: "Validation loss of each start" });
    await studio.show("results");
    await page.getByRole("tab", { name: "Evidence", exact: true }).click();
    await expect(starts.getByText("kept")).toHaveCount(1);
    await expect(starts.getByRole("row")).toHaveCount(1 + 6 + 1);
    await expect(starts).not.toContainText(/NaN|Infinity|∞/);
    await studio.show("pipeline");
    const charts = page.getByRole("combobox", { name: "Charts show" });
    await expect(charts.getByRole("option")).toHaveCount(6);
    await expect(charts.getByRole("option", { selected: true })).not.toContainText("learning rate 10");
    await charts.selectOption({ label: "Start 1 of 6: learning rate 10, seed 1" });
    await expect(page.getByRole("figure", { name: "Loss" })).toContainText("No line for this start");
    await charts.selectOption({ label: "Start 3 of 6: learning rate 0.1, seed 1" });
    await expect(page.getByRole("figure", { name: "Loss" })).toContainText("At step");
    await studio.deploy("ensemble");
  });

  await test.step("1e300 in a column of small numbers", async () => {
    const huge = (index: number) => (index % 7 === 0 ? "1e300" : index % 7 === 3 ? "-2e37" : String((index * 37) % 11));
    await studio.openCsv(
      "huge.csv",
      lines("big,b,y", 120, (index) => `${huge(index)},${(index * 7) % 5},${index % 2}`),
    );
    await expect(page.getByText("huge.csv · 120 rows")).toBeVisible();
    await expect(studio.target).toBeEnabled();
    await studio.target.selectOption("y");
    await expect(studio.outline).toContainText("Complete: this pipeline can be trained.");
    await studio.trainShortly();
    await expect(studio.status).toContainText("Done");
    await studio.expectResults();
    await expect(studio.metrics).not.toContainText(/NaN|Infinity|∞/);
  });
  expect(complaints).toEqual([]);
});

test("a view that cannot be drawn says so in its place, is drawn again when asked to, and the rest of the page goes on", async ({
  page,
}) => {
  await page.addInitScript(() => {
    const { prototype } = CanvasRenderingContext2D;
    const real = prototype.createImageData;
    Reflect.set(globalThis, "letDraw", () => Reflect.set(prototype, "createImageData", real));
    Reflect.set(prototype, "createImageData", () => {
      throw new TypeError("nothing can be drawn");
    });
  });
  const studio = await Studio.open(page);
  await studio.show("data");
  const failed = page.locator("#data").getByRole("alert", { name: "Data" });
  await expect(failed).toContainText("nothing can be drawn");
  await expect(failed).toContainText("[E_STUDIO_DRAW]");
  await studio.show("pipeline");
  await expect(studio.block("Scale number")).toBeVisible();
  await page.evaluate(() => Reflect.get(globalThis, "letDraw")());
  await studio.show("data");
  await failed.getByRole("button", { name: "Draw it again" }).click();
  await expect(page.getByRole("figure", { name: "Where cells are missing" })).toBeVisible();
  await expect(failed).toHaveCount(0);
});
