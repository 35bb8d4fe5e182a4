import { expect, test } from "@playwright/test";
import { csvFile, dropFiles, recordComplaints, Studio } from "./support/studio.ts";
import { fruitCsv, NEW_FRUIT } from "./support/tables.ts";

test("what is dropped anywhere on the page is taken, and once a pipeline is trained it is asked what for", async ({
  page,
}) => {
  const complaints = await recordComplaints(page.context());
  const studio = await Studio.open(page);
  const footer = page.locator("footer");

  await test.step("onto the canvas, before training: the table", async () => {
    await dropFiles(studio.canvas, ["fruit.csv", fruitCsv(60)]);
    await expect(page.getByText("fruit.csv · 60 rows · 5 columns")).toBeVisible();
    await studio.target.selectOption("ripe");
    await studio.trainShortly();
  });
  const exported = await studio.download(() => studio.button("Export pipeline JSON").click());

  const question = page.getByRole("dialog", { name: "What to do with “new-fruit.csv”?" });
  await test.step("onto the end of the page, once trained: predicted, by keyboard", async () => {
    await dropFiles(footer, ["new-fruit.csv", NEW_FRUIT]);
    await expect(question).toBeVisible();
    await page.keyboard.press("Tab");
    await expect(question.getByRole("button", { name: /^Predict with it/ })).toBeFocused();
    await page.keyboard.press("Enter");
    const result = page.getByRole("region", { name: "Predict", exact: true });
    await expect(result).toContainText("4 rows predicted");
    await expect(result).toBeInViewport();
    await expect(page.getByText("fruit.csv · 60 rows · 5 columns")).toBeVisible();
  });

  await test.step("neither: the question goes, and nothing is read", async () => {
    await dropFiles(footer, ["new-fruit.csv", NEW_FRUIT]);
    await expect(question).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(question).toHaveCount(0);
    await expect(page.getByText("fruit.csv · 60 rows · 5 columns")).toBeVisible();
  });

  await test.step("a pipeline is opened as one", async () => {
    await dropFiles(page.getByRole("banner"), ["trained.diffml.json", exported.bytes.toString("utf8")]);
    await expect(page.getByText("Self-test passed")).toBeVisible();
    await expect(page.getByRole("dialog")).toHaveCount(0);
  });
  expect(complaints).toEqual([]);
});

const OTHER_FRUIT = fruitCsv(40, 11);

/** The beginning of a workbook, as Excel wrote it before 2007. */
const OLD_WORKBOOK = Buffer.concat([Buffer.from("d0cf11e0a1b11ae1", "hex"), Buffer.alloc(500)]);
/** The beginning of one of today: the list of what it holds, at the end, is missing. */
const HALF_WORKBOOK = Buffer.concat([
  Buffer.from("504b0304140006000800", "hex"),
  Buffer.alloc(20),
  Buffer.from("[Content_Types].xml and more"),
]);
const PICTURE = Buffer.concat([Buffer.from("89504e470d0a1a0a", "hex"), Buffer.alloc(400, 7)]);

test("files that cannot be read leave the open table as usable as before, say what to do, and are then forgotten", async ({
  page,
}) => {
  const complaints = await recordComplaints(page.context());
  const studio = await Studio.open(page);
  const alert = page.getByRole("alert");
  await studio.addCsv("fruit.csv", fruitCsv(60));
  await studio.target.selectOption("ripe");
  await expect(studio.outline).toContainText("Complete: this pipeline can be trained.");
  for (const [name, content, what, advice] of [
    ["fruit.xls", OLD_WORKBOOK, "an old Excel workbook", "Save it as .xlsx"],
    ["fruit.xlsx", HALF_WORKBOOK, "cut off", "Download or copy it again."],
    ["fruit.png", PICTURE, "a PNG picture", "Choose a file with a table, such as CSV."],
    ["empty.csv", "", "an empty file", "Choose another file."],
    ["broken.csv", Buffer.alloc(3000, 3), "binary data", "Export the table as CSV."],
  ] as const) {
    await studio.addCsv(name, content);
    await expect(alert).toContainText(name);
    await expect(alert).toContainText(what);
    await expect(alert).toContainText(advice);
    await expect(page.getByText("fruit.csv · 60 rows · 5 columns")).toBeVisible();
    await expect(studio.target).toBeEnabled();
    await expect(studio.button("Train")).toHaveAttribute("aria-disabled", "false");
  }
  await test.step("beside a good file, the good one is added", async () => {
    const files = [csvFile("fruit.xls", OLD_WORKBOOK), csvFile("other.csv", OTHER_FRUIT)];
    await page.getByLabel("Add CSV files").setInputFiles(files);
    await expect(page.getByText("2 files · 100 rows · 5 columns")).toBeVisible();
    await expect(studio.notices).toContainText("an old Excel workbook");
    await studio.button("Undo").click();
    await expect(page.getByText("fruit.csv · 60 rows · 5 columns")).toBeVisible();
  });
  await studio.addCsv("empty.csv", "");
  await expect(alert).toHaveCount(1);
  await studio.trainShortly();
  await expect(studio.status).toContainText("Done");
  await expect(alert).toHaveCount(0);
  await expect(studio.notices).toHaveCount(0);
  expect(complaints).toEqual([]);
});

