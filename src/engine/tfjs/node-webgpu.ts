/** WebGPU in Node by Dawn (package `webgpu`), for the command line and tests. Never loaded by the page. */
import { existsSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

const ICD_FILE = "vk_swiftshader_icd.json";

function playwrightFolders(): string[] {
  const cache = join(homedir(), ".cache", "ms-playwright");
  if (!existsSync(cache)) return [];
  return readdirSync(cache).flatMap((name) => [join(cache, name, "chrome-linux"), join(cache, name, "chrome-linux64")]);
}

/** The description of Chromium's software adapter, if a Chromium is installed. */
function softwareDriver(): string | undefined {
  const folders = ["/usr/lib/chromium", "/usr/lib/chromium-browser", "/opt/google/chrome", ...playwrightFolders()];
  return folders.map((folder) => join(folder, ICD_FILE)).find((file) => existsSync(file));
}

/** tfjs asks for navigator.gpu when it is imported, and for the constants of WebGPU when it runs. */
function install(gpu: GPU, globals: object): void {
  Object.assign(globalThis, globals);
  if (globalThis.navigator) Object.defineProperty(globalThis.navigator, "gpu", { value: gpu, configurable: true });
  else Object.defineProperty(globalThis, "navigator", { value: { gpu }, configurable: true });
}

/**
 * A GPU for `createTfjsEngine`: the machine's own, else Chromium's SwiftShader; undefined where there is neither. Call it
 * before tfjs's webgpu backend is imported. The process has to end with process.exit, since Dawn keeps it alive.
 */
export async function startNodeWebgpu(): Promise<GPU | undefined> {
  let dawn: typeof import("webgpu");
  try {
    dawn = await import("webgpu");
  } catch {
    // Dawn has no binary for this machine.
    return undefined;
  }
  const own = dawn.create([]);
  install(own, dawn.globals);
  if (await own.requestAdapter()) return own;
  const driver = softwareDriver();
  if (!driver || process.env.VK_ICD_FILENAMES) return undefined;
  process.env.VK_ICD_FILENAMES = driver;
  const software = dawn.create([]);
  install(software, dawn.globals);
  return (await software.requestAdapter()) ? software : undefined;
}
