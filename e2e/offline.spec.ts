import { appendFileSync, cpSync, mkdtempSync, readdirSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, type Page, test } from "@playwright/test";
import { writeOfflineWorker } from "../scripts/offline.mjs";
import { serve } from "../scripts/serve.mjs";
import { recordComplaints, Studio } from "./support/studio.ts";
import { fruitCsv, NEW_FRUIT } from "./support/tables.ts";

test.use({ serviceWorkers: "allow" });

/** Until the files of a version are all there, and its service worker answers for them. */
async function ready(page: Page): Promise<void> {
  await expect
    .poll(() => page.evaluate(() => navigator.serviceWorker.controller?.state), { timeout: 60_000 })
    .toBe("activated");
}

test("with its service worker the studio fetches nothing while a run goes on, works without a network, and erases that, too", async ({
  page,
  context,
  baseURL,
}) => {
  const complaints = await recordComplaints(context);
  const requests: string[] = [];
  context.on("request", (request) => requests.push(request.url()));
  const studio = await Studio.open(page);
  await ready(page);
  await test.step("nothing is fetched while a run goes on, nor from elsewhere", async () => {
    await page.waitForLoadState("networkidle");
    const nBefore = requests.length;
    await studio.deploy("one");
    await studio.trainShortly();
    await studio.expectResults("one");
    expect(requests.slice(nBefore).filter((url) => !url.startsWith("blob:"))).toEqual([]);
    expect(requests.filter((url) => !url.startsWith(baseURL!) && !url.startsWith("blob:"))).toEqual([]);
  });
  await test.step("after the first visit it opens, trains and predicts without a network", async () => {
    await context.setOffline(true);
    await page.reload();
    await expect(studio.outline).toContainText("Complete: this pipeline can be trained.");
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    await studio.addCsv("fruit.csv", fruitCsv(120));
    await studio.target.selectOption("ripe");
    await studio.deploy("ensemble");
    await studio.trainShortly();
    await studio.expectResults();
    await studio.predict("new-fruit.csv", NEW_FRUIT);
    expect(complaints).toEqual([]);
  });
  await test.step("erasing everything takes the kept files and the service worker, too", async () => {
    await context.setOffline(false);
    await studio.button("Privacy").click();
    const dialog = page.getByRole("dialog", { name: "Privacy" });
    await dialog.getByRole("button", { name: "Erase everything stored" }).click();
    await expect(dialog).toContainText("Erased.");
    const left = await page.evaluate(async () => [
      (await caches.keys()).length,
      (await navigator.serviceWorker.getRegistrations()).length,
    ]);
    expect(left).toEqual([0, 0]);
  });
});

test("a new version waits, says so, and takes over when the page is reloaded; work stays", async ({ page }) => {
  const folder = mkdtempSync(join(tmpdir(), "diffml-offline-"));
  cpSync("dist", folder, { recursive: true });
  const server = await serve({ directory: folder, port: 0 });
  try {
    const studio = new Studio(page);
    await page.goto(server.url);
    await ready(page);
    await studio.select("Scale number");
    await studio.button("Delete Scale number").click();
    appendFileSync(join(folder, "index.html"), "<!-- the next version -->");
    // As builds name what has changed.
    const [chunk] = readdirSync(join(folder, "assets")).filter((name) => name.startsWith("export-dialog"));
    renameSync(join(folder, "assets", chunk), join(folder, "assets", `next-${chunk}`));
    writeOfflineWorker(folder);
    const source = () => page.evaluate(async () => (await fetch("./index.html")).text());
    await page.reload();
    await expect(studio.notices).toContainText("A new version of the studio is there.", { timeout: 60_000 });
    expect(await source()).not.toContain("the next version");
    const reloaded = page.waitForEvent("load");
    await studio.notices.getByRole("button", { name: "Reload the page" }).click();
    await reloaded;
    expect(await source()).toContain("the next version");
    await expect(studio.block("Impute number")).toBeVisible();
    await expect(studio.block("Scale number")).toHaveCount(0);
    // Another tab may go on with the version before, and with what it has not fetched yet.
    expect((await fetch(new URL(`assets/${chunk}`, server.url))).status).toBe(404);
    expect(await page.evaluate(async (name) => (await fetch(`./assets/${name}`)).status, chunk)).toBe(200);
  } finally {
    await server.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
});
