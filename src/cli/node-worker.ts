/** Workers of Node that run code of this folder. */
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";

/** tsx does not reach into threads by itself. */
function bootText(file: string): string {
  const folder = dirname(createRequire(import.meta.url).resolve("tsx/package.json"));
  const api = pathToFileURL(join(folder, "dist", "esm", "api", "index.mjs")).href;
  const code = new URL(file, import.meta.url).href;
  return `import(${JSON.stringify(api)}).then(({ register }) => { register(); return import(${JSON.stringify(code)}); });`;
}

const isBundled = import.meta.url.endsWith(".js");

/** @param file beside this one, such as "./node-thread.ts". It keeps no process alive. */
export function startWorker(file: string): Worker {
  const bundled = new URL(file.replace(/\.ts$/, ".js"), import.meta.url);
  const worker = isBundled ? new Worker(bundled) : new Worker(bootText(file), { eval: true, execArgv: [] });
  worker.unref();
  return worker;
}
