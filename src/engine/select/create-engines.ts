/** The engines of one host: which of them trains, and what is fetched before it does. */

import { engineText } from "../../base/texts/engine.ts";
import type { Engine, EngineId } from "../engine.ts";
import type { EngineFiles } from "../tfjs/backends.ts";
import type { ThreadStock } from "../wasm/run/threads.ts";
import { type ChosenEngine, chooseAutomatically } from "./choose-engine.ts";
import type { EngineChoice } from "./engine-choice.ts";
import { startEngine, warmUpEngines } from "./start-engine.ts";

/** What engines need of where they run. */
export interface EnginesHost extends EngineFiles {
  /** Milliseconds, for engines that fit their work to it. */
  readonly clock?: () => number;
  /** Asked for once an engine on WebGPU is; navigator.gpu where absent. */
  readonly gpu?: () => Promise<GPU | undefined>;
  /** Asked for once, for the compiled engine on the CPU; one thread where it gives none. */
  readonly threads?: () => Promise<ThreadStock | undefined>;
  /** Code comes over a network: all of it is fetched before the first engine is given out, none while it trains. */
  readonly isPage?: boolean;
}

export interface Engines {
  /** Fetches and starts what training may need later. Happens once, and never rejects. */
  warmUp(): Promise<void>;
  /** @throws E_GPU_NONE without an adapter, E_ENGINE_START where an engine does not start. */
  start(id: EngineId): Promise<Engine>;
  /** The engine that was asked for or the best one, and why. @throws E_GPU_NONE, E_ENGINE_START */
  choose(choice: EngineChoice): Promise<ChosenEngine>;
}

/** How engines are started and compared; tests put their own in its place. */
export interface EngineCode {
  readonly startEngine: typeof startEngine;
  readonly warmUpEngines: typeof warmUpEngines;
  readonly chooseAutomatically: typeof chooseAutomatically;
}

export function createEngines(
  { gpu, threads, isPage = false, ...shared }: EnginesHost,
  code: EngineCode = { startEngine, warmUpEngines, chooseAutomatically },
): Engines {
  let warming: Promise<void> | undefined;
  let stock: Promise<ThreadStock | undefined> | undefined;

  async function withThreads() {
    stock ??= Promise.resolve(threads?.());
    const lent = await stock;
    return { ...shared, ...(lent ? { threads: lent } : {}) };
  }

  async function optionsFor(id: EngineId) {
    if (id === "compiled-wasm") return withThreads();
    const lent = id === "compiled-webgpu" || id === "tfjs-webgpu" ? await gpu?.() : undefined;
    return { ...shared, ...(lent ? { gpu: lent } : {}) };
  }

  const engines: Engines = {
    warmUp() {
      // What fails here is told when an engine is asked for, and a second attempt could come in the middle of a run.
      warming ??= withThreads()
        .then((options) => code.warmUpEngines(options))
        .catch(() => undefined);
      return warming;
    },
    start: async (id) => code.startEngine(id, await optionsFor(id)),
    async choose(choice) {
      if (isPage) await engines.warmUp();
      if (choice === "auto") return code.chooseAutomatically((id) => engines.start(id));
      return { engine: await engines.start(choice), reason: engineText("chosen", { engine: choice }) };
    },
  };
  return engines;
}
