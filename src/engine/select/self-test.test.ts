import { describe, expect, it } from "vitest";
import { StudioError } from "../../base/error.ts";
import type { Engine, EngineId, EngineInfo } from "../engine.ts";
import { createEvaluatorEngine } from "../reference/evaluator-engine.ts";
import { startEngine } from "../testing/engines.ts";
import { chooseAutomatically } from "./choose-engine.ts";
import { benchmarkSteps, selfTest } from "./self-test.ts";

/** An engine that says that it is `info`, and whose gradients of one parameter are multiplied by `factor`. */
function pretend(info: Partial<EngineInfo>, factor: number): Engine {
  const engine = createEvaluatorEngine();
  return {
    ...engine,
    info: { ...engine.info, ...info },
    async gradients(...given) {
      const { loss, gradients } = await engine.gradients(...given);
      return { loss, gradients: { ...gradients, "gates/mu": gradients["gates/mu"].map((value) => value * factor) } };
    },
  };
}

describe("selfTest", () => {
  it.each(["compiled-wasm", "tfjs-cpu", "tfjs-wasm"] as const)("%s passes", async (id) => {
    const result = await selfTest((await startEngine(id))!);
    expect(result.passed).toBe(true);
    expect(result.maxRelativeError).toBeLessThan(1e-5);
  });

  it.each([0, 1.01, Number.NaN])(
    "an engine fails whose gradient of one parameter is %s times the right one",
    async (factor) => {
      expect(await selfTest(pretend({}, factor))).toMatchObject({ passed: false, worst: "gates/mu" });
    },
  );
});

describe("benchmarkSteps", () => {
  it("divides the clock by the steps, and leaves the warm-up out", async () => {
    let reads = 0;
    const { msPerStep, nSteps } = await benchmarkSteps((await startEngine("tfjs-wasm"))!, 3, () => 600 * reads++);
    expect([msPerStep, nSteps]).toEqual([200, 3]);
  });
});

describe("chooseAutomatically", () => {
  const real = { id: "compiled-webgpu", adapter: "nvidia hopper", isSoftware: false } as const;
  const chooseWith = (gpu: () => Engine) =>
    chooseAutomatically(async (id: EngineId) => (id === "compiled-webgpu" ? gpu() : pretend({ id }, 1)));

  it("takes a real adapter that passes the self-test", async () => {
    const { engine, reason } = await chooseWith(() => pretend(real, 1));
    expect(engine.info.id).toBe("compiled-webgpu");
    expect(reason).toBe("The graphics adapter passed the gradient self-test: nvidia hopper.");
  });

  it("says in words why it takes the CPU", async () => {
    const none = new StudioError({ code: "E_GPU_NONE", where: "", expected: "", got: "", fix: "" });
    const reasons = await Promise.all(
      [
        () => {
          throw none;
        },
        () => pretend({ ...real, isSoftware: true, adapter: "google swiftshader" }, 1),
        () => pretend({ ...real, adapter: "img-tec volcanic" }, 1),
        () => pretend(real, 0),
      ].map(async (gpu) => {
        const { engine, reason } = await chooseWith(gpu);
        expect(engine.info.id).toBe("compiled-wasm");
        return reason.replace(/, so training runs on the CPU \(WebAssembly\)\.$/, "");
      }),
    );
    expect(reasons).toEqual([
      "No graphics adapter found",
      "The graphics adapter is software (google swiftshader), which is slower than the CPU itself",
      "This graphics adapter (img-tec volcanic) is known to compute wrong gradients",
      "The graphics adapter (nvidia hopper) failed the gradient self-test: gates/mu is off by 1.0e+0",
    ]);
  });

  it("goes down to plain JavaScript where WebAssembly does not start", async () => {
    const { engine, reason } = await chooseAutomatically(async (id) => {
      if (id !== "tfjs-cpu") throw new Error(`no ${id}`);
      return pretend({ id }, 1);
    });
    expect(engine.info.id).toBe("tfjs-cpu");
    expect(reason).toContain("so training runs on the CPU in plain JavaScript");
  });
});
