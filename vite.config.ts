import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";
import { blockPage } from "./scripts/docs/block-page.mjs";
import { headersFor, metaPolicy, readHeaders } from "./scripts/headers.mjs";
import { writeOfflineWorker } from "./scripts/offline.mjs";
import { slimTfjs, TFJS_PACKAGES } from "./src/engine/tfjs/slim-tfjs.ts";

const rules = readHeaders(new URL("./public/_headers", import.meta.url));
const { version } = JSON.parse(readFileSync(new URL("./package.json", import.meta.url), "utf8"));

/** The policy in the page itself, for static hosts that cannot send headers. Only in builds: Vite's dev client needs more. */
const policyInPage: Plugin = {
  name: "policy-in-page",
  apply: "build",
  transformIndexHtml: () => [
    {
      tag: "meta",
      attrs: { "http-equiv": "Content-Security-Policy", content: metaPolicy(rules) },
      injectTo: "head-prepend",
    },
  ],
};

/** The build's own files, for visits without a network. */
const offline: Plugin = {
  name: "offline",
  apply: "build",
  closeBundle: { order: "post", handler: () => writeOfflineWorker(fileURLToPath(new URL("./dist", import.meta.url))) },
};

/** "README.md?html": what is written about a block, as HTML. */
const blockPages: Plugin = {
  name: "block-pages",
  enforce: "pre",
  load(id) {
    const [file, query] = id.split("?");
    if (query !== "html") return null;
    this.addWatchFile(file);
    return `export default ${JSON.stringify(blockPage(readFileSync(file, "utf8")))};`;
  },
};

const { "Content-Security-Policy": _, ...serverHeaders } = headersFor(rules, "/");

/**
 * Zod and the line that forbids it to compile code stand together and run first: the policy forbids it, and zod asks whether it may
 * when the first schema is made, which may stand in any file.
 */
const chunks = {
  output: {
    codeSplitting: { groups: [{ name: "zod", test: /node_modules[\\/]zod[\\/]|src[\\/]base[\\/]zod-config/ }] },
  },
};

export default defineConfig({
  base: "./",
  define: { __APP_VERSION__: JSON.stringify(version) },
  plugins: [blockPages, react(), policyInPage, slimTfjs, offline],
  worker: { format: "es", plugins: () => [slimTfjs], rolldownOptions: chunks },
  build: {
    target: "es2022",
    rolldownOptions: chunks,
    sourcemap: false,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: true,
    // The worker's chunk holds tfjs; what the page itself loads is held to a budget by scripts/check-sizes.mjs.
    chunkSizeWarningLimit: 2000,
  },
  optimizeDeps: { include: TFJS_PACKAGES },
  server: { headers: serverHeaders },
});
