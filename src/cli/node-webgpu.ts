/** WebGPU in Node by Dawn (package `webgpu`), for the command line and tests. Never loaded by the page. */
import { existsSync, readdirSync } from "node:fs";
import { constants, homedir } from "node:os";
import { dirname, join } from "node:path";

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

/** Whether the system has a Vulkan loader; without one Dawn would only complain on stderr. */
function hasVulkan(): boolean {
  if (process.platform !== "linux") return true;
  const folders = [
    "/usr/lib/x86_64-linux-gnu",
    "/usr/lib/aarch64-linux-gnu",
    "/usr/lib64",
    "/usr/lib",
    "/usr/local/lib",
  ];
  return Boolean(process.env.LD_LIBRARY_PATH) || folders.some((folder) => existsSync(join(folder, "libvulkan.so.1")));
}

/** Linux's RTLD_NODELETE, which Node has no name for: the library stays though it is no module of Node's. */
const STAY_LOADED = 0x1000;

/** Dawn asks for libvulkan.so.1 by name; where the system has none, Chromium's own is put in its place. */
function loadVulkan(folder: string): void {
  const library = join(folder, "libvulkan.so.1");
  if (process.platform !== "linux" || !existsSync(library)) return;
  try {
    process.dlopen({ exports: {} }, library, constants.dlopen.RTLD_NOW | STAY_LOADED);
  } catch {
    // Always: Node says that the library registered no module. It is loaded all the same, or Dawn finds no adapter.
  }
}

/** tfjs asks for navigator.gpu when it is imported, and for the constants of WebGPU when it runs. */
function install(gpu: GPU, globals: object): void {
  Object.assign(globalThis, globals);
  if (globalThis.navigator) Object.defineProperty(globalThis.navigator, "gpu", { value: gpu, configurable: true });
  else Object.defineProperty(globalThis, "navigator", { value: { gpu }, configurable: true });
}

let started: Promise<GPU | undefined> | undefined;

async function startOnce(flags: readonly string[]): Promise<GPU | undefined> {
  let dawn: typeof import("webgpu");
  try {
    dawn = await import("webgpu");
  } catch {
    // Dawn has no binary for this machine.
    return undefined;
  }
  if (flags.length > 0 || hasVulkan()) {
    const own = dawn.create([...flags]);
    install(own, dawn.globals);
    if (await own.requestAdapter()) return own;
  }
  const driver = softwareDriver();
  if (flags.length > 0 || !driver || process.env.VK_ICD_FILENAMES) return undefined;
  process.env.VK_ICD_FILENAMES = driver;
  if (!hasVulkan()) loadVulkan(dirname(driver));
  const software = dawn.create([]);
  install(software, dawn.globals);
  return (await software.requestAdapter()) ? software : undefined;
}

/**
 * A GPU for `createTfjsEngine`: the machine's own, else Chromium's SwiftShader; undefined where there is neither. Call it
 * before tfjs's webgpu backend is imported. The process has to end with process.exit, since Dawn keeps it alive.
 *
 * @param flags Dawn's own, such as "backend=null"; those of the first call count.
 */
export function startNodeWebgpu(flags: readonly string[] = []): Promise<GPU | undefined> {
  started ??= startOnce(flags);
  return started;
}
