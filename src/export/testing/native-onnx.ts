/** onnxruntime as it is built for this machine; everything else is tested in its WebAssembly build, which installs in a moment. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { env } from "onnxruntime-web";
import type { OnnxRuntime } from "./onnx-says.ts";

const FOLDER = fileURLToPath(new URL("../../../.cache/onnxruntime-node/", import.meta.url));

/**
 * The package `onnxruntime-node` of the same version. It unpacks to 288 MB, more than all else that tests need: it is brought into the folder of what is
 * made, by whoever asks first. Its install script would download CUDA from elsewhere, and is not run.
 *
 * @returns undefined, with a word on the console, where the registry cannot be reached or the package has no binary for this machine.
 */
export function nativeOnnx(): OnnxRuntime | undefined {
  const version = env.versions.web;
  const own = createRequire(join(FOLDER, "package.json"));
  if (!existsSync(join(FOLDER, "node_modules", "onnxruntime-node", "package.json"))) {
    mkdirSync(FOLDER, { recursive: true });
    const words = ["install", "--prefix", ".", "--ignore-scripts", "--no-save", "--no-audit", "--no-fund"];
    const options = { cwd: FOLDER, shell: process.platform === "win32", encoding: "utf8" } as const;
    const { status, stderr } = spawnSync("npm", [...words, `onnxruntime-node@${version}`], options);
    if (status !== 0) console.warn(`onnxruntime-node ${version} is not at hand: ${stderr}`);
  }
  try {
    return own("onnxruntime-node");
  } catch (error) {
    console.warn(`onnxruntime-node is not tested here: ${error}`);
    return undefined;
  }
}
