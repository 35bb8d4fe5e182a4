import { expect, type Locator, type Page, test } from "@playwright/test";
import { Studio } from "./support/studio.ts";
import { lines } from "./support/tables.ts";

/** Wholly within the window, and as large as something that is looked at. */
async function expectInSight(page: Page, parts: Readonly<Record<string, Locator>>): Promise<void> {
  const { width, height } = page.viewportSize() ?? { width: 0, height: 0 };
  for (const [name, part] of Object.entries(parts)) {
    const box = await part.boundingBox();
    if (!box) throw new Error(`${name} is not on the screen`);
    expect(box.x, name).toBeGreaterThanOrEqual(0);
    expect(box.y, name).toBeGreaterThanOrEqual(0);
    expect(box.x + box.width, name).toBeLessThanOrEqual(width);
    expect(box.y + box.height, name).toBeLessThanOrEqual(height);
    expect(box.width * box.height, name).toBeGreaterThan(1000);
  }
  expect(await page.evaluate(() => [window.scrollX, window.scrollY])).toEqual([0, 0]);
  const overflow = () => document.documentElement.scrollHeight - document.documentElement.clientHeight;
  expect(await page.evaluate(overflow), "the page does not scroll").toBe(0);
}

test("canvas, loss, gates, Train and the verdict are in sight together, from the first step to the end", async ({
  page,
}) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  const studio = await Studio.open(page);
  const parts = {
    canvas: studio.canvas,
    loss: page.getByRole("figure", { name: "Loss" }),
    gates: page.getByRole("figure", { name: "Gates" }),
    Train: studio.button("Train"),
    status: studio.status,
  };
  await expectInSight(page, parts);
  const announcements = await studio.listen();
  const verdict = page.getByRole("status", { name: "Verdict" });
  await expect(verdict).toHaveCount(0);
  await page.getByRole("combobox", { name: "Engine" }).selectOption("CPU");
  // Where other tests run beside, the shortest budget is over before a fair comparison.
  await page.getByRole("combobox", { name: "Training budget" }).selectOption("300");
  await studio.pace.uncheck();
  await studio.limitSteps(20);
  await studio.button("Train").click();
  await studio.expectSteps(1, 60_000);
  await expectInSight(page, parts);
  await expect(studio.block("Select features").getByText(/open|partly/)).toBeVisible();
  await expect(studio.block("Select features").locator("svg.block-node__picture")).toBeVisible();
  await expect(studio.status).toContainText("Done", { timeout: 90_000 });
  await expectInSight(page, { ...parts, verdict });
  // Long views scroll within themselves: whatever they hide from sight lengthens no page behind them.
  for (const view of ["data", "results", "runs"] as const) {
    await studio.show(view);
    await expectInSight(page, { verdict });
  }
  await studio.show("pipeline");

  const sentence = (await verdict.textContent())?.replace(/^\s*\S+ (Better|Worse|About even)\s*/, "") ?? "";
  expect(sentence).toMatch(/test rows|held-out rows/);
  expect((await announcements()).filter((text) => text.includes(sentence))).toHaveLength(1);
  expect((await announcements()).filter((text) => text.startsWith("Done"))).toHaveLength(1);

  await test.step("the edge of the dock is moved by keys and by the pointer, and stays where it was left", async () => {
    const edge = page.getByRole("separator", { name: "Height of what is below the canvas" });
    const heightOf = async () => Math.round((await studio.canvas.boundingBox())?.height ?? 0);
    const before = await heightOf();
    await edge.press("ArrowUp");
    await expect.poll(heightOf).toBe(before - 32);
    const box = await edge.boundingBox();
    if (!box) throw new Error("The edge is not on the screen");
    await page.mouse.move(box.x + 200, box.y + 4);
    await page.mouse.down();
    await page.mouse.move(box.x + 200, box.y + 44, { steps: 4 });
    await page.mouse.up();
    await expect.poll(heightOf).toBe(before + 8);
    await page.reload();
    await expect.poll(heightOf).toBe(before + 8);
  });
});

test("on narrow screens the header is low, and the verdict stays in sight whatever is", async ({ page }) => {
  const studio = await Studio.open(page);
  await studio.openFruit(60);
  await studio.trainShortly();
  const verdict = page.getByRole("status", { name: "Verdict" });
  for (const width of [768, 360]) {
    await page.setViewportSize({ width, height: 740 });
    expect((await page.getByRole("banner").boundingBox())?.height, `${width} pixels`).toBeLessThan(120);
    for (const view of ["data", "pipeline", "train", "results"] as const) {
      await studio.show(view);
      await expect(verdict, `${view} at ${width} pixels`).toBeInViewport();
      await expect(studio.button("Train"), `${view} at ${width} pixels`).toBeInViewport();
    }
  }
  await studio.show("pipeline");
  await page.getByRole("link", { name: "Go to the results" }).click();
  await expect(page.getByRole("heading", { name: "4 Results" })).toBeInViewport();
  await studio.button("Hide the verdict").click();
  await expect(verdict).toHaveCount(0);
});

