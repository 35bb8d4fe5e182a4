import { spawn } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { root } from "./root.mjs";
import { serve } from "./serve.mjs";
import { node } from "./spawn.mjs";

const FIRST_PORT = 4173;

/** What the static build is made of. */
const BUILD_INPUTS = [
  ...["src", "public", "index.html", "vite.config.ts", "package.json", "package-lock.json"],
  ...["scripts/offline.mjs", "scripts/offline-worker.mjs"],
];

/**
 * @param {readonly string[]} [args]
 * @param {Parameters<typeof node>[1]} [options]
 * @returns {Promise<number>} exit code
 */
export async function build(args = [], options = {}) {
  const code = await node(["scripts/generate-catalogue.mjs"], options);
  return code === 0 ? node(["node_modules/vite/bin/vite.js", "build", ...args], options) : code;
}

/** Builds when something that the build is made of is newer than it. */
export async function buildIfStale() {
  if (!isStale()) return 0;
  console.log("Building the studio …");
  return build(["--logLevel", "warn"]);
}

/** Builds when needed, serves the build on localhost and opens it. Ends with Ctrl-C. */
export async function start() {
  const code = await buildIfStale();
  if (code !== 0) return code;
  const { url } = await serve({ directory: join(root, "dist"), port: FIRST_PORT, attempts: 100 });
  console.log(`\n  DiffML Studio: ${url}\n\n  Everything stays on this machine. Ctrl-C ends it.\n`);
  if (process.stdout.isTTY && !process.env.CI) open(url);
  await new Promise((done) => {
    process.once("SIGINT", done);
    process.once("SIGTERM", done);
  });
  process.exit(0);
}

function isStale() {
  const made = join(root, "dist", "index.html");
  if (!existsSync(made)) return true;
  const builtAt = statSync(made).mtimeMs;
  return BUILD_INPUTS.some((input) => newest(join(root, input)) > builtAt);
}

/**
 * Folders count themselves: removing a file touches only its folder.
 *
 * @param {string} path
 * @returns {number}
 */
function newest(path) {
  if (!existsSync(path)) return 0;
  const stats = statSync(path);
  if (!stats.isDirectory()) return stats.mtimeMs;
  return Math.max(stats.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}

/**
 * The address is printed anyway, so a machine without an opener is no error.
 *
 * @param {string} url
 */
function open(url) {
  const openers = /** @type {Record<string, [string, string[]]>} */ ({
    darwin: ["open", [url]],
    win32: ["cmd", ["/c", "start", "", url]],
  });
  const [file, args] = openers[process.platform] ?? ["xdg-open", [url]];
  const child = spawn(file, args, { stdio: "ignore", detached: true });
  child.on("error", () => {});
  child.unref();
}
