import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, type Locator, test } from "@playwright/test";
import { recordComplaints, Studio } from "./support/studio.ts";
import { fruitCsv, NEW_FRUIT } from "./support/tables.ts";

/** Where each block is dropped: parts of the canvas's width and height. */
const BLOCKS: readonly (readonly [title: string, x: number, y: number])[] = [
  ["CSV source", 0.12, 0.3],
  ["Impute number", 0.3, 0.2],
  ["Scale number", 0.48, 0.2],
  ["Encode category", 0.4, 0.65],
  ["Select features", 0.68, 0.4],
  ["Neural network", 0.88, 0.4],
];

/** Block and port of both ends. */
const CONNECTIONS: readonly (readonly [from: string, output: string, to: string, input: string])[] = [
  ["CSV source", "Number columns", "Impute number", "Number columns"],
  ["Impute number", "Filled number columns", "Scale number", "Number columns"],
  ["CSV source", "Category columns", "Encode category", "Category columns"],
  ["Scale number", "Scaled number columns", "Select features", "Features"],
  ["Encode category", "One feature a level", "Select features", "Features"],
  ["Select features", "Features let through", "Neural network", "Features"],
];

async function centreOf(locator: Locator): Promise<{ x: number; y: number }> {
  const box = await locator.boundingBox();
  if (!box) throw new Error(`${locator} is not on the screen`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

async function drag(studio: Studio, from: { x: number; y: number }, to: { x: number; y: number }): Promise<void> {
  const { mouse } = studio.page;
  await mouse.move(from.x, from.y);
  await mouse.down();
  await mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 4 });
  await mouse.move(to.x, to.y, { steps: 4 });
  await mouse.up();
}

/**
 * The same cells, and probabilities to the last bits: ECMAScript leaves those of Math.exp to the implementation, and Node's
 * is another than the browser's.
 */
function expectSamePredictions(got: string, wanted: string): void {
  const rowsOf = (text: string) =>
    text
      .trim()
      .split(/\r?\n/)
      .map((line) => /^(.*),([^,]+),([^,]+)$/.exec(line) ?? [])
      .map(([, cells, ...probabilities]) => ({ cells, probabilities }));
  const [rows, others] = [rowsOf(got), rowsOf(wanted)];
  expect(rows.map((row) => row.cells)).toEqual(others.map((row) => row.cells));
  expect(rows[0].probabilities).toEqual(others[0].probabilities);
  rows.slice(1).forEach(({ probabilities }, index) => {
    expect(probabilities).toHaveLength(2);
    probabilities.forEach((value, k) => {
      expect(Math.abs(Number(value) - Number(others[index + 1].probabilities[k]))).toBeLessThan(1e-12);
    });
  });
}

/** Compiled kernels, and in the long suite tfjs's own on the same device. */
const ENGINES = process.env.DIFFML_FULL === "1" ? ["WebGPU", "WebGPU (tfjs)"] : ["WebGPU"];

for (const engine of ENGINES) {
  test(`a CSV trains on ${engine} in a pipeline of dragged blocks, and the file of it predicts the very same`, async ({
    page,
    browser,
  }, testInfo) => {
    test.setTimeout(300_000);
    const complaints = await recordComplaints(page.context());
    const studio = await Studio.open(page);

    await test.step("drop a CSV and choose its target", async () => {
      const transfer = await page.evaluateHandle((text) => {
        const data = new DataTransfer();
        data.items.add(new File([text], "fruit.csv", { type: "text/csv" }));
        return data;
      }, fruitCsv(120));
      for (const type of ["dragenter", "dragover", "drop"]) {
        await page.getByLabel("Add CSV files").dispatchEvent(type, { dataTransfer: transfer });
      }
      await expect(page.getByText("fruit.csv · 120 rows · 5 columns")).toBeVisible();
      await studio.target.selectOption("ripe");
      await expect(page.getByRole("combobox", { name: "Task" })).toHaveValue("binary");
    });

    await test.step("clear the canvas, drag six blocks onto it and connect their ports", async () => {
      await studio.clearCanvas();
      const surface = page.getByTestId("rf__wrapper");
      for (const [title, x, y] of BLOCKS) {
        await page.getByRole("link", { name: "2 Pipeline" }).click();
        const item = studio.button(`Add ${title}`);
        await item.scrollIntoViewIfNeeded();
        const box = await surface.boundingBox();
        if (!box) throw new Error("The canvas is not on the screen");
        await drag(studio, await centreOf(item), { x: box.x + x * box.width, y: box.y + y * box.height });
        await expect(studio.block(title)).toBeVisible();
      }
      for (const [from, output, to, input] of CONNECTIONS) {
        const start = await centreOf(studio.port("Output", output, from));
        await drag(studio, start, await centreOf(studio.port("Input", input, to)));
      }
      const wrong = await centreOf(studio.port("Output", "Category columns", "CSV source"));
      await drag(studio, wrong, await centreOf(studio.port("Input", "Number columns", "Scale number")));
      await expect(studio.notices).toContainText("Not connected. “Number columns” takes number columns");
      await expect(studio.outline).toContainText("Complete: this pipeline can be trained.");
      await studio.expectConnections(CONNECTIONS.length);
    });
    const blocks = await studio.blockTitles();
    const connections = await studio.connections();

    await test.step("train on WebGPU for 20 steps or more, then stop", async () => {
      await page.getByRole("combobox", { name: "Engine" }).selectOption({ label: engine });
      await page.getByRole("combobox", { name: "Training budget" }).selectOption("300");
      await studio.button("Train").click();
      await expect(studio.status).toContainText(/WebGPU/, { timeout: 120_000 });
      await studio.expectSteps(20, 200_000);
      await expect(page.getByRole("figure", { name: "Loss" })).toContainText(/At step \d+: training/);
      await expect(page.getByRole("figure", { name: "Gates" })).toContainText(/weight_g/);
      await studio.button("Stop").click();
      await expect(studio.status).toContainText("Stopped, with the best weights kept", { timeout: 60_000 });
      await expect(studio.status).toContainText("WebGPU");
      await studio.expectResults("ensemble", { isStopped: true });
    });

    const exported = await studio.download(() => studio.button("Export pipeline JSON").click());
    expect(exported.name).toMatch(/\.json$/);
    const predictions = await studio.predict("new-fruit.csv", NEW_FRUIT);
    expect(predictions.toString()).toContain("length_cm,colour,weight_g,noise,note,prediction,p_no,p_yes");

    await test.step("the command line predicts the same from the file", async () => {
      const [pipeline, rows, out] = ["trained.json", "new-fruit.csv", "out.csv"].map((name) =>
        testInfo.outputPath(name),
      );
      await writeFile(pipeline, exported.bytes);
      await writeFile(rows, NEW_FRUIT);
      const run = fileURLToPath(new URL("../scripts/run.mjs", import.meta.url));
      await promisify(execFile)(process.execPath, [run, "diffml", "predict", pipeline, rows, "--out", out]);
      expectSamePredictions(await readFile(out, "utf8"), predictions.toString("utf8"));
    });

    await test.step("open the file in a fresh browser: same canvas, same predictions", () =>
      studio.expectSameElsewhere({ browser, file: exported.bytes, blocks, connections, rows: NEW_FRUIT, predictions }));
    expect(complaints).toEqual([]);
  });
}