test("words and numbers of a run stay with it: greyed where settings are others, gone from blocks where data are", async ({
  page,
}) => {
  const studio = await Studio.open(page);
  const results = page.getByRole("region", { name: "4 Results", includeHidden: true });
  const charts = page.getByRole("region", { name: "3 Train", includeHidden: true });
  const words = studio.block("Select features").getByText(/gates open|partly|^reads/);
  const mark = results.getByText(/^. (Better|Worse|About even)$/);
  const sentence = (change: string) =>
    `These results are of messy-penguins.csv, predicting species; the page now has ${change}.`;
  const places = [results, charts, studio.canvas];
  const expectStale = async (change: string) => {
    for (const place of places) await expect(place.getByText(sentence(change)).first()).toBeAttached();
    await expect(results.getByText("of earlier settings")).toHaveCount(2);
  };
  const expectFresh = async () => {
    for (const place of places) await expect(place.getByText(/These results are/)).toHaveCount(0);
    await expect(words).toHaveCount(1);
  };
  await studio.show("results");
  await studio.trainShortly();
  await expectFresh();
  const colour = () => mark.evaluate((element) => getComputedStyle(element).color);
  const fresh = await colour();

  await test.step("a setting of training, taken back", async () => {
    await studio.limitSteps(30);
    await expectStale("other training settings");
    expect(await colour()).not.toBe(fresh);
    await expect(page.getByRole("status", { name: "Verdict" })).toHaveCount(0);
    await studio.limitSteps(20);
    await expectFresh();
    expect(await colour()).toBe(fresh);
  });

  await test.step("what is deployed, taken back by Undo", async () => {
    await studio.deploy("one");
    await expectStale("other training settings");
    await studio.button("Undo").click();
    await expectFresh();
    await expect(page.getByRole("combobox", { name: "What is deployed" })).toHaveValue("ensemble");
  });

  await test.step("a block, taken back; one of the same kind in its place says nothing of what the other learned", async () => {
    await studio.select("Tame outliers");
    await studio.button("Delete Tame outliers").click();
    await expectStale("an edited pipeline");
    await studio.button("Undo").click();
    await expectFresh();
    await studio.select("Select features");
    await studio.button("Delete Select features").click();
    await studio.button("Add Select features").click();
    await expectStale("an edited pipeline");
    await expect(studio.block("Select features")).toBeVisible();
    await expect(words).toHaveCount(0);
    await studio.button("Undo").click();
    await studio.button("Undo").click();
    await expectFresh();
  });

  await test.step("another table", async () => {
    await page.getByRole("combobox", { name: "Sample" }).selectOption({ label: "Penguins from three notebooks" });
    await expect(results.getByText(/the page now has other files/)).toBeAttached();
    await expect(results.getByText("of other data")).toHaveCount(2);
    await expect(studio.block("Select sources")).toBeVisible();
    await expect(studio.canvas.getByText(/gates open|partly|^reads|\d %/)).toHaveCount(0);
    await expect(studio.canvas.getByText(/These results are/)).toHaveCount(0);
  });
});

