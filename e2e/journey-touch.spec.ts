import { expect, test } from "@playwright/test";
import { csvFile, recordComplaints, Studio } from "./support/studio.ts";
import { fruitCsv } from "./support/tables.ts";

test.skip(process.env.DIFFML_FULL !== "1", "part of npm run test:full");
test.use({ hasTouch: true, isMobile: true, viewport: { width: 412, height: 915 } });

test("taps are enough from a file to what each column adds", async ({ page }) => {
  const complaints = await recordComplaints(page.context());
  const studio = await Studio.open(page);
  // Lists and fields of the browser's own are filled; the rest is tapped.
  const tap = (name: string) => studio.button(name).tap();
  const view = (name: string) => page.getByRole("link", { name, exact: true }).tap();
  const pointers = await page.evaluateHandle(() => {
    const seen: string[] = [];
    document.addEventListener("pointerdown", ({ pointerType }) => seen.push(pointerType), true);
    return seen;
  });

  await test.step("load", async () => {
    const asked = page.waitForEvent("filechooser");
    await page
      .locator("label")
      .filter({ has: page.getByLabel("Add CSV files") })
      .tap();
    await (await asked).setFiles(csvFile("fruit.csv", fruitCsv(120)));
    await studio.target.selectOption("ripe");
    await expect(studio.outline).toContainText("Complete: this pipeline can be trained.");
  });

  await test.step("another model in the place of the proposed one: added, and connected from a list", async () => {
    await view("2 Pipeline");
    const item = (title: string) => studio.outline.getByRole("button", { name: new RegExp(`^${title}`) });
    await item("Neural network").tap();
    await tap("Delete Neural network");
    await tap("Add Additive model");
    await expect(studio.outline).not.toContainText("Complete: this pipeline can be trained.");
    // Ports of a whole pipeline are too small for fingers here: the outline connects.
    await item("Select features").tap();
    await tap("Connect Select features to…");
    await page.getByRole("dialog").getByRole("button", { name: "to Additive model" }).first().tap();
    await expect(studio.outline).toContainText("Complete: this pipeline can be trained.");
  });

  await test.step("train", async () => {
    await page.getByRole("combobox", { name: "Engine" }).selectOption("CPU");
    const open = studio.outline.getByRole("button", { expanded: true });
    if ((await open.count()) > 0) await open.tap();
    await studio.inspector.getByLabel("Most steps").fill("40");
    await studio.pace.tap();
    await tap("Train");
    await expect(studio.status).toContainText(/^Done/, { timeout: 60_000 });
  });

  await test.step("read: heavy fruit is ripe", async () => {
    await view("4 Results");
    await expect(studio.metrics.getByRole("row", { name: /^Ensemble/ })).toContainText(/\d/);
    await page.getByRole("tab", { name: "What it is worth", exact: true }).tap();
    await tap("Show the curves");
    const curve = page.getByRole("figure", { name: "weight_g" }).getByRole("img");
    await expect(curve).toHaveAccessibleName(/^weight_g: from −[\d.]+ at [\d.]+ to \+[\d.]+ at [\d.]+\.$/);
    const [, least, most] =
      / at ([\d.]+) to .* at ([\d.]+)\.$/.exec((await curve.getAttribute("aria-label")) ?? "") ?? [];
    expect(Number(most)).toBeGreaterThan(Number(least));
    await tap("As a table");
    await expect(page.getByRole("region", { name: "Curves as a table, scrollable" })).toContainText("colour");
  });
  expect(new Set(await pointers.jsonValue())).toEqual(new Set(["touch"]));
  expect(complaints).toEqual([]);
});
