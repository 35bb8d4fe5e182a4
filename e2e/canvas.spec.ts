import { expect, test } from "@playwright/test";
import { recordComplaints, Studio } from "./support/studio.ts";

test("a pipeline is begun from a template, copied, tidied up and emptied, and each step is undone", async ({
  page,
}) => {
  const complaints = await recordComplaints(page.context());
  const studio = await Studio.open(page);
  const before = await studio.blockTitles();
  const undo = async () => {
    await studio.button("Undo").click();
    await studio.expectBlocks(before);
  };

  await test.step("a template for a question", async () => {
    const templates = page.getByRole("combobox", { name: "Start from", exact: true });
    await expect(templates.getByRole("option", { name: "Which source can I trust?" })).toHaveCount(0);
    await templates.selectOption({ label: "Noisy labels" });
    await expect(studio.block("Weigh rows")).toBeVisible();
    await expect(studio.block("Select features")).toHaveCount(0);
    await expect(studio.outline).toContainText("Complete: this pipeline can be trained.");
    await undo();
  });

  await test.step("copies, by keys and by a button", async () => {
    await studio.block("Scale number").click();
    await page.keyboard.press("Control+d");
    await studio.expectBlocks([...before, "Scale number 2"]);
    await undo();
    await page.getByTestId("rf__wrapper").click({ position: { x: 200, y: 12 } });
    await studio.block("Scale number").click();
    for (const key of ["a", "c", "v"]) await page.keyboard.press(`Control+${key}`);
    await studio.expectBlocks([...before, ...before.map((title) => `${title} 2`)]);
    await undo();
    await studio.select("Tame outliers");
    await studio.button("Duplicate Tame outliers").click();
    await studio.expectBlocks([...before, "Tame outliers 2"]);
  });

  await test.step("while a connection is made, ports say whether it can end there", async () => {
    await studio.port("Output", "Filled number columns", "Impute number").click();
    await expect(studio.port("Input", "Number columns", "Tame outliers 2")).toHaveAttribute("data-fit", "yes");
    await expect(studio.port("Input", "Category columns", "Impute category")).toHaveAttribute("data-fit", "no");
    await studio.port("Input", "Number columns", "Tame outliers 2").click();
    await expect(page.locator("[data-fit]")).toHaveCount(0);
    await expect(studio.canvas.getByRole("group", { name: /from Impute number .* to Tame outliers 2/ })).toHaveCount(1);
  });

  await test.step("tidied up, and emptied", async () => {
    const place = () => studio.block("Tame outliers 2").evaluate((element) => (element as HTMLElement).style.transform);
    const there = await place();
    await studio.button("Tidy up").click();
    await expect.poll(place).not.toBe(there);
    await studio.button("New").click();
    await studio.expectBlocks([]);
    await studio.button("Undo").click();
    await studio.expectBlocks([...before, "Tame outliers 2"]);
  });
  expect(complaints).toEqual([]);
});

test("all blocks stay in sight when the canvas gets less room, until somebody chooses a part of them", async ({
  page,
}) => {
  const studio = await Studio.open(page);
  const canvas = page.getByTestId("rf__wrapper");
  const blocks = studio.canvas.getByRole("group", { name: / block$/ });
  const buttons = [studio.button("Tidy up"), page.getByRole("button", { name: "Zoom in" })];
  /** Blocks of which something is cut off, or lies under the buttons. */
  const hidden = async () => {
    const room = await canvas.boundingBox();
    const over = await Promise.all(buttons.map((button) => button.boundingBox()));
    const ends = Math.min(...over.map((box) => box?.y ?? Number.NaN));
    const boxes = await blocks.evaluateAll((nodes) =>
      nodes.map((node) => {
        const { left, top, right, bottom } = node.getBoundingClientRect();
        return { name: node.getAttribute("aria-label"), left, top, right, bottom };
      }),
    );
    if (!room) throw new Error("The canvas has no size.");
    const isWhole = (box: (typeof boxes)[number]) =>
      box.left >= room.x && box.right <= room.x + room.width && box.top >= room.y && box.bottom <= ends;
    return boxes.filter((box) => !isWhole(box)).map(({ name }) => name);
  };
  await expect.poll(hidden).toEqual([]);
  const before = (await canvas.boundingBox())?.height ?? 0;
  await studio.show("train");
  await expect.poll(async () => (await canvas.boundingBox())?.height).toBeLessThan(before - 100);
  await expect.poll(hidden).toEqual([]);
  await studio.show("pipeline");
  await expect.poll(hidden).toEqual([]);

  const view = page.locator(".react-flow__viewport");
  for (let press = 0; press < 3; press++) await page.getByRole("button", { name: "Zoom in" }).click();
  await expect.poll(hidden).not.toEqual([]);
  await page.waitForTimeout(400);
  const chosen = await view.getAttribute("style");
  await studio.show("train");
  await expect.poll(async () => (await canvas.boundingBox())?.height).toBeLessThan(before - 100);
  await page.waitForTimeout(400);
  expect(await view.getAttribute("style")).toBe(chosen);
});