test("words and numbers of a run agree wherever they stand", async ({ page }) => {
  const studio = await Studio.open(page);
  await studio.deploy("one");
  await studio.trainShortly();
  await studio.show("results");
  const textOf = async (locator: Locator) => (await locator.textContent()) ?? "";
  const learned = page.getByRole("region", { name: "What was learned" });
  const explanation = (title: string) =>
    learned.getByRole("listitem").filter({ has: page.getByRole("heading", { name: title, exact: true }) });
  /** With its lines, which are made when they are opened. */
  const whole = async (title: string) => {
    await explanation(title).locator("summary").click();
    await expect(explanation(title).getByRole("listitem").first()).toBeVisible();
    return textOf(explanation(title));
  };

  await test.step("columns: as many are read, or gates open, partly open and closed, on the block as in its sentence", async () => {
    const gates = /Lets (\d+) of (\d+) columns through and closes (\d+)(?:; (\d+) in between)?\./;
    const sentence = await whole("Select features");
    const [, open, all, , between = "0"] = gates.exec(sentence) ?? [];
    const ofGates = between === "0" ? `${open} of ${all} gates open` : `${open} of ${all} open, ${between} partly`;
    const [, read, some, of = read] = /reads (?:all (\d+)|(\d+) of (\d+)) columns/.exec(sentence) ?? [];
    const words = of === undefined ? ofGates : `reads ${some ?? read} of ${of} columns`;
    await expect(studio.block("Select features").getByText(words, { exact: true })).toHaveCount(1);
  });

  await test.step("choices: the same alternative with the same share", async () => {
    for (const title of ["Impute number", "Tame outliers", "Scale number", "Impute category"]) {
      const details = await whole(title);
      const [, winner, share] =
        /all columns: (?:leans to )?(.+?) \((over \d+ %|\d+ %) of the blend\)/.exec(details) ??
        /\(([^()]+?) (?:has|each have) (over \d+ %|\d+ %) of the blend\)/.exec(details) ??
        [];
      await expect(studio.block(title).getByText(`${winner} ${share}`, { exact: true })).toHaveCount(1);
    }
  });

  const rowsOf = () => studio.metrics.getByRole("row").filter({ has: page.getByRole("rowheader") });
  const loss = async (stage: string) =>
    Number(/[\d.]+/.exec(await textOf(rowsOf().filter({ hasText: stage }).getByRole("cell").nth(1)))?.[0]);
  const expectVerdictOf = async (deployed: string) => {
    const verdict = await textOf(page.getByRole("status", { name: "Verdict" }));
    const opponent = verdict.includes("well-chosen") ? "Well-chosen fixed pipeline" : "Plain pipeline";
    const [, apart = "0"] = /(?:is|by) ([\d.]+) (?:lower|higher|\()/.exec(verdict) ?? [];
    // Each of three numbers is rounded to its third digit.
    expect(Math.abs(Number(apart) - Math.abs((await loss(deployed)) - (await loss(opponent))))).toBeLessThan(0.01);
  };

  await test.step("one pipeline: the verdict, and what is said to be deployed", async () => {
    await expectVerdictOf("Final, retrained");
    await page.getByRole("tab", { name: "Evidence", exact: true }).click();
    const tried = page.getByRole("table", { name: "What was tried", exact: true }).getByRole("row");
    const deployed = await textOf(
      tried.filter({ has: page.getByRole("cell", { name: "deployed", exact: true }) }).getByRole("rowheader"),
    );
    await page.getByRole("tab", { name: "Verdict", exact: true }).click();
    const said = await textOf(learned.getByText(/is deployed/).first());
    if (said.startsWith("The plain pipeline")) expect(deployed).toMatch(/^Plain/);
    else expect(deployed).toContain(/“(.+?)” is deployed/.exec(said)?.[1] ?? "nothing");
  });

  await test.step("ensemble: log losses, shares of members, and what was learned say the same everywhere", async () => {
    await studio.deploy("ensemble");
    await studio.trainShortly();
    await studio.show("results");
    await expectVerdictOf("Ensemble");

    await page.getByRole("tab", { name: "Evidence", exact: true }).click();
    const members = page.getByRole("table", { name: "What the ensemble is made of", exact: true }).getByRole("row");
    const shares = { all: 0, learned: 0 };
    for (const member of await members.filter({ hasText: "%" }).all()) {
      const share = Number(/(\d+) %/.exec(await textOf(member.getByRole("cell").first()))?.[1]);
      shares.all += share;
      if ((await textOf(member.getByRole("rowheader"))).includes("learned preparation")) shares.learned += share;
    }
    expect(Math.abs(shares.all - 100)).toBeLessThanOrEqual(3);
    await page.getByRole("tab", { name: "Verdict", exact: true }).click();
    const said = await textOf(learned.getByText(/^What was learned (paid|did not)/));
    const [, ofLearned = "0"] = /Learned pipelines are (\d+) % of the ensemble/.exec(said) ?? [];
    expect(Math.abs(shares.learned - Number(ofLearned))).toBeLessThanOrEqual(3);
  });

  await test.step("what the cheapest classes cost stands beside what the likeliest do, and is the same where all mistakes cost one", async () => {
    await page.getByRole("tab", { name: "Diagnostics", exact: true }).click();
    const panel = page.getByRole("region", { name: "What wrong classes cost", exact: true });
    const both = panel.getByText(/^Called by their likeliest class, the test rows cost .* least, [\d,.]+\.$/);
    await expect(both).toBeVisible();
    const [likeliest, least] = (await textOf(both)).match(/\d[\d,.]*(?=[. ;])/g) ?? [];
    expect(least).toBe(likeliest);
    await panel.getByRole("spinbutton").first().fill("1000");
    await expect(both).toBeVisible();
  });

  await test.step("of another table's classes, which are more, costs begin anew", async () => {
    const kinds = ["oak", "ash", "elm", "fir", "yew"];
    const trees = lines("height,kind", 100, (index) => `${10 * (index % 5) + index / 100},${kinds[index % 5]}`);
    await studio.show("data");
    await studio.openCsv("trees.csv", trees);
    await studio.target.selectOption("kind");
    await studio.trainShortly();
    await studio.show("results");
    await page.getByRole("tab", { name: "Diagnostics", exact: true }).click();
    const panel = page.getByRole("region", { name: "What wrong classes cost", exact: true });
    await expect(panel.getByRole("spinbutton")).toHaveCount(20);
    expect(
      await panel.getByRole("spinbutton").evaluateAll((all) => all.every((one) => one.matches("[value='1']"))),
    ).toBe(true);
  });
});
