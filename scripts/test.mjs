import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./root.mjs";
import { ensureBrowser } from "./setup.mjs";
import { node, typescriptLoader } from "./spawn.mjs";
import { build } from "./start.mjs";

const UNIT_REPORT = join(root, ".cache", "unit.json");
/** Ten thousand damaged files: a part of its own. */
const FUZZ = "src/table/read/fuzz.full.test.ts";
const ATTACK = "src/export/attack.full.test.ts";
const E2E_REPORT = join(root, ".cache", "e2e.json");

/**
 * Everything that must hold, in order of cost; stops at the first failure. The last line is "N passed, M failed".
 *
 * @param {{ isFull: boolean, words: readonly string[] }} options  `isFull` adds the long tests, `*.full.test.ts` and what asks for
 *   DIFFML_FULL. `words`: names of parts to run alone, or "--resume": without the parts that passed on these very files already.
 * @returns {Promise<number>} exit code
 */
export async function test({ isFull, words }) {
  for (const report of [UNIT_REPORT, E2E_REPORT]) rmSync(report, { force: true });
  const startedAt = performance.now();
  /** @type {Record<string, string>} */
  const env = isFull ? { DIFFML_FULL: "1" } : {};
  const parts = partsOf(env, isFull);
  const names = words.filter((word) => !word.startsWith("--"));
  const unknown = names.filter((name) => parts.every(([title]) => title !== name));
  if (unknown.length > 0) {
    console.error(`Unknown: ${unknown.join(", ")}. Parts: ${parts.map(([title]) => `"${title}"`).join(", ")}.`);
    return 2;
  }
  const passedParts = new PassedParts(isFull);
  const isSkipped = (/** @type {string} */ title) =>
    title !== "Browser" &&
    (words.includes("--resume") ? passedParts.has(title) : names.length > 0 && !names.includes(title));
  for (const [index, [title, run]] of parts.entries()) {
    if (isSkipped(title)) continue;
    console.log(`\n── ${index + 1}/${parts.length} ${title} ${"─".repeat(Math.max(2, 50 - title.length))}`);
    const partStartedAt = performance.now();
    const code = await run();
    console.log(`   ${title}: ${code === 0 ? "ok" : `failed, exit code ${code}`} (${seconds(partStartedAt)} s)`);
    if (code !== 0) {
      summarise({ startedAt, failedStep: title });
      return code;
    }
    passedParts.add(title);
  }
  const isPartial = parts.some(([title]) => isSkipped(title));
  const { passed, failed } = summarise({ startedAt, isPartial });
  return (passed > 0 || isPartial) && failed === 0 ? 0 : 1;
}

/**
 * @param {Record<string, string>} env  of the parts that run tests; the browser's part adds to it
 * @param {boolean} isFull
 * @returns {[title: string, run: () => Promise<number>][]}
 */
function partsOf(env, isFull) {
  const vitest = ["node_modules/vitest/vitest.mjs", "run"];
  vitest.push("--reporter=default");
  /** @type {[title: string, run: () => Promise<number>]} */
  const fuzz = ["Fuzz of readers", () => node([...vitest, FUZZ], { env })];
  /** @type {[title: string, run: () => Promise<number>]} */
  const attack = ["Attack on pipeline files, records and messages", () => node([...vitest, ATTACK], { env })];
  return [
    ["Browser", () => setUpBrowser(env)],
    ["Repository rules", () => node(["scripts/check-repository.mjs"])],
    ["Block catalogue", () => node(["scripts/generate-catalogue.mjs", "--check"])],
    ["Reference pages", () => node(["--import", typescriptLoader, "scripts/generate-reference.ts", "--check"])],
    ["Types", () => node(["node_modules/typescript/bin/tsc", "--noEmit", "-p", "."])],
    ["Lint and format", () => node(["node_modules/@biomejs/biome/bin/biome", "check", "--error-on-warnings", "."])],
    ["Dependency rules", () => node(["scripts/check-dependencies.mjs"])],
    ["Texts", () => node(["scripts/check-texts.mjs"])],
    ["Selectors", () => node(["scripts/check-selectors.mjs"])],
    ["Dead code", () => node(["node_modules/knip/bin/knip.js"])],
    [
      "Unit tests",
      () =>
        node(
          [
            ...vitest,
            "--reporter=json",
            `--outputFile.json=${UNIT_REPORT}`,
            ...(isFull ? ["--exclude", FUZZ, "--exclude", ATTACK] : []),
          ],
          { env },
        ),
    ],
    ["Build", () => build(["--logLevel", "warn"])],
    ["Sizes", () => node(["scripts/check-sizes.mjs"])],
    ["End to end", () => node(["node_modules/@playwright/test/cli.js", "test"], { env })],
    ...(isFull ? KILLS.map((kind) => killed(kind, env)) : []),
    ...(isFull ? [fuzz, attack, soak(env)] : []),
  ];
}

