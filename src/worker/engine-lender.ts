/** Lends the session its engines: their code is fetched late, and no engine starts while another warms up. */

import type { Engine, EngineId } from "../engine/engine.ts";
import type { ChosenEngine } from "../engine/select/choose-engine.ts";
import type { EngineChoice } from "./protocol.ts";

/** What comes with the code of the engines. */
export interface EngineCode {
  readonly create: (id: EngineId) => Promise<Engine>;
  readonly chooseAutomatically: (create: (id: EngineId) => Promise<Engine>) => Promise<ChosenEngine>;
  /** Fetches and starts what training may need later. */
  readonly warmUp: () => Promise<void>;
}

export class EngineLender {
  private warming: Promise<void> | undefined;

  constructor(private readonly fetchCode: () => Promise<EngineCode>) {}

  /**
   * Happens once. Never rejects, and happens no second time: what fails here is told when an engine is asked for, and a second
   * attempt could come in the middle of a run.
   */
  warmUp(): Promise<void> {
    this.warming ??= this.fetchCode()
      .then((code) => code.warmUp())
      .catch(() => undefined);
    return this.warming;
  }

  /**
   * Waits until all is warm: while tfjs starts one backend it refuses steps on every other, so that a graphics adapter would
   * fail its self-test, or a run that had begun would end.
   *
   * @throws E_GPU_NONE, E_ENGINE_START
   */
  async choose(choice: EngineChoice): Promise<ChosenEngine> {
    await this.warmUp();
    const { create, chooseAutomatically } = await this.fetchCode();
    switch (choice) {
      case "automatic":
        return chooseAutomatically(create);
      case "webgpu":
        return { engine: await create("compiled-webgpu"), reason: "You chose WebGPU." };
      case "webgpu-tfjs":
        return { engine: await create("tfjs-webgpu"), reason: "You chose WebGPU with tfjs." };
      case "cpu":
        return { engine: await create("compiled-wasm"), reason: "You chose the CPU." };
      case "cpu-tfjs":
        return { engine: await create("tfjs-wasm"), reason: "You chose the CPU with tfjs." };
      default:
        return choice satisfies never;
    }
  }
}
