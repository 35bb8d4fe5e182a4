import { expect, type Page, test } from "@playwright/test";
import { Studio } from "./support/studio.ts";
import { fruitCsv } from "./support/tables.ts";

/** A run that has come to its first checkpoint. */
async function running(page: Page): Promise<Studio> {
  const studio = await Studio.open(page);
  await studio.addCsv("fruit.csv", fruitCsv(120));
  await studio.target.selectOption("ripe");
  await page.getByRole("combobox", { name: "Engine" }).selectOption("CPU");
  await page.getByRole("combobox", { name: "Training budget" }).selectOption("300");
  // The blend takes six seconds at this pace, and the members come after it: it still goes on when it is looked at.
  await studio.limitSteps(300);
  await studio.pace.check();
  await studio.button("Train").click();
  await studio.expectSteps(1, 60_000);
  await page.waitForTimeout(5000);
  return studio;
}

const offerOf = (page: Page) => page.getByRole("region", { name: "A run was cut off" });

async function expectGoesOn(studio: Studio): Promise<void> {
  await expect(studio.files).toHaveCount(1);
  await offerOf(studio.page).getByRole("button", { name: "Go on with this run" }).click();
  await expect(studio.status).toContainText("Done", { timeout: 150_000 });
  await studio.expectResults();
}

test("a worker that ends without a word is noticed within five seconds, and its run goes on", async ({ page }) => {
  const studio = await running(page);
  await page.workers()[0].evaluate(() => self.close());
  await expect(offerOf(page)).toContainText("it ended without a word", { timeout: 5000 });
  await expect(offerOf(page)).toContainText("It had come to");
  await expectGoesOn(studio);
});

test("a worker that hangs is noticed, and started anew when asked to", async ({ page }) => {
  const studio = await running(page);
  page
    .workers()[0]
    .evaluate(() => {
      for (;;);
    })
    .catch(() => undefined);
  // Five seconds without an answer, and what the page looks every half second.
  await expect(studio.notices).toContainText("has not answered for five seconds", { timeout: 8000 });
  await studio.notices.getByRole("button", { name: "Start it anew" }).click();
  await expect(offerOf(page)).toContainText("it did not answer and was started anew");
  await expect(studio.notices).not.toContainText("has not answered");
  await expectGoesOn(studio);
});

test("a worker without memory says so, and its run goes on once there is some", async ({ page }) => {
  const studio = await running(page);
  const [worker] = page.workers();
  // What a browser does that gives no more memory: the machine that tests run on keeps its own.
  await worker.evaluate(() => {
    const { Float32Array: real } = globalThis;
    Reflect.set(globalThis, "Float32Array", new Proxy(real, { construct: refuse }));
    Reflect.set(globalThis, "giveMemory", () => Reflect.set(globalThis, "Float32Array", real));
    function refuse(): never {
      throw new RangeError("Array buffer allocation failed");
    }
  });
  await expect(offerOf(page)).toContainText("memory", { timeout: 5000 });
  await expect(offerOf(page)).toContainText("It had come to");
  await worker.evaluate(() => Reflect.get(globalThis, "giveMemory")());
  await expectGoesOn(studio);
});

test("reading can be cancelled, and what was open stays: also where the worker does not listen", async ({ page }) => {
  const studio = await Studio.open(page);
  await studio.addCsv("fruit.csv", fruitCsv(120));
  await studio.target.selectOption("ripe");
  for (const isStuck of [false, true]) {
    if (isStuck) {
      page
        .workers()[0]
        .evaluate(() => {
          for (;;);
        })
        .catch(() => undefined);
    }
    await studio.addCsv("large.csv", fruitCsv(isStuck ? 10 : 250_000));
    await studio.button("Cancel").first().click();
    await expect(studio.button("Cancel")).toHaveCount(0);
    await expect(studio.files).toHaveCount(1);
    await expect(studio.target).toHaveValue("ripe");
  }
  await studio.trainShortly(5);
});
