import { expect, test } from "@playwright/test";
import { csvFile, recordComplaints, Studio } from "./support/studio.ts";
import { fruitCsv } from "./support/tables.ts";

test("somebody else's predictions of the test rows are judged beside the trained pipeline's", async ({ page }) => {
  const complaints = await recordComplaints(page.context());
  const studio = await Studio.open(page);
  const card = page.getByRole("region", { name: "Compare with your own model" });
  const save = card.getByRole("button", { name: "Save the list of rows" });
  const add = page.getByLabel("Add predictions of my model");
  await studio.show("results");
  await page.getByRole("tab", { name: "Use it", exact: true }).click();
  await expect(save).toBeDisabled();
  await expect(add).toBeDisabled();
  await studio.addCsv("fruit.csv", fruitCsv(200));
  await studio.target.selectOption("ripe");
  await studio.trainShortly();
  await studio.show("results");
  await expect(page.getByRole("tab", { name: "Verdict", exact: true, selected: true })).toBeVisible();
  await studio.button("Predict new rows").click();
  await expect(page.getByRole("tab", { name: "Use it", exact: true })).toBeFocused();
  const { bytes } = await studio.download(() => save.press("Enter"));
  const [head, ...lines] = bytes.toString("utf8").trimEnd().split("\n");
  expect(head).toBe("row,split");
  expect(lines).toHaveLength(200);
  const rows = lines.filter((line) => line.endsWith(",test")).map((line) => line.split(",")[0]);

  // A model that knows nothing.
  const mine = ["row,p_no,p_yes", ...rows.map((row) => `${row},0.5,0.5`)].join("\n");
  await add.setInputFiles(csvFile("coin.csv", mine));
  await expect(card).toContainText(`than “coin.csv” on ${rows.length} test rows: log loss is`);
  const table = card.getByRole("table", { name: "Both on the same test rows" });
  await expect(table.getByRole("row", { name: /^coin\.csv/ })).toContainText("0.693");

  await add.setInputFiles(csvFile("short.csv", mine.split("\n").slice(0, -1).join("\n")));
  await expect(card).toContainText(/short\.csv: 1 of them has none.*\[E_COMPARE_ROWS\]/);

  await test.step("another run begins with its verdict; what was said of a made-up row went with the run before", async () => {
    const whatIf = page.getByRole("region", { name: "What if", exact: true });
    const said = whatIf.getByRole("table", { name: /^What each cell does/ });
    await whatIf.getByLabel("noise", { exact: true }).fill("0.25");
    await whatIf.getByRole("button", { name: "Predict this row" }).click();
    await expect(said).toBeVisible();
    await whatIf.getByLabel("colour", { exact: true }).fill("");
    await whatIf.getByLabel("length_cm", { exact: true }).fill("long");
    await whatIf.getByRole("button", { name: "Predict this row" }).click();
    await expect(whatIf.getByLabel("colour", { exact: true })).toHaveAccessibleDescription(/^filled in with /);
    const length = whatIf.getByLabel("length_cm", { exact: true });
    await expect(length).toHaveAccessibleDescription(/cannot be read: counts as missing · filled in with /);
    await length.fill("6");
    await expect(length).toHaveAccessibleDescription("");
    await studio.trainShortly(30);
    await studio.show("results");
    await expect(page.getByRole("tab", { name: "Verdict", exact: true, selected: true })).toBeVisible();
    await page.getByRole("tab", { name: "Use it", exact: true }).click();
    await expect(whatIf.getByLabel("noise", { exact: true })).toHaveValue("0.25");
    await expect(said).toHaveCount(0);
    await studio.openCsv("other.csv", "size,kind\n1,a\n2,b\n".repeat(20));
    await studio.show("results");
    await expect(whatIf).toContainText("The pipeline was trained on another table");
    await expect(studio.status).toContainText(/^Done .* of fruit\.csv/);
  });
  expect(complaints).toEqual([]);
});

test("price tags: one part is trained without, then every block, and what is not needed is left out", async ({
  page,
}) => {
  const complaints = await recordComplaints(page.context());
  const studio = await Studio.open(page);
  await studio.openFruit(120);
  await studio.trainShortly(8);
  await studio.show("results");
  await page.getByRole("tab", { name: "What it is worth", exact: true }).click();
  const tags = page.getByRole("table", { name: "Price tags" });
  const rowOf = (name: string) => tags.getByRole("row").filter({ has: page.getByRole("rowheader", { name }) });

  await test.step("one column", async () => {
    const noise = rowOf("noise");
    const ask = noise.getByRole("button", { name: "Train without it: noise" });
    await expect(noise).toContainText("without retraining");
    await ask.click();
    await expect(noise).toContainText(", retrained", { timeout: 60_000 });
    await expect(ask).toHaveCount(0);
    await expect(noise.getByRole("cell").last()).toHaveText(/^(–|−?\d.* ± .* s)$/);
    await expect(rowOf("weight_g")).toContainText("without retraining");
  });

  await test.step("it leaves with the file", async () => {
    const { bytes } = await studio.download(() => studio.button("Export pipeline JSON").click());
    const { report } = JSON.parse(bytes.toString("utf8"));
    const methods = report.evidence.filter(({ kind }: { kind: string }) => kind === "column");
    expect(methods.map(({ subject, method }: Record<string, string>) => `${subject} ${method}`).sort()).toEqual([
      "colour forced",
      "length_cm forced",
      "noise retrained",
      "weight_g forced",
    ]);
  });

  await test.step("every block; what can go is left out by one click", async () => {
    await page.getByRole("button", { name: /^Train again.*retraining without each block$/ }).click();
    await expect(studio.status).toContainText(/^Done/, { timeout: 120_000 });
    await studio.show("results");
    await page.getByRole("tab", { name: "What it is worth", exact: true }).click();
    await expect(rowOf("Scale number")).toContainText(", retrained");
    const before = await studio.blockTitles();
    await studio.button("Leave out and train").click();
    await expect(studio.status).toContainText(/^Done/, { timeout: 120_000 });
    expect((await studio.blockTitles()).length).toBeLessThan(before.length);
  });
  expect(complaints).toEqual([]);
});