test("files are added, replaced and removed one by one, never twice, and Undo brings each back", async ({ page }) => {
  const complaints = await recordComplaints(page.context());
  const studio = await Studio.open(page);
  const announcements = await studio.listen();
  const expectUndone = async (words: string) => {
    await studio.button("Undo").click();
    await expect.poll(async () => (await announcements()).at(-1)).toBe(`Undone: ${words}.`);
  };

  await test.step("files of one's own take the place of a sample, which can be brought back", async () => {
    await studio.addCsv("fruit.csv", fruitCsv(60));
    await expect(page.getByText("fruit.csv · 60 rows · 5 columns")).toBeVisible();
    await expect(studio.notices).toContainText("Your files have taken the place of the sample.");
    await studio.notices.getByRole("button", { name: "Bring the sample back" }).click();
    await expect(page.getByText("messy-penguins.csv · 344 rows · 15 columns")).toBeVisible();
    await expect(studio.target).toHaveValue("species");
    await expect(page.getByRole("combobox", { name: "Sample" })).toHaveValue("messy-penguins");
    await expectUndone("opening messy-penguins.csv");
    await expect(page.getByText("fruit.csv · 60 rows · 5 columns")).toBeVisible();
  });

  await studio.target.selectOption("ripe");
  await expect(studio.outline).toContainText("Complete: this pipeline can be trained.");
  await test.step("another file is a further source", async () => {
    await studio.addCsv("other.csv", OTHER_FRUIT);
    await expect(page.getByText("2 files · 100 rows · 5 columns")).toBeVisible();
    await expect(studio.files).toHaveText([/fruit\.csv.*60 rows/, /other\.csv.*40 rows/]);
    await expect(studio.block("Select sources")).toBeVisible();
    await expect(studio.target).toHaveValue("ripe");
  });

  await test.step("the same file again is noticed, also under another name", async () => {
    await studio.addCsv("copy.csv", OTHER_FRUIT);
    await expect(studio.notices).toContainText('"copy.csv" is open already and was not added a second time.');
    await expect(studio.files).toHaveCount(2);
  });

  await test.step("replaced", async () => {
    await page.getByLabel("Replace other.csv").setInputFiles(csvFile("third.csv", fruitCsv(30, 13)));
    await expect(studio.files).toHaveText([/fruit\.csv/, /third\.csv.*30 rows/]);
    await expectUndone("replacing other.csv by third.csv");
    await expect(studio.files).toHaveText([/fruit\.csv/, /other\.csv/]);
  });

  await test.step("removed, down to the last", async () => {
    await studio.show("data");
    await studio.button("Remove fruit.csv").click();
    await expect(page.getByText("other.csv · 40 rows · 5 columns")).toBeVisible();
    await expect(studio.block("Select sources")).toHaveCount(0);
    await studio.button("Remove other.csv").click();
    await expect(page.getByText("Columns will be listed here")).toBeVisible();
    await expect(studio.button("Train")).toHaveAccessibleDescription(/Add a CSV file/);
    await expectUndone("removing other.csv");
    await expect(page.getByText("other.csv · 40 rows · 5 columns")).toBeVisible();
    await expectUndone("removing fruit.csv");
    await expect(page.getByText("2 files · 100 rows · 5 columns")).toBeVisible();
    await expect(studio.target).toHaveValue("ripe");
    await expect(studio.block("Select sources")).toHaveCount(1);
  });
  expect(complaints).toEqual([]);
});
