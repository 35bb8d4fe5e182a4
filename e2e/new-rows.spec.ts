import { expect, test } from "@playwright/test";
import { csvFile, recordComplaints, Studio } from "./support/studio.ts";
import { fruitCsv } from "./support/tables.ts";

const RIGHT = fruitCsv(24, 31);

/** The same fruit with semicolons, decimal commas, weights in kilograms and another name for the length. */
function otherwise(text: string): string {
  const [header, ...rows] = text.trimEnd().split("\n");
  const kilograms = (cell: string) => (cell === "" ? "" : (Number(cell) / 1000).toFixed(5));
  const cells = rows.map((row) => row.split(",")).map(([weight, ...rest]) => [kilograms(weight), ...rest]);
  const names = header.replace("length_cm", "Länge").replaceAll(",", ";");
  return [names, ...cells.map((row) => row.join(";").replaceAll(".", ","))].join("\n");
}

const predictions = (bytes: Buffer) =>
  bytes
    .toString("utf8")
    .trimEnd()
    .split("\n")
    .map((line) => line.split(",").slice(-3).join());

test("rows that are not like those of training are asked about, and an answer brings the right predictions", async ({
  page,
}) => {
  const complaints = await recordComplaints(page.context());
  const studio = await Studio.open(page);
  // The last two have no target.
  await studio.addCsv("fruit.csv", `${fruitCsv(120)}152.00,6.50,40.00,red,\n61.00,6.50,40.00,green,\n`);
  await studio.target.selectOption("ripe");
  await studio.trainShortly();
  await studio.show("results");
  const panel = page.getByRole("region", { name: "Predict", exact: true });
  const add = page.getByLabel("Predict on new CSV");
  const download = () => studio.download(() => panel.getByRole("button", { name: "Download predictions" }).click());

  await test.step("rows of the table without a target are predicted by themselves", async () => {
    await page
      .getByRole("navigation", { name: "What people ask next" })
      .getByRole("button", { name: /2 rows without/ })
      .click();
    await expect(panel).toContainText("2 rows predicted from fruit.csv. Every cell was as expected.");
    await expect(page.getByRole("tab", { name: "Use it" })).toBeFocused();
    const lines = (await download()).bytes.toString("utf8").trimEnd().split("\n");
    expect(lines[0]).toBe("weight_g,length_cm,noise,colour,ripe,prediction,p_no,p_yes");
    expect(lines.slice(1).map((line) => line.split(",").slice(0, 5).join())).toEqual([
      "152.00,6.50,40.00,red,",
      "61.00,6.50,40.00,green,",
    ]);
  });

  await test.step("whoever looks here for the cleaned table or for another program is led to the list of exports", async () => {
    const lead = studio.button("Open the list of exports");
    await lead.click();
    const exports = page.getByRole("dialog", { name: "Export and share" });
    await expect(exports.getByRole("button", { name: "Download the cleaned table" })).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(lead).toBeFocused();
  });

  await add.setInputFiles(csvFile("right.csv", RIGHT));
  await expect(panel).toContainText("24 rows predicted from right.csv. Every cell was as expected.");
  const right = predictions((await download()).bytes);

  await add.setInputFiles(csvFile("other.csv", otherwise(RIGHT)));
  const asked = panel.getByRole("list", { name: "What is different" });
  await expect(panel).toContainText("The rows of other.csv are not like those of training");
  await expect(asked.getByRole("listitem")).toHaveText([
    /^length_cm: no such column here/,
    /^weight_g: .* here, .* in training, about 1,000 times smaller/,
  ]);
  await expect(panel).toContainText("noise: decimal commas here, points in training.");
  await expect(panel.getByRole("button", { name: "Download predictions" })).toHaveCount(0);

  await test.step("predicted all the same, and that is said", async () => {
    await panel.getByRole("button", { name: "Predict all the same" }).click();
    await expect(panel).toContainText("predicted all the same, as you decided");
  });

  await test.step("answered by keyboard, one after the other", async () => {
    await add.setInputFiles(csvFile("other.csv", otherwise(RIGHT)));
    await panel.getByRole("button", { name: 'Read "Länge" as length_cm' }).press("Enter");
    await expect(asked.getByRole("listitem")).toHaveCount(1);
    await expect(panel).toBeFocused();
    // Past the file and the rows without a target.
    for (let stop = 0; stop < 3; stop++) await page.keyboard.press("Tab");
    await expect(panel.getByRole("button", { name: "Multiply weight_g by 1000" })).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(panel).toContainText("24 rows predicted from other.csv");
    await expect(panel).toContainText("weight_g: multiplied by 1000, as you decided.");
    expect(predictions((await download()).bytes).map((line) => line.split(",")[0])).toEqual(
      right.map((line) => line.split(",")[0]),
    );
  });

  await test.step("numbers come with an interval, which the test rows measure", async () => {
    await studio.target.selectOption("weight_g");
    await studio.trainShortly(20);
    await studio.show("results");
    await expect(
      page.getByText(
        /^Each prediction comes with an interval, .* 90 % of the rows.* Of \d+ test rows, \d+ % lie in theirs\.$/,
      ),
    ).toBeVisible();
    await page
      .getByRole("navigation", { name: "What people ask next" })
      .getByRole("button", { name: "rows without" })
      .click();
    await expect(panel.getByRole("columnheader").first()).toHaveText("prediction");
    const [head, ...lines] = (await download()).bytes.toString("utf8").trimEnd().split("\n");
    expect(head).toMatch(/,prediction,prediction_low,prediction_high$/);
    expect(lines).toHaveLength(17);
    for (const line of lines) {
      const [said, low, high] = line.split(",").slice(-3).map(Number);
      expect(low).toBeLessThanOrEqual(said);
      expect(high).toBeGreaterThan(low);
      expect(high).toBeGreaterThanOrEqual(said);
    }
    const whatIf = page.getByRole("region", { name: "What if", exact: true });
    await whatIf.getByRole("button", { name: "Predict this row" }).click();
    await expect(whatIf.getByText(/^\S+, between \S+ and \S+ for 90 % of the rows$/)).toBeVisible();
  });
  expect(complaints).toEqual([]);
});
