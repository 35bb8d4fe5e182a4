// Writes docs/capture.png, the picture of the README, from a real run: the page opens, Train is pressed, it ends.
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { browserArguments } from "./browser-arguments.mjs";
import { root } from "./root.mjs";
import { serve } from "./serve.mjs";
import { ensureBrowser } from "./setup.mjs";
import { buildIfStale } from "./start.mjs";

const LONGEST_RUN_MS = 300_000;

const built = await buildIfStale();
if (built !== 0) process.exit(built);
const { path, code } = await ensureBrowser();
if (code !== 0) process.exit(code);

const server = await serve({ directory: join(root, "dist"), port: 0 });
const browser = await chromium.launch({ executablePath: path, args: browserArguments });
try {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, colorScheme: "light" });
  await page.goto(server.url);
  // Long enough for a fair comparison, on slow machines too.
  await page.getByRole("combobox", { name: "Training budget" }).selectOption("60");
  await page.getByRole("button", { name: "Train", exact: true }).click();
  await page.getByRole("status", { name: "Training status" }).getByText(/^Done/).waitFor({ timeout: LONGEST_RUN_MS });
  // Line charts draw once a second.
  await page.waitForTimeout(1500);
  const file = join(root, "docs", "capture.png");
  await page.screenshot({ path: file, animations: "disabled" });
  console.log(`Wrote ${file}.`);
} finally {
  await browser.close();
  await server.close();
}
