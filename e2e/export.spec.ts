import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inflateSync } from "node:zlib";
import { expect, test } from "@playwright/test";
import { buildModule } from "../scripts/build-module.mjs";
import { pythonWith } from "../src/table/testing/python.ts";
import { violationsInBothThemes } from "./support/axe.ts";
import { dropFiles, recordComplaints, Studio } from "./support/studio.ts";
import { fruitCsv } from "./support/tables.ts";

let folder: string;
test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "diffml-export-"));
});
test.afterAll(() => rmSync(folder, { recursive: true }));

test("a trained pipeline leaves for other programs, each format with the names of its columns, after a self-test", async ({
  page,
}) => {
  const complaints = await recordComplaints(page.context());
  const studio = await Studio.open(page);
  const dialog = page.getByRole("dialog", { name: "Export and share" });

  await test.step("before training, the dialogue says what is missing", async () => {
    await studio.button("Export as…").click();
    await expect(dialog).toContainText("Nothing is trained yet");
    await expect(dialog.getByRole("button", { name: /^Download/ })).toHaveCount(1);
    await page.keyboard.press("Escape");
    await expect(dialog).toHaveCount(0);
  });

  await dropFiles(studio.canvas, ["fruit.csv", fruitCsv(60)]);
  await studio.target.selectOption("ripe");
  await studio.trainShortly();

  await test.step("every format shows how it is used with these columns", async () => {
    await studio.button("Export as…").click();
    const python = dialog.getByRole("region", { name: "How to use it: Python" });
    await expect(python).toContainText('"colour": ');
    await expect(python).toContainText("pipeline.predict_proba");
    for (const title of ["ONNX, an input for each column", "ONNX, numbers alone"]) {
      await expect(dialog.getByRole("region", { name: `How to use it: ${title}` })).toContainText("onnxruntime");
    }
    expect(await violationsInBothThemes(page, "dialog[open]"), "the list of formats").toEqual([]);
  });

  const file = await studio.download(() => dialog.getByRole("button", { name: "Download Python" }).click());
  await test.step("the Python file is saved after its self-test, and says the same where it runs", async () => {
    await expect(dialog.getByRole("status")).toContainText([/Self-test passed: on 16 made-up rows.*Saved .*\.py/]);
    await expect(dialog.getByRole("button", { name: "Download Python" })).toBeFocused();
    expect(file.name).toMatch(/^\w+\.py$/);
    const interpreter = pythonWith("numpy");
    if (interpreter === undefined) return;
    writeFileSync(join(folder, "model.py"), file.bytes);
    const { status, stdout, stderr } = spawnSync(interpreter, ["model.py", "self-test"], {
      cwd: folder,
      encoding: "utf8",
    });
    expect(stdout + stderr).toContain("largest difference");
    expect(status).toBe(0);
  });

  const json = await studio.download(() => dialog.getByRole("button", { name: "Download pipeline JSON" }).click());
  await expect(dialog.getByText(`Saved ${json.name}.`)).toBeVisible();

  await test.step("the cleaned table has the cells of the file, and gaps of numbers filled", async () => {
    const press = () => dialog.getByRole("button", { name: "Download the cleaned table" }).click();
    const { name, bytes } = await studio.download(press);
    expect(name).toMatch(/\.cleaned\.csv$/);
    await expect(dialog.getByText(/ gaps? filled, [\d,]+ other cells? changed\.$/)).toBeVisible();
    const [before, after] = [fruitCsv(60), bytes.toString("utf8")].map((text) => {
      return text
        .trimEnd()
        .split("\n")
        .map((line) => line.split(","));
    });
    expect(after[0]).toEqual(before[0]);
    expect(after).toHaveLength(before.length);
    for (const [column, isFilled] of [true, true, false, false, false].entries()) {
      const [was, is] = [before, after].map((rows) => rows.slice(1).map((cells) => cells[column]));
      const there = was.filter((cell) => cell !== "").map(Number);
      for (const [row, cell] of was.entries()) {
        if (cell !== "") expect(is[row]).toBe(Number.isNaN(Number(cell)) ? cell : String(Number(cell)));
        // A missing level is a level of its own, here as in the file.
        else if (!isFilled) expect(is[row]).toBe("");
        else {
          expect(Number(is[row])).toBeGreaterThan(Math.min(...there));
          expect(Number(is[row])).toBeLessThan(Math.max(...there));
        }
      }
    }
  });

  const report = await studio.download(() => dialog.getByRole("button", { name: "Download Report page" }).click());
  expect(report.bytes.toString("utf8")).toContain("Columns that predictions rely on");

  await test.step("why a file cannot be had is said beside its button, and nowhere below", async () => {
    const worker = page.workers().find((each) => each.url().includes("/host-"));
    await worker?.evaluate(() => {
      const { Blob: real } = globalThis;
      Reflect.set(globalThis, "Blob", new Proxy(real, { construct: refuse }));
      function refuse(): never {
        Reflect.set(globalThis, "Blob", real);
        throw new Error("no room for a file");
      }
    });
    await dialog.getByRole("button", { name: "Download Python" }).click();
    await expect(dialog.getByRole("alert")).toContainText("no room for a file");
    await expect(studio.notices.getByText("no room for a file")).toHaveCount(0);
    await studio.download(() => dialog.getByRole("button", { name: "Download Python" }).click());
    await expect(dialog.getByRole("alert")).toHaveCount(0);
  });

  await test.step("what is too large for SQL is trained again as what is not, by one button", async () => {
    await dialog.getByRole("button", { name: "Train one with a linear model" }).click();
    await expect(dialog).toHaveCount(0);
    await expect(studio.button("Train")).toBeFocused();
    await expect(studio.block("Linear model")).toHaveCount(1);
    await expect(studio.status).toContainText(/^Done/, { timeout: 60_000 });
    await studio.button("Export as…").click();
    const sql = await studio.download(() => dialog.getByRole("button", { name: "Download SQL for SQLite" }).click());
    expect(sql.bytes.toString("utf8")).toContain("SELECT");
    await page.keyboard.press("Escape");
  });

  await test.step("the module predicts in a page that has nothing else as it does in Node", async () => {
    await buildModule(folder);
    const rows = [
      { weight: "120", colour: "red" },
      { weight: "", colour: "a colour that nobody saw" },
    ];
    const { openPipeline } = await import(join(folder, "index.js"));
    const here = openPipeline(json.bytes.toString("utf8"));
    const given = rows.map((row) => ({
      ...Object.fromEntries(here.columns.map((name: string) => [name, ""])),
      ...row,
    }));
    const wanted = here.predict(given, { force: true });
    const elsewhere = await page.context().newPage();
    const served: Readonly<Record<string, readonly [type: string, body: string | Buffer]>> = {
      "/": ["text/html", "<!doctype html><title>Elsewhere</title>"],
      "/index.js": ["text/javascript", readFileSync(join(folder, "index.js"))],
      "/trained.json": ["application/json", json.bytes],
    };
    await elsewhere.route("http://elsewhere.test/**", (route) => {
      const [contentType, body] = served[new URL(route.request().url()).pathname] ?? ["text/plain", ""];
      return route.fulfill({ contentType, body });
    });
    await elsewhere.goto("http://elsewhere.test/");
    const got = await elsewhere.evaluate(async (asked) => {
      const url = "/index.js";
      const module = await import(url);
      const pipeline = module.openPipeline(await (await fetch("/trained.json")).text());
      const { predictions, probabilities } = pipeline.predict(asked, { force: true });
      return { predictions, probabilities };
    }, given);
    await elsewhere.close();
    expect(got.predictions).toEqual(wanted.predictions);
    const said: readonly number[] = wanted.probabilities.flat();
    expect(said).toHaveLength(4);
    for (const [index, probability] of got.probabilities.flat().entries()) {
      expect(probability).toBeCloseTo(said[index], 12);
    }
  });

  await test.step("the JSON, dropped onto the page, is open again", async () => {
    await dropFiles(studio.canvas, [json.name, json.bytes.toString("utf8")]);
    await studio.notices.getByRole("button", { name: "Look at what it brings" }).click();
    await expect(page.getByText("Self-test passed").first()).toBeVisible();
  });

  await test.step("a link holds the pipeline on the canvas, and opens it where another one stands; a part of it opens nothing", async () => {
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    const whole = await studio.blockTitles();
    await studio.button("Export as…").click();
    await dialog.getByRole("button", { name: "Copy link" }).click();
    await expect(dialog.getByRole("status").filter({ hasText: "Copied a link of" })).toBeVisible();
    await page.keyboard.press("Escape");
    const link = new URL(await page.evaluate(() => navigator.clipboard.readText()));
    expect([link.origin, link.search]).toEqual([new URL(page.url()).origin, ""]);
    const packed = link.hash.replace("#pipeline=", "");
    const told = inflateSync(Buffer.from(packed, "base64url")).toString("utf8");
    expect(JSON.parse(told).table.target.name).toBe("ripe");
    for (const secret of ["fruit.csv", '"yes"', "green"]) expect(told).not.toContain(secret);
    await studio.select("Scale number");
    await studio.button("Delete Scale number").click();
    const less = whole.filter((title) => title !== "Scale number");
    await studio.expectBlocks(less);
    const follow = (hash: string) => page.evaluate((to) => location.assign(to), `#pipeline=${hash}`);
    await follow(packed);
    await expect(studio.notices).toContainText("from the link");
    await expect(studio.notices).toContainText("it is in “Saved work”, too");
    // It brings no results, so none are of other files.
    await expect(page.getByText("These results are of")).toHaveCount(0);
    await studio.expectBlocks(whole);
    expect(new URL(page.url()).hash).toBe("");
    await studio.button("Undo").click();
    await studio.expectBlocks(less);
    await follow(packed.slice(0, -20));
    await expect(studio.notices).toContainText("Copy the whole link once more");
    await studio.expectBlocks(less);
  });
  expect(complaints).toEqual([]);
});
