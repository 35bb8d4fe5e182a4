import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { root } from "./root.mjs";
import { ensureBrowser } from "./setup.mjs";
import { node, typescriptLoader } from "./spawn.mjs";
import { build } from "./start.mjs";

const UNIT_REPORT = join(root, ".cache", "unit.json");
const E2E_REPORT = join(root, ".cache", "e2e.json");

/**
 * Everything that must hold, in order of cost; stops at the first failure. The last line is "N passed, M failed".
 *
 * @param {{ isFull: boolean }} options  `isFull` adds the long tests, `*.full.test.ts` and what asks for DIFFML_FULL
 * @returns {Promise<number>} exit code
 */
export async function test({ isFull }) {
  for (const report of [UNIT_REPORT, E2E_REPORT]) rmSync(report, { force: true });
  const startedAt = performance.now();
  /** @type {Record<string, string>} */
  const env = isFull ? { DIFFML_FULL: "1" } : {};
  const vitest = ["node_modules/vitest/vitest.mjs", "run"];
  vitest.push("--reporter=default", "--reporter=json", `--outputFile.json=${UNIT_REPORT}`);

  /** @type {[string, () => Promise<number>][]} */
  const steps = [
    ["Browser", () => setUpBrowser(env)],
    ["Repository rules", () => node(["scripts/check-repository.mjs"])],
    ["Block catalogue", () => node(["scripts/generate-catalogue.mjs", "--check"])],
    ["Reference pages", () => node(["--import", typescriptLoader, "scripts/generate-reference.ts", "--check"])],
    ["Types", () => node(["node_modules/typescript/bin/tsc", "--noEmit", "-p", "."])],
    ["Lint and format", () => node(["node_modules/@biomejs/biome/bin/biome", "check", "--error-on-warnings", "."])],
    ["Dependency rules", () => node(["scripts/check-dependencies.mjs"])],
    ["Dead code", () => node(["node_modules/knip/bin/knip.js"])],
    ["Unit tests", () => node(vitest, { env })],
    ["Build", () => build(["--logLevel", "warn"])],
    ["Sizes", () => node(["scripts/check-sizes.mjs"])],
    ["End to end", () => node(["node_modules/@playwright/test/cli.js", "test"], { env })],
  ];
  for (const [index, [title, run]] of steps.entries()) {
    console.log(`\n── ${index + 1}/${steps.length} ${title} ${"─".repeat(Math.max(2, 50 - title.length))}`);
    const stepStartedAt = performance.now();
    const code = await run();
    console.log(`   ${title}: ${code === 0 ? "ok" : `failed, exit code ${code}`} (${seconds(stepStartedAt)} s)`);
    if (code !== 0) {
      summarise({ startedAt, failedStep: title });
      return code;
    }
  }
  const { passed, failed } = summarise({ startedAt });
  return passed > 0 && failed === 0 ? 0 : 1;
}

/** @param {Record<string, string>} env  the later steps', which learn here where the browser is */
async function setUpBrowser(env) {
  const { path, code } = await ensureBrowser();
  if (path) env.DIFFML_E2E_BROWSER = path;
  if (code === 0) console.log(path ?? "Playwright's Chromium");
  return code;
}

/** @param {number} startedAt */
function seconds(startedAt) {
  return ((performance.now() - startedAt) / 1000).toFixed(1);
}

/** @param {{ startedAt: number, failedStep?: string }} run */
function summarise({ startedAt, failedStep }) {
  const unit = readReport(UNIT_REPORT);
  const e2e = readReport(E2E_REPORT)?.stats;
  const passed = (unit?.numPassedTests ?? 0) + (e2e?.expected ?? 0);
  const skipped = (unit?.numPendingTests ?? 0) + (e2e?.skipped ?? 0);
  const failed = (unit?.numFailedTests ?? 0) + (e2e?.unexpected ?? 0) + (e2e?.flaky ?? 0);
  console.log(`\n${failedStep ? `Stopped at "${failedStep}"` : "Everything holds"} after ${seconds(startedAt)} s.`);
  if (skipped > 0) console.log(`${skipped} skipped; each says why above or in its file.`);
  console.log(`${passed} passed, ${failed} failed`);
  return { passed, failed };
}

/** @param {string} file */
function readReport(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
}
