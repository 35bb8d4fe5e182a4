import { expect, type Locator, test } from "@playwright/test";
import { recordComplaints, Studio } from "./support/studio.ts";
import { fruitCsv, NEW_FRUIT } from "./support/tables.ts";

/** Drags files over a part of the page and lets go of them there. */
async function drop(onto: Locator, ...files: readonly (readonly [name: string, content: string])[]): Promise<void> {
  const transfer = await onto.page().evaluateHandle((given) => {
    const data = new DataTransfer();
    for (const [name, content] of given) data.items.add(new File([content], name));
    return data;
  }, files);
  for (const type of ["dragenter", "dragover", "drop"]) await onto.dispatchEvent(type, { dataTransfer: transfer });
}

test("what is dropped anywhere on the page is taken, and once a pipeline is trained it is asked what for", async ({
  page,
}) => {
  const complaints = await recordComplaints(page.context());
  const studio = await Studio.open(page);
  const footer = page.locator("footer");

  await test.step("onto the canvas, before training: the table", async () => {
    await drop(studio.canvas, ["fruit.csv", fruitCsv(60)]);
    await expect(page.getByText("fruit.csv · 60 rows · 5 columns")).toBeVisible();
    await studio.target.selectOption("ripe");
    await studio.trainShortly(20);
  });
  const exported = await studio.download(() => studio.button("Export pipeline JSON").click());

  const question = page.getByRole("dialog", { name: "What to do with “new-fruit.csv”?" });
  await test.step("onto the end of the page, once trained: predicted, by keyboard", async () => {
    await drop(footer, ["new-fruit.csv", NEW_FRUIT]);
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
    await drop(footer, ["new-fruit.csv", NEW_FRUIT]);
    await page.keyboard.press("Escape");
    await expect(question).toHaveCount(0);
    await expect(page.getByText("fruit.csv · 60 rows · 5 columns")).toBeVisible();
  });

  await test.step("a pipeline is opened as one", async () => {
    await drop(page.getByRole("banner"), ["trained.diffml.json", exported.bytes.toString("utf8")]);
    await expect(page.getByText("Self-test passed")).toBeVisible();
    await expect(page.getByRole("dialog")).toHaveCount(0);
  });
  expect(complaints).toEqual([]);
});
