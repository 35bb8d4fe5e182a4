import { readFileSync } from "node:fs";
import { configDefaults, defineConfig } from "vitest/config";
import { LongFirst } from "./scripts/long-first.ts";

const { version } = JSON.parse(readFileSync(new URL("./package.json", import.meta.url), "utf8"));
const isFull = process.env.DIFFML_FULL === "1";

const exclude = isFull ? configDefaults.exclude : [...configDefaults.exclude, "**/*.full.test.ts"];
/** Devices and tfjs are one a process, and in the way of the next file; what compiles loops, writes steps and WebAssembly has neither. */
const ENGINES = "src/engine/{select,session,testing,tfjs,webgpu}/**/*.test.ts";
const TESTS = ["src/**/*.test.ts", "src/**/*.test.tsx", "scripts/**/*.test.ts", "bench/**/*.test.ts"];

export default defineConfig({
  define: { __APP_VERSION__: JSON.stringify(version) },
  test: {
    environment: "node",
    setupFiles: ["scripts/fast-check-seed.ts"],
    maxWorkers: 2,
    sequence: { sequencer: LongFirst },
    testTimeout: isFull ? 600_000 : 120_000,
    hookTimeout: 120_000,
    projects: [
      { extends: true, test: { name: "engines", include: [ENGINES], exclude } },
      // No other module keeps a state: files that share a process load the code once, not two hundred times.
      { extends: true, test: { name: "others", include: TESTS, exclude: [...exclude, ENGINES], isolate: false } },
    ],
  },
});
