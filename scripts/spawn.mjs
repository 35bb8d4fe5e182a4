import { spawn } from "node:child_process";
import { constants } from "node:os";
import { root } from "./root.mjs";

/**
 * Runs a program with this terminal and gives its exit code, or as shells do 128 and the number of the signal that ended it; Ctrl-C reaches it, and is waited for.
 *
 * @param {string} file
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: Record<string, string>, isShell?: boolean, isQuiet?: boolean }} [options]
 *   `isQuiet` holds the output back and prints it, on stderr, only when the program fails.
 * @returns {Promise<number>}
 */
export function call(file, args, { cwd = root, env = {}, isShell = false, isQuiet = false } = {}) {
  return new Promise((done) => {
    const child = spawn(file, args, {
      cwd,
      env: { ...process.env, ...env },
      shell: isShell,
      stdio: isQuiet ? ["ignore", "pipe", "pipe"] : "inherit",
    });
    /** @type {Buffer[]} */
    const held = [];
    child.stdout?.on("data", (chunk) => held.push(chunk));
    child.stderr?.on("data", (chunk) => held.push(chunk));
    const wait = () => {};
    const end = () => child.kill("SIGTERM");
    process.on("SIGINT", wait);
    process.on("SIGTERM", end);
    const finish = (/** @type {number} */ code) => {
      process.off("SIGINT", wait);
      process.off("SIGTERM", end);
      if (isQuiet && code !== 0) process.stderr.write(Buffer.concat(held));
      done(code);
    };
    child.on("error", (error) => {
      console.error(`${file}: ${error.message}`);
      finish(127);
    });
    child.on("close", (code, signal) => finish(code ?? (signal ? 128 + constants.signals[signal] : 1)));
  });
}

/**
 * Runs a JavaScript file with this Node.
 *
 * @param {readonly string[]} args  the file, relative to the repository, and its arguments
 * @param {Parameters<typeof call>[2]} [options]
 */
export function node(args, options) {
  return call(process.execPath, args, options);
}

/** For `--import`: lets Node run TypeScript. An address, since Windows takes no path there. */
export const typescriptLoader = new URL("../node_modules/tsx/dist/loader.mjs", import.meta.url).href;
