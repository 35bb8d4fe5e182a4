/** How the page's build takes tfjs: for vite.config.ts alone (docs/adr/0002-trim-tfjs-in-the-browser-build.md). */
import type { Plugin } from "vite";

/**
 * `@tensorflow/tfjs` less layers, converter, data and webgl, which no engine uses (854 kB). Core alone would register no
 * gradients. In Node and in development, where size is nothing, the package's own entry is used.
 */
const PARTS = [
  "@tensorflow/tfjs-core/dist/register_all_gradients",
  "@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops",
  "@tensorflow/tfjs-backend-cpu",
];

export const slimTfjs: Plugin = {
  name: "slim-tfjs",
  // The dev server's prebundling would drop core's side effects, which register its flags.
  apply: "build",
  enforce: "pre",
  resolveId: (id) => (id === "@tensorflow/tfjs" ? "\0slim-tfjs" : undefined),
  load: (id) =>
    id === "\0slim-tfjs"
      ? [...PARTS.map((part) => `import "${part}";`), `export * from "@tensorflow/tfjs-core";`].join("\n")
      : undefined,
};

/** Found in the worker only: the dev server would reload the page when it first starts. */
export const TFJS_PACKAGES = ["@tensorflow/tfjs", "@tensorflow/tfjs-backend-wasm", "@tensorflow/tfjs-backend-webgpu"];
