import { expect, type Page, test, type Worker } from "@playwright/test";
import { Studio } from "./support/studio.ts";
import { fruitCsv } from "./support/tables.ts";

/** A run that has come to its first checkpoint. */
async function run(studio: Studio): Promise<void> {
  const { page } = studio;
  await page.getByRole("combobox", { name: "Engine" }).selectOption("CPU");
  await page.getByRole("combobox", { name: "Training budget" }).selectOption("300");
  // The blend takes six seconds at this pace, and the members come after it: it still goes on when it is looked at.
  await studio.limitSteps(STEPS);
  await studio.pace.check();
  await studio.button("Train").click();
  await studio.expectSteps(1, 60_000);
  await page.waitForTimeout(5000);
}

/** The one that is there now and answers the page; members have others. */
function theWorker(page: Page): Worker {
  const [worker] = page
    .workers()
    .filter((each) => each.url().includes("/host-"))
    .slice(-1);
  return worker;
}

const offerOf = (page: Page) => page.getByRole("region", { name: "A run was cut off" });

/** Its table is read again, and it trains. */
async function goOn(studio: Studio): Promise<void> {
  await expect(studio.files).toHaveCount(1);
  await offerOf(studio.page).getByRole("button", { name: "Go on with this run" }).click();
  await expect(studio.status).toContainText(/Training the/, { timeout: 30_000 });
  await expect(offerOf(studio.page)).toHaveCount(0);
}

/** Of the blend and of each member: few, so that the run that ends takes little of the machine. */
const STEPS = 100;

test("a worker that ends, hangs or has no memory is noticed within five seconds, and its run goes on each time; reading can be cancelled", async ({
  page,
}) => {
  const studio = await Studio.open(page);
  await studio.addCsv("fruit.csv", fruitCsv(120));
  await studio.target.selectOption("ripe");
  await run(studio);
  await test.step("it ends without a word", async () => {
    await theWorker(page).evaluate(() => self.close());
    await expect(offerOf(page)).toContainText("it ended without a word", { timeout: 5000 });
    await expect(offerOf(page)).toContainText("It had come to");
    await goOn(studio);
  });
  await test.step("it hangs, and is started anew when asked to", async () => {
    theWorker(page)
      .evaluate(() => {
        for (;;);
      })
      .catch(() => undefined);
    // Five seconds without an answer, and what the page looks every half second.
    await expect(studio.notices).toContainText("has not answered for five seconds", { timeout: 8000 });
    await studio.notices.getByRole("button", { name: "Start it anew" }).click();
    await expect(offerOf(page)).toContainText("it did not answer and was started anew");
    await expect(studio.notices).not.toContainText("has not answered");
    await goOn(studio);
  });
  await test.step("it has no memory, until there is some", async () => {
    const worker = theWorker(page);
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
    await goOn(studio);
  });
  await expect(studio.status).toContainText("Done", { timeout: 150_000 });
  await studio.expectResults();
  for (const isStuck of [false, true]) {
    await test.step(`reading is cancelled, and what was open stays${isStuck ? ": of a worker that does not listen" : ""}`, async () => {
      if (isStuck) {
        theWorker(page)
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
    });
  }
});
