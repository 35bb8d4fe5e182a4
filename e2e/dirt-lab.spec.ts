import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { violationsInBothThemes } from "./support/axe.ts";
import { recordComplaints, Studio } from "./support/studio.ts";

test("dirt is planted in the own table, listed, found again by training, hidden, and taken back", async ({
  page,
  context,
  browser,
}) => {
  const complaints = await recordComplaints(context);
  const studio = await Studio.open(page);
  await page.getByRole("combobox", { name: "Sample" }).selectOption("penguins");
  await expect(page.getByText("penguins.csv · 344 rows")).toBeVisible();
  await studio.show("data");
  const panel = page.getByRole("group").filter({ has: page.getByText("Dirt lab", { exact: true }) });
  await page.locator("summary").getByText("Dirt lab").click();
  await page.getByRole("slider", { name: "Wrong labels" }).fill("0.1");
  await page.getByRole("slider", { name: "Outliers" }).fill("0.05");
  await page.getByRole("slider", { name: "Junk columns" }).fill("4");
  await studio.button("Plant this dirt").click();
  await expect(page.getByText("Dirt planted")).toBeVisible();
  await expect(panel.first()).toContainText(/\d+ cells changed, 4 junk columns added/);
  await expect(page.getByText("11 columns", { exact: true })).toBeVisible();
  expect(await violationsInBothThemes(page, "details.dirt"), "the dirt lab").toEqual([]);

  const list = await studio.download(() => studio.button("Save the list of planted cells (CSV)").click());
  expect(list.name).toBe("planted-cells.csv");
  const planted = list.bytes
    .toString()
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split(","));
  const countOf = (kind: string) => planted.filter((each) => each[3] === kind).length;
  await expect(page.getByText(`Wrong labels: ${countOf("labels")} cells`)).toBeVisible();
  expect(countOf("junk")).toBe(4);

  await studio.trainShortly(40);
  await studio.show("pipeline");
  await expect(page.getByRole("figure", { name: "Gates" })).toContainText("a column of junk that was planted");
  await studio.show("results");
  const found = page.getByRole("region", { name: "What was planted, and what was found" });
  const junk = found.getByRole("row", { name: /^Junk columns/ });
  await expect(junk.getByRole("cell").nth(2)).toHaveText("4");
  const outliers = found.getByRole("row", { name: /^Outliers and units/ });
  await expect(outliers.getByRole("cell").nth(2)).toHaveText(String(countOf("outliers")));
  await expect(studio.button("Train on the clean table, too")).toBeVisible();
  expect(await violationsInBothThemes(page, "#results"), "what of it was found").toEqual([]);

  await test.step("rows whose labels look wrong: the most suspicious first, mostly planted ones, each with its cells", async () => {
    await page.getByRole("tab", { name: "Rows", exact: true }).click();
    const suspicious = page.getByRole("table", { name: "Labels that look wrong" });
    const ranked = await suspicious
      .locator("tbody tr")
      .evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent ?? "")));
    const shares = ranked.map(([, , , suspicion]) => Number.parseFloat(suspicion));
    expect(shares).toEqual(shares.toSorted((a, b) => b - a));
    const isFlipped = (at: string) => planted.some(([, row, , kind]) => kind === "labels" && row === at);
    // A tenth of all rows are.
    expect(ranked.slice(0, 20).filter(([row]) => isFlipped(row)).length).toBeGreaterThan(10);

    const [[first]] = ranked;
    await studio.button(`Look at row ${first} of penguins.csv`).click();
    const [head, ...rows] = readFileSync("public/samples/penguins.csv", "utf8").split(/\r?\n/);
    const cells = rows[Number(first) - 1].split(",");
    for (const [index, column] of head.split(",").entries()) {
      const change = planted.find(([, row, name]) => row === first && name === column);
      const cell = suspicious.getByRole("term").getByText(column, { exact: true }).locator("xpath=following::dd[1]");
      await expect(cell).toHaveText(change?.[5] ?? (cells[index] || "–"));
    }
    await page.getByRole("tab", { name: "Verdict", exact: true }).click();
  });

  await studio.show("data");
  await page.getByRole("checkbox", { name: /^Hide what is planted/ }).check();
  await studio.button("Plant this instead").click();
  await expect(studio.button("Reveal what is planted")).toBeVisible();
  await expect(studio.button("Save the list of planted cells (CSV)")).toHaveCount(0);
  await studio.show("results");
  await expect(found).toContainText("which is hidden");
  await expect(found.getByRole("table")).toHaveCount(0);

  await test.step("a link brings the sample with its hidden dirt to somebody else", async () => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await studio.button("Export as…").click();
    await studio.button("Copy link").click();
    await expect(page.getByText(/^Copied a link of [\d,]+ characters\.$/)).toBeVisible();
    await page.keyboard.press("Escape");
    const link = await page.evaluate(() => navigator.clipboard.readText());
    const elsewhere = await browser.newContext({ serviceWorkers: "block" });
    const theirs = await elsewhere.newPage();
    await theirs.goto(link);
    await expect(theirs.getByText("penguins.csv · 344 rows · 11 columns")).toBeVisible();
    await expect(theirs.getByText("Dirt planted")).toBeVisible();
    await theirs.getByRole("link", { name: "1 Data" }).click();
    await theirs.locator("summary").getByText("Dirt lab").click();
    await expect(theirs.getByRole("button", { name: "Reveal what is planted" })).toBeVisible();
    await elsewhere.close();
  });
  await studio.show("data");
  await studio.button("Reveal what is planted").click();
  await studio.button("Restore every cell").click();
  await expect(page.getByText("Dirt planted")).toHaveCount(0);
  await expect(page.getByText("7 columns", { exact: true })).toBeVisible();
  expect(complaints).toEqual([]);
});
