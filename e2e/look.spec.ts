import { expect, test } from "@playwright/test";
import { recordComplaints, Studio } from "./support/studio.ts";

test("blocks open to the table that leaves them, a surface and pinned rows follow a run, and parts of the test rows are told", async ({
  page,
}) => {
  const complaints = await recordComplaints(page.context());
  const studio = await Studio.open(page);
  await studio.limitSteps(20);
  await studio.pace.uncheck();
  await studio.block("Impute number").dblclick();
  const output = page.getByRole("table", { name: "Table that leaves Impute number" });
  await expect(output.getByRole("columnheader", { name: /^bill_length_mm/ }).first()).toContainText("filled");
  await expect(page.getByText("Before any training of this pipeline.")).toBeVisible();
  // What was there, and what stands in its place.
  await page.getByRole("combobox", { name: "Rows", exact: true }).selectOption("Rows that change most");
  await expect(output.locator("del").first()).toHaveText("missing");
  await expect(output.locator("ins").first()).toHaveText(/\d/);

  await page.getByRole("tab", { name: "Decision surface" }).click();
  await expect(page.getByRole("img", { name: "What is said over bill_length_mm and bill_depth_mm" })).toBeVisible();
  await page.getByLabel("Row number").fill("1");
  await studio.button("Pin").click();
  const pinned = page.getByRole("region", { name: "Pinned rows" });
  const refusal = pinned.getByText("Row 1 is a test row");
  await expect(pinned.getByText(/^Row 1 · Adelie$/).or(refusal)).toBeVisible();
  await studio.button("Train").click();
  await expect(page.getByText(/What the blend says as it trains now|What the deployed pipeline says/)).toBeVisible();
  await expect(studio.status).toContainText("Done", { timeout: 60_000 });
  await expect(page.getByText("What the deployed pipeline says.")).toBeVisible();

  // With keys alone: O opens the block that has the focus.
  await studio.block("Tame outliers").focus();
  await page.keyboard.press("o");
  await expect(page.getByRole("tab", { name: "Rows in blocks" })).toHaveAttribute("aria-selected", "true");
  const tamed = page.getByRole("table", { name: "Table that leaves Tame outliers" });
  await expect(tamed.getByRole("columnheader", { name: /^bill_length_mm/ })).toContainText(/caps .* \(began/);

  await studio.show("results");
  await page.getByRole("tab", { name: "Diagnostics", exact: true }).click();
  await test.step("of another class every chart follows, the table of parts below stays", async () => {
    await page.getByRole("combobox", { name: "Class", exact: true }).selectOption("Gentoo");
    for (const name of ["ROC curve", "Calibration"]) {
      await expect(page.getByRole("figure", { name, exact: true })).toContainText("Gentoo");
    }
    await expect(page.getByRole("button", { name: /^Predict “Gentoo” from/ })).toBeVisible();
  });
  await test.step("threshold and costs side by side take the width that parts have below", async () => {
    const [threshold, costs, parts] = await Promise.all(
      ["Threshold and costs", "What wrong classes cost", "Part by part"].map((name) =>
        page.getByRole("region", { name, exact: true }).boundingBox(),
      ),
    );
    expect(threshold?.x).toBeCloseTo(parts?.x ?? Number.NaN, 0);
    expect(costs?.y).toBeCloseTo(threshold?.y ?? Number.NaN, 0);
    expect((costs?.x ?? 0) + (costs?.width ?? 0)).toBeCloseTo((parts?.x ?? 0) + (parts?.width ?? 0), 0);
  });
  // What is chosen about classes holds for predictions and files, until it is taken back.
  await page.getByRole("button", { name: /^Predict “.+” from 50\.0 % on$/ }).click();
  await expect(page.getByRole("status").filter({ hasText: /from 50\.0 % on, else by/ })).toBeVisible();
  await studio.button("Predict the likeliest class again").click();
  await expect(page.getByText("Predictions and files call each row by its likeliest class.").first()).toBeVisible();
  const parts = page.getByRole("table", { name: "Part by part" });
  await expect(parts.getByRole("row")).toHaveCount(13);
  await page.getByRole("combobox", { name: "Column", exact: true }).selectOption("island");
  await expect(parts.getByRole("rowheader", { name: /^island: / }).first()).toBeVisible();
  await page.getByRole("tab", { name: "What it is worth", exact: true }).click();
  await page.getByRole("combobox", { name: "Column", exact: true }).selectOption("bill_length_mm");
  await expect(page.getByRole("figure", { name: "Partial dependence: bill_length_mm" })).toBeVisible();
  // Charts of a run outlast its table, also where the next one has no target yet.
  await studio.openCsv("plain.csv", "a,b\n1,2\n2,3\n3,5\n4,4\n");
  await expect(page.getByText(/^plain\.csv · /)).toBeVisible();
  await expect(studio.target).toHaveValue("");
  expect(complaints).toEqual([]);
});
