import { defineConfig } from "@playwright/test";
import { browserArguments } from "./scripts/browser-arguments.mjs";
import { findBrowser } from "./scripts/find-browser.mjs";
import { freePort } from "./scripts/serve.mjs";

// Workers load this file again and inherit the environment: the first load decides.
process.env.DIFFML_E2E_PORT ??= String(await freePort());
process.env.DIFFML_E2E_BROWSER ??= findBrowser() ?? "";
const port = process.env.DIFFML_E2E_PORT;
const executablePath = process.env.DIFFML_E2E_BROWSER || undefined;

/** Files that take long or wait much: last, one of them would keep a core waiting. */
const LONG = /(accessibility|killed|journey-\w+|worker-gone|keep|results-in-sight|offline)\.spec\.ts$/;

export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results",
  workers: 2,
  retries: 0,
  timeout: 180_000,
  expect: { timeout: 30_000 },
  forbidOnly: true,
  projects: [
    { name: "long", testMatch: LONG },
    { name: "others", testIgnore: LONG },
  ],
  reporter: [["list"], ["json", { outputFile: ".cache/e2e.json" }]],
  use: {
    baseURL: `http://localhost:${port}/`,
    browserName: "chromium",
    actionTimeout: 30_000,
    viewport: { width: 1280, height: 800 },
    trace: "off",
    screenshot: "only-on-failure",
    // It fetches the page's files by itself once; offline.spec.ts lets it.
    serviceWorkers: "block",
    launchOptions: {
      executablePath,
      // Playwright's own browser: the whole Chromium, because its headless shell has no WebGPU.
      channel: executablePath ? undefined : "chromium",
      args: browserArguments,
    },
  },
  webServer: {
    command: `node scripts/serve.mjs ${port}`,
    url: `http://localhost:${port}/`,
    reuseExistingServer: false,
    timeout: 30_000,
  },
});
