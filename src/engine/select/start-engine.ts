/** Starts any engine by its id; the code of an engine is fetched when it is asked for. */

import type { Engine, EngineId } from "../engine.ts";
import type { TfjsEngineOptions } from "../tfjs/tfjs-engine.ts";
import type { ThreadStock } from "../wasm/run/threads.ts";

export interface StartEngineOptions extends TfjsEngineOptions {
  /** Milliseconds, for engines that fit their work to it. */
  readonly clock?: () => number;
  /** Where memory can be shared: for compiled-wasm. */
  readonly threads?: ThreadStock;
}

/** @throws E_GPU_NONE without an adapter, E_ENGINE_START where an engine does not start. */
export async function startEngine(id: EngineId, options: StartEngineOptions = {}): Promise<Engine> {
  switch (id) {
    case "compiled-webgpu":
      return (await import("../webgpu/run/webgpu-engine.ts")).createCompiledWebgpuEngine(options);
    case "compiled-wasm":
      return (await import("../wasm/run/wasm-engine.ts")).createCompiledWasmEngine(options.threads);
    case "tfjs-webgpu":
    case "tfjs-wasm":
    case "tfjs-cpu":
      return (await import("../tfjs/tfjs-engine.ts")).createTfjsEngine(id, options);
    default:
      return id satisfies never;
  }
}

/** Fetches what training will need, so that no file of the page is asked for once it runs. */
export async function warmUpEngines(options: StartEngineOptions = {}): Promise<void> {
  const [{ warmUp }] = await Promise.all([
    import("../tfjs/tfjs-engine.ts"),
    import("../wasm/run/wasm-engine.ts"),
    import("../webgpu/run/webgpu-engine.ts"),
  ]);
  options.threads?.prepare();
  await warmUp(options);
}
