/**
 * A graphics device that is lost while it trains: destroyed, or with the browser's whole GPU process. Training goes on with the CPU
 * from the last good weights, and says why. A software adapter takes long to prepare its kernels: in `npm run test:full` alone.
 */
import { type Browser, expect, type Page, test } from "@playwright/test";
import { Studio } from "./support/studio.ts";
import { fruitCsv } from "./support/tables.ts";

test.skip(process.env.DIFFML_FULL !== "1", "part of npm run test:full");

const KINDS = ["device destroyed", "GPU process killed"] as const;

/** Remembers the devices that the worker opens from now on. */
async function watchDevices(page: Page): Promise<void> {
  await page.workers()[0].evaluate(() => {
    const devices: GPUDevice[] = [];
    Reflect.set(globalThis, "devices", devices);
    const { requestDevice } = GPUAdapter.prototype;
    GPUAdapter.prototype.requestDevice = async function (...given) {
      const device = await requestDevice.apply(this, given);
      devices.push(device);
      return device;
    };
  });
}

async function lose(kind: (typeof KINDS)[number], page: Page, browser: Browser): Promise<void> {
  if (kind === "device destroyed") {
    await page.workers()[0].evaluate(() => {
      for (const device of Reflect.get(globalThis, "devices")) device.destroy();
    });
    return;
  }
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  const gpu = processInfo.find(({ type }) => type === "GPU");
  process.kill(gpu!.id, "SIGKILL");
}

for (const kind of KINDS) {
  test(`${kind}: training goes on, and says why`, async ({ page, browser }) => {
    test.setTimeout(400_000);
    const studio = await Studio.open(page);
    await studio.addCsv("fruit.csv", fruitCsv(120));
    await studio.target.selectOption("ripe");
    await studio.show("pipeline");
    await watchDevices(page);
    await page.getByRole("combobox", { name: "Engine" }).selectOption({ label: "WebGPU" });
    await page.getByRole("combobox", { name: "Training budget" }).selectOption("300");
    await studio.button("Train").click();
    await expect(studio.status).toContainText(/Engine: WebGPU/, { timeout: 200_000 });
    await studio.expectSteps(1, 200_000);
    const lostAt = Date.now();
    await lose(kind, page, browser);
    await expect(studio.status).toContainText("The graphics device was lost");
    await expect(studio.status).toContainText(/Engine: CPU/);
    console.log(`${kind}: told after ${Date.now() - lostAt} ms`);
    await studio.expectSteps((await studio.step()) + 1, 60_000);
    console.log(`${kind}: a step later after ${Date.now() - lostAt} ms`);
    await studio.button("Stop").click();
    await expect(studio.status).toContainText("Stopped, with the best weights kept", { timeout: 60_000 });
    // Stopped so early, nothing may be trained to compare with.
    await studio.show("results");
    await expect(studio.metrics).toContainText(/\d/);
    await expect(page.getByText(/was lost; training went on with/).first()).toBeAttached();
  });
}