/** Ways to end that e2e/killed.spec.ts tries. */
const KILLS = ["page closed", "renderer crashed", "browser killed"];
const N_KILLS = "20";

/**
 * A part of its own for each: twenty of them take up to half an hour.
 *
 * @param {string} kind
 * @param {Record<string, string>} env
 * @returns {[title: string, run: () => Promise<number>]}
 */
function killed(kind, env) {
  const words = ["node_modules/@playwright/test/cli.js", "test", "e2e/killed.spec.ts", "--reporter=list", "-g", kind];
  return [`Twenty times: ${kind}`, () => node(words, { env: { ...env, DIFFML_KILLS: N_KILLS } })];
}

/**
 * @param {Record<string, string>} env
 * @returns {[title: string, run: () => Promise<number>]}
 */
function soak(env) {
  const words = ["node_modules/@playwright/test/cli.js", "test", "e2e/soak.spec.ts", "--reporter=list"];
  return ["Soak", () => node(words, { env: { ...env, DIFFML_SOAK_MINUTES: "60" } })];
}

/** Which parts passed on the files as they are now; anything changed, and none did. */
class PassedParts {
  /** @param {boolean} isFull */
  constructor(isFull) {
    this.file = join(root, ".cache", isFull ? "passed-full.json" : "passed.json");
    const git = (/** @type {string[]} */ ...words) =>
      spawnSync("git", words, { cwd: root, encoding: "utf8" }).stdout ?? "";
    const hash = createHash("sha256").update(git("rev-parse", "HEAD") + git("diff", "HEAD"));
    for (const path of git("ls-files", "-oz", "--exclude-standard").split("\0")) {
      if (path !== "") hash.update(path).update(readFileSync(join(root, path)));
    }
    this.tree = hash.digest("hex");
    const kept = existsSync(this.file) ? JSON.parse(readFileSync(this.file, "utf8")) : {};
    /** @type {string[]} */
    this.titles = kept.tree === this.tree ? kept.titles : [];
  }

  /** @param {string} title */
  has(title) {
    return this.titles.includes(title);
  }

  /** @param {string} title */
  add(title) {
    this.titles.push(title);
    writeFileSync(this.file, JSON.stringify({ tree: this.tree, titles: this.titles }));
  }
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

/** @param {{ startedAt: number, failedStep?: string, isPartial?: boolean }} run */
function summarise({ startedAt, failedStep, isPartial }) {
  const unit = readReport(UNIT_REPORT);
  const e2e = readReport(E2E_REPORT)?.stats;
  const passed = (unit?.numPassedTests ?? 0) + (e2e?.expected ?? 0);
  const skipped = (unit?.numPendingTests ?? 0) + (e2e?.skipped ?? 0);
  const failed = (unit?.numFailedTests ?? 0) + (e2e?.unexpected ?? 0) + (e2e?.flaky ?? 0);
  const outcome = failedStep ? `Stopped at "${failedStep}"` : `${isPartial ? "What was run" : "Everything"} holds`;
  console.log(`\n${outcome} after ${seconds(startedAt)} s.`);
  if (skipped > 0) console.log(`${skipped} skipped; each says why above or in its file.`);
  console.log(`${passed} passed, ${failed} failed`);
  return { passed, failed };
}

/** @param {string} file */
function readReport(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
}
