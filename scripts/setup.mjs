import { existsSync, lstatSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { findBrowser } from "./find-browser.mjs";
import { root } from "./root.mjs";
import { call, node } from "./spawn.mjs";

export { root };

const OLDEST_NODE = [20, 19];

/**
 * Installs the dependencies when they are missing or not those of the lock file. Prints only on stderr: the output of
 * `diffml` belongs to whoever pipes it.
 *
 * @returns {Promise<number>} exit code
 */
export async function ensureDependencies() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1])) {
    console.error(`Node ${OLDEST_NODE.join(".")} or later is needed, this is ${process.versions.node}.`);
    return 1;
  }
  if (isInstalled()) return 0;
  if (isElsewhere()) {
    console.error("node_modules is a link to another checkout's, and not what this lock file asks for: install there.");
    return 1;
  }
  console.error("Installing dependencies …");
  const code = await npm(["ci", "--no-audit", "--no-fund"]);
  if (code === 0) return 0;
  // Versions of npm disagree on what a complete lock file is; this keeps to its versions and leaves it as it is.
  console.error("npm ci failed; trying npm install with the same lock file …");
  return npm(["install", "--no-save", "--no-audit", "--no-fund"]);
}

/** @param {readonly string[]} args */
function npm(args) {
  const file = process.env.npm_execpath;
  if (file?.endsWith(".js")) return node([file, ...args], { isQuiet: true });
  return call("npm", args, { isQuiet: true, isShell: process.platform === "win32" });
}

/** A link is not installed through: npm would empty a folder that others are using. */
function isElsewhere() {
  return lstatSync(join(root, "node_modules"), { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
}

/** npm notes what it installed in a hidden lock file; its times are asked first, its content when they disagree. */
function isInstalled() {
  const hidden = join(root, "node_modules", ".package-lock.json");
  const lock = join(root, "package-lock.json");
  if (!existsSync(hidden)) return false;
  if (statSync(hidden).mtimeMs >= statSync(lock).mtimeMs) return true;
  const installed = JSON.parse(readFileSync(hidden, "utf8")).packages;
  const wanted = Object.entries(JSON.parse(readFileSync(lock, "utf8")).packages);
  return wanted.every(
    ([path, entry]) => path === "" || (installed[path] ? installed[path].version === entry.version : entry.optional),
  );
}

/**
 * A browser for the end-to-end tests: an installed one, else Debian's Chromium when this is root on Debian, else the
 * one of Playwright.
 *
 * @returns {Promise<{ path: string | undefined, code: number }>} `path` undefined: Playwright knows its own
 */
export async function ensureBrowser() {
  const installed = findBrowser();
  if (installed) return { path: installed, code: 0 };
  const { chromium } = await import("@playwright/test");
  if (existsSync(chromium.executablePath())) return { path: undefined, code: 0 };
  if (process.getuid?.() === 0 && existsSync("/etc/debian_version")) {
    console.log("No browser found; installing Debian's chromium …");
    const env = { DEBIAN_FRONTEND: "noninteractive" };
    await call("apt-get", ["update"], { isQuiet: true, env });
    await call("apt-get", ["install", "-y", "--no-install-recommends", "chromium"], { isQuiet: true, env });
    const debian = findBrowser();
    if (debian) return { path: debian, code: 0 };
  }
  console.log("No browser found; downloading Playwright's Chromium …");
  const code = await node(["node_modules/@playwright/test/cli.js", "install", "chromium"]);
  return { path: undefined, code };
}
