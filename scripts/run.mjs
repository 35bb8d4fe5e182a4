// The one entry of every npm script: sets up what is missing, then does it. Plain Node, Linux, macOS and Windows.
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { ensureDependencies, root } from "./setup.mjs";
import { call, node, typescriptLoader } from "./spawn.mjs";

const [command = "", ...args] = process.argv.slice(2);

/** @type {Record<string, () => Promise<number> | number>} */
const commands = {
  start: async () => (await import("./start.mjs")).start(),
  dev: () => node(["node_modules/vite/bin/vite.js", ...args]),
  build: async () => (await import("./start.mjs")).build(args),
  "build:module": () => node(["scripts/build-module.mjs", ...args]),
  docs: () => node(["scripts/build-docs.mjs", ...args]),
  test: async () => (await import("./test.mjs")).test({ isFull: false, words: args }),
  "test:full": async () => (await import("./test.mjs")).test({ isFull: true, words: args }),
  diffml,
  capture: () => node(["scripts/capture.mjs", ...args]),
  samples: () => node(["scripts/make-samples.mjs", ...args]),
  catalogue: () => node(["scripts/generate-catalogue.mjs", ...args]),
  reference: () => typescript("scripts/generate-reference.ts"),
  "new:block": () => node(["scripts/new-block.mjs", ...args]),
  "bench:accuracy": () => typescript("bench/accuracy.ts"),
  "bench:verify": () => typescript("bench/accuracy-verify.ts"),
  "bench:cells": () => typescript("bench/cells.ts"),
  "bench:features": () => typescript("bench/features.ts"),
  "bench:export": () => typescript("bench/export.ts"),
  "bench:main-thread": () => node(["bench/main-thread.mjs", ...args]),
  "bench:predict": () => typescript("bench/predict.ts"),
  "bench:step": () => typescript("bench/step.ts"),
  "bench:job": () => typescript("bench/job.ts"),
  "bench:gpu": () => typescript("bench/gpu.ts"),
};

async function diffml() {
  const { ensureCli, nodeFlags } = await import("./build-cli.mjs");
  return inUsersFolder([...nodeFlags(args), await ensureCli(), ...args]);
}

/**
 * Runs a TypeScript file.
 *
 * @param {string} file
 */
function typescript(file) {
  const path = join(root, file);
  if (!existsSync(path)) {
    console.error(`run.mjs: expected ${file}, which this version does not have.`);
    return 1;
  }
  return inUsersFolder(["--import", typescriptLoader, path, ...args]);
}

/**
 * Runs Node with the user's own folder as current folder, so that relative file names mean what they say.
 *
 * @param {readonly string[]} words
 */
function inUsersFolder(words) {
  // npm changes into the package's folder and leaves the user's in INIT_CWD.
  const cwd = process.cwd() === root ? (process.env.INIT_CWD ?? root) : process.cwd();
  const env = { TSX_TSCONFIG_PATH: join(root, "tsconfig.json") };
  return call(process.execPath, words, { cwd, env });
}

const run = Object.hasOwn(commands, command) ? commands[command] : undefined;
if (!run) {
  console.error(`Usage: node scripts/run.mjs <command> [arguments]\nCommands: ${Object.keys(commands).join(", ")}`);
  process.exit(2);
}
mkdirSync(join(root, ".cache"), { recursive: true });
const isReady = await ensureDependencies();
process.exitCode = isReady === 0 ? await run() : isReady;
