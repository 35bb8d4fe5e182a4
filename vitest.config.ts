import { readFileSync } from "node:fs";
import { configDefaults, defineConfig } from "vitest/config";

const { version } = JSON.parse(readFileSync(new URL("./package.json", import.meta.url), "utf8"));
const isFull = process.env.DIFFML_FULL === "1";

export default defineConfig({
  define: { __APP_VERSION__: JSON.stringify(version) },
  test: {
    environment: "node",
    setupFiles: ["scripts/fast-check-seed.ts"],
    include: ["src/**/*.test.ts", "src/**/*.test.tsx", "scripts/**/*.test.ts", "bench/**/*.test.ts"],
    exclude: isFull ? configDefaults.exclude : [...configDefaults.exclude, "**/*.full.test.ts"],
    maxWorkers: 2,
    // No module here keeps a state, and files that share a process load the code once, not three hundred times.
    isolate: false,
    testTimeout: isFull ? 600_000 : 120_000,
    hookTimeout: 120_000,
  },
});
