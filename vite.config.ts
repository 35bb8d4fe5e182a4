import { readFileSync } from "node:fs";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";
import { headersFor, metaPolicy, readHeaders } from "./scripts/headers.mjs";

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

/**
 * `@tensorflow/tfjs` less layers, converter, data and webgl, which no engine uses (854 kB). Core alone would register no
 * gradients. In Node and in development, where size is nothing, the package's own entry is used.
 */
const tfjsParts = [
  "@tensorflow/tfjs-core/dist/register_all_gradients",
  "@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops",
  "@tensorflow/tfjs-backend-cpu",
];
const slimTfjs: Plugin = {
  name: "slim-tfjs",
  // The dev server's prebundling would drop core's side effects, which register its flags.
  apply: "build",
  enforce: "pre",
  resolveId: (id) => (id === "@tensorflow/tfjs" ? "\0slim-tfjs" : undefined),
  load: (id) =>
    id === "\0slim-tfjs"
      ? [...tfjsParts.map((part) => `import "${part}";`), `export * from "@tensorflow/tfjs-core";`].join("\n")
      : undefined,
};

const { "Content-Security-Policy": _, ...serverHeaders } = headersFor(rules, "/");

export default defineConfig({
  base: "./",
  define: { __APP_VERSION__: JSON.stringify(version) },
  plugins: [react(), policyInPage, slimTfjs],
  worker: { format: "es", plugins: () => [slimTfjs] },
  build: {
    target: "es2022",
    sourcemap: false,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: true,
    // The worker's chunk holds tfjs; what the page itself loads is held to a budget by scripts/check-sizes.mjs.
    chunkSizeWarningLimit: 2000,
  },
  // Found in the worker only, which would reload the page when it first starts.
  optimizeDeps: {
    include: ["@tensorflow/tfjs", "@tensorflow/tfjs-backend-wasm", "@tensorflow/tfjs-backend-webgpu"],
  },
  server: { headers: serverHeaders },
});
