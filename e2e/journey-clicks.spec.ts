import { expect, test } from "@playwright/test";
import { recordComplaints, Studio } from "./support/studio.ts";
import { fruitCsv, NEW_FRUIT } from "./support/tables.ts";

const BLOCKS = ["CSV source", "Impute number", "Scale number", "Impute category", "Encode category", "Linear model"];

/** From a block to another, one click on each port. */
const BY_PORTS = [
  ["Number columns", "CSV source", "Number columns", "Impute number"],
  ["Filled number columns", "Impute number", "Number columns", "Scale number"],
  ["Scaled number columns", "Scale number", "Features", "Linear model"],
] as const;

/** From a block to another, by "Connect to…" of the outline. */
const BY_LIST = [
  ["CSV source", "to Impute category"],
  ["Impute category", "to Encode category"],
  ["Encode category", "to Linear model"],
] as const;

test("single clicks are enough for the whole journey", async ({ page, browser }) => {
  const complaints = await recordComplaints(page.context());
  const studio = await Studio.open(page);

  await test.step("own CSV, target, an empty canvas", async () => {
    await studio.addCsv("fruit.csv", fruitCsv(120));
    await studio.target.selectOption("ripe");
    await expect(studio.outline).toContainText("Complete: this pipeline can be trained.");
    await studio.clearCanvas();
  });

  await test.step("add blocks and connect them by clicks", async () => {
    for (const title of BLOCKS) await studio.button(`Add ${title}`).click();
    await studio.expectBlocks(BLOCKS);
    for (const [output, from, input, to] of BY_PORTS) {
      await studio.port("Output", output, from).click();
      await studio.port("Input", input, to).click();
    }
    await studio.expectConnections(BY_PORTS.length);
    for (const [from, to] of BY_LIST) {
      await studio.select(from);
      await studio.button(`Connect ${from} to…`).click();
      await page.getByRole("dialog").getByRole("button", { name: to }).first().click();
    }
    await studio.expectConnections(BY_PORTS.length + BY_LIST.length);
    await expect(studio.outline).toContainText("Complete: this pipeline can be trained.");
  });

  await test.step("a connection that cannot be is refused with its reason, by clicks too", async () => {
    await studio.port("Output", "Category columns", "CSV source").click();
    await studio.port("Input", "Number columns", "Scale number").click();
    await expect(studio.notices).toContainText("Not connected. “Number columns” takes number columns");
  });

  await test.step("delete, undo, redo, undo; settings; a column set aside and taken back", async () => {
    await studio.select("Linear model");
    await studio.button("Delete Linear model").click();
    await expect(studio.block("Linear model")).toHaveCount(0);
    await expect(studio.outline).toContainText("Add a model block.");
    await studio.button("Undo").click();
    await expect(studio.block("Linear model")).toBeVisible();
    await studio.button("Redo").click();
    await expect(studio.block("Linear model")).toHaveCount(0);
    await studio.button("Undo").click();
    await expect(studio.outline).toContainText("Complete: this pipeline can be trained.");

    await studio.select("Scale number");
    await expect(studio.inspector.getByRole("heading", { name: "Scale number" })).toBeVisible();

    await studio.show("data");
    const use = page.getByRole("checkbox", { name: "Use noise" });
    await use.click();
    await expect(use).not.toBeChecked();
    await expect(page.getByText("5 columns: 3 used, 1 set aside")).toBeVisible();
    await expect(use).toBeEnabled();
    await use.click();
    await expect(page.getByText("5 columns: 4 used, 0 set aside")).toBeVisible();
  });

  const blocks = await studio.blockTitles();
  const connections = await studio.connections();
  await test.step("train, pause, step, resume, stop", async () => {
    await studio.show("pipeline");
    await page.getByRole("combobox", { name: "Engine" }).selectOption("CPU");
    await page.getByRole("combobox", { name: "Training budget" }).selectOption("300");
    await studio.button("Train").click();
    await studio.expectSteps(5, 60_000);
    await expect(studio.status).toContainText("CPU");
    await studio.button("Pause").click();
    await expect(studio.status).toContainText("Paused");
    const before = await studio.settledStep();
    await studio.button("Step").click();
    await studio.expectSteps(before + 1, 30_000);
    expect(await studio.settledStep()).toBe(before + 1);
    const [question] = await Promise.all([
      page.waitForEvent("dialog"),
      page.evaluate(() => setTimeout(() => location.reload())),
    ]);
    expect(question.type()).toBe("beforeunload");
    await question.dismiss();
    expect(await studio.settledStep()).toBe(before + 1);
    await page.getByRole("combobox", { name: "Learning rate now" }).selectOption("× 0.3");
    await studio.button("Resume").click();
    await studio.expectSteps(before + 20, 60_000);
    await studio.button("Stop").click();
    await expect(studio.status).toContainText("Stopped, with the best weights kept");
    await studio.expectResults("ensemble", { isStopped: true });
    const changed = `Changed by hand from step ${before + 2} on: the learning rate is 0.3 times what was set`;
    await expect(page.getByText(changed).first()).toBeAttached();
  });

  const exported = await studio.download(() => studio.button("Export pipeline JSON").click());
  const predictions = await studio.predict("new-fruit.csv", NEW_FRUIT);
  const result = page.getByRole("region", { name: "Predict", exact: true });
  await expect(result).toContainText("4 rows predicted");
  await expect(result).toContainText("“colour”: 1 cell, such as “purple”");
  await expect(result).toContainText("“weight_g”: 1 cell, such as “heavy” in row 4");
  await expect(result).toContainText("“note”");

  await test.step("reopen in a fresh browser", () =>
    studio.expectSameElsewhere({ browser, file: exported.bytes, blocks, connections, rows: NEW_FRUIT, predictions }));
  expect(complaints).toEqual([]);
});
