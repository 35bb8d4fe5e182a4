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
const PLAYWRIGHT = "node_modules/@playwright/test/cli.js";
/** As vitest and Playwright do. */
const N_AT_ONCE = 2;
const E2E_REPORT = join(root, ".cache", "e2e.json");

/**
 * Everything that must hold, in order of cost, checks side by side; stops at the first failure. The last line is "N passed, M failed".
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
  const unknown = names.filter((name) => parts.every(({ title }) => title !== name));
  if (unknown.length > 0) {
    console.error(`Unknown: ${unknown.join(", ")}. Parts: ${parts.map(({ title }) => `"${title}"`).join(", ")}.`);
    return 2;
  }
  const passedParts = new PassedParts(isFull);
  const isSkipped = (/** @type {string} */ title) =>
    title !== "Browser" &&
    (words.includes("--resume") ? passedParts.has(title) : names.length > 0 && !names.includes(title));
  const wanted = parts.filter(({ title }) => !isSkipped(title));
  while (wanted.length > 0) {
    const nChecks = wanted.findIndex(({ isCheck }) => !isCheck);
    const together = wanted.splice(0, nChecks < 0 ? wanted.length : Math.max(1, nChecks));
    const failed = await runSideBySide(together, (title) => passedParts.add(title));
    if (failed) {
      summarise({ startedAt, failedStep: failed.title });
      return failed.code;
    }
  }
  const isPartial = parts.some(({ title }) => isSkipped(title));
  const { passed, failed } = summarise({ startedAt, isPartial });
  return (passed > 0 || isPartial) && failed === 0 ? 0 : 1;
}

/**
 * Runs parts, as many at once as there are cores for tests; once one has failed, no other begins.
 *
 * @param {readonly Part[]} parts  one, which has the terminal, or several checks, of which those that fail say why
 * @param {(title: string) => void} onPassed
 * @returns {Promise<{ title: string, code: number } | undefined>} the first that failed
 */
async function runSideBySide(parts, onPassed) {
  const left = [...parts];
  /** @type {{ title: string, code: number } | undefined} */
  let failed;
  const isAlone = parts.length === 1;
  const rule = (/** @type {string} */ title) => `\n── ${title} ${"─".repeat(Math.max(2, 60 - title.length))}`;
  const work = async () => {
    for (let part = left.shift(); part && !failed; part = left.shift()) {
      const { title, run } = part;
      if (isAlone) console.log(rule(title));
      const startedAt = performance.now();
      const code = await run(isAlone ? {} : { isQuiet: true });
      if (code === 0) onPassed(title);
      else failed ??= { title, code };
      console.log(`   ${title}: ${code === 0 ? "ok" : `failed, exit code ${code}`} (${seconds(startedAt)} s)`);
    }
  };
  await Promise.all(Array.from({ length: N_AT_ONCE }, work));
  return failed;
}

/**
 * @typedef {{ title: string, run: (options: { isQuiet?: boolean }) => Promise<number>, isCheck?: boolean }} Part
 *   `isCheck`: it takes one core and a few seconds, and may run beside others.
 */

/**
 * @param {Record<string, string>} env  of the parts that run tests; the browser's part adds to it
 * @param {boolean} isFull
 * @returns {Part[]}
 */
function partsOf(env, isFull) {
  const vitest = ["node_modules/vitest/vitest.mjs", "run", "--reporter=default"];
  const check = (/** @type {string} */ title, /** @type {string[]} */ ...args) => ({
    title,
    isCheck: true,
    run: (/** @type {{ isQuiet?: boolean }} */ options) => node(args, options),
  });
  const tests = (/** @type {string} */ title, /** @type {string[]} */ ...args) => ({
    title,
    run: () => node(args, { env }),
  });
  return [
    { title: "Browser", run: () => setUpBrowser(env) },
    check("Types", "node_modules/typescript/bin/tsc", "--noEmit", "-p", "."),
    check("Repository rules", "scripts/check-repository.mjs"),
    check("Block catalogue", "scripts/generate-catalogue.mjs", "--check"),
    check("Reference pages", "--import", typescriptLoader, "scripts/generate-reference.ts", "--check"),
    check("Lint and format", "node_modules/@biomejs/biome/bin/biome", "check", "--error-on-warnings", "."),
    check("Dependency rules", "scripts/check-dependencies.mjs"),
    check("Texts", "scripts/check-texts.mjs"),
    check("Selectors", "scripts/check-selectors.mjs"),
    check("Dead code", "node_modules/knip/bin/knip.js"),
    { title: "Build and sizes", isCheck: true, run: buildAndWeigh },
    tests(
      "Unit tests",
      ...vitest,
      "--reporter=json",
      `--outputFile.json=${UNIT_REPORT}`,
      ...(isFull ? ["--exclude", FUZZ, "--exclude", ATTACK] : []),
    ),
    tests("End to end", PLAYWRIGHT, "test"),
    ...(isFull ? KILLS.map((kind) => killed(kind, env)) : []),
    ...(isFull
      ? [
          tests("Fuzz of readers", ...vitest, FUZZ),
          tests("Attack on pipeline files, records and messages", ...vitest, ATTACK),
          soak(env),
        ]
      : []),
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
 * @returns {Part}
 */
function killed(kind, env) {
  const words = [PLAYWRIGHT, "test", "e2e/killed.spec.ts", "--reporter=list", "-g", kind];
  return { title: `Twenty times: ${kind}`, run: () => node(words, { env: { ...env, DIFFML_KILLS: N_KILLS } }) };
}

/**
 * @param {Record<string, string>} env
 * @returns {Part}
 */
function soak(env) {
  const words = [PLAYWRIGHT, "test", "e2e/soak.spec.ts", "--reporter=list"];
  return { title: "Soak", run: () => node(words, { env: { ...env, DIFFML_SOAK_MINUTES: "60" } }) };
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

/** @param {{ isQuiet?: boolean }} options */
async function buildAndWeigh(options) {
  const code = await build(["--logLevel", "warn"], options);
  return code === 0 ? node(["scripts/check-sizes.mjs"], options) : code;
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
