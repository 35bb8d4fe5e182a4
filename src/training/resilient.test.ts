import { describe, expect, test } from "vitest";
import type { Engine, TrainableProgram, TrainingPlan, TrainingState } from "../engine/engine.ts";
import { createEvaluatorEngine } from "../engine/reference/evaluator-engine.ts";
import { EvaluatorExecutor } from "../engine/reference/evaluator-executor.ts";
import { TrainingSession } from "../engine/session/training-session.ts";
import { SequentialReplicas } from "../engine/step/step-executor.ts";
import { catalogue } from "../pipeline/catalogue.ts";
import { fit } from "../pipeline/fit.ts";
import { tinyDataset } from "../pipeline/testing/tiny-pipeline.ts";
import { hardSchedule, planOf } from "./plan.ts";
import { EngineHost, ResilientTrainable } from "./resilient.ts";
import { lostDevice, smallDocument } from "./testing/tiny-run.ts";

const dataset = tinyDataset();
const document = smallDocument(dataset);
const { program } = fit({ catalogue, document, dataset, seed: 1 });
const data = { ...dataset, labelOffset: 0, labelScale: 1 };
const plan: TrainingPlan = planOf(document.training, program, []);
const schedule = hardSchedule(document.training, 100);

/** An engine without arithmetic: validation losses are given, one a chunk; "lost" loses the device. */
function scripted(script: readonly (number | "lost")[], title: string) {
  const written: TrainingState[] = [];
  const queue = [...script];
  const engine = {
    ...createEvaluatorEngine(),
    info: { ...createEvaluatorEngine().info, title },
    async compile(): Promise<TrainableProgram> {
      let step = 0;
      let best: { readonly step: number; readonly validation: number } | undefined;
      const stateAt = (at: number): TrainingState => ({ step: at, parameters: {}, optimiser: {} });
      return {
        async run(steps) {
          const next = queue.shift();
          if (next === undefined || next === "lost") throw lostDevice();
          step += steps;
          if (!best || next < best.validation) best = { step, validation: next };
          return [{ step, losses: [], probes: {}, best }];
        },
        evaluate: async () => 0,
        read: async (what) => stateAt(what === "best" ? (best?.step ?? step) : step),
        async write(state) {
          written.push(state);
          step = state.step;
          best = undefined;
        },
        dispose() {},
      };
    },
  };
  return { engine, written };
}

/** The reference engine, whose device goes after so many read-backs. */
function losingEngine(nPoints: number): Engine {
  let nCollected = 0;
  return {
    ...createEvaluatorEngine(),
    compile: (given, rows, how) =>
      TrainingSession.create({ program: given, data: rows, plan: how }, (options, rates) => {
        const executors = rates.map(() => {
          const executor = new EvaluatorExecutor(options);
          const collect = executor.collect.bind(executor);
          executor.collect = async () => {
            if (nCollected++ === nPoints) throw lostDevice();
            return collect();
          };
          return executor;
        });
        return new SequentialReplicas(executors, rates);
      }),
  };
}

async function bestAfter(scripts: readonly (readonly (number | "lost")[])[], nRuns: number) {
  const engines = scripts.map((script, index) => scripted(script, `E${index}`));
  let used = 0;
  const host = new EngineHost(engines[0].engine, async () => engines[++used].engine);
  const trainable = await ResilientTrainable.create(host, program, data, plan);
  for (let run = 0; run < nRuns; run++) await trainable.run(10, schedule);
  return { best: await trainable.read("best"), trainable, host, engines };
}

describe("best weights over a loss of the device", () => {
  test("those of before win over worse ones of after it", async () => {
    const { best, host, engines } = await bestAfter(
      [
        [0.5, 0.2, 0.9, "lost"],
        [0.4, 0.3],
      ],
      5,
    );
    expect(best.step).toBe(20);
    expect(engines[1].written[0].step).toBe(30);
    expect(host.notes).toHaveLength(1);
  });

  test("better ones of after it win", async () => {
    expect(
      (
        await bestAfter(
          [
            [0.5, 0.2, 0.9, "lost"],
            [0.4, 0.1],
          ],
          5,
        )
      ).best.step,
    ).toBe(50);
  });

  test("the best of several losses is kept", async () => {
    const { best, host } = await bestAfter([[0.3, "lost"], [0.2, "lost"], [0.6]], 3);
    expect(best.step).toBe(20);
    expect(host.notes).toEqual([
      "E0 was lost; training went on with E1 from the last good weights.",
      "E1 was lost; training went on with E2 from the last good weights.",
    ]);
  });

  test("a lost chunk is run again as a whole, and the best weights of chunks before it are not forgotten", async () => {
    // The rate explodes after step 12, so that the best weights are those of step 12.
    const rising = { kind: "linear", from: 0.005, to: 30, begin: 0.12, end: 0.2 } as const;
    const exploding = { ...schedule, learningRate: rising };
    const cadence = { ...plan, evaluateEvery: 4 };
    const undisturbed = await createEvaluatorEngine().compile(program, data, cadence);
    const [whole] = await undisturbed.run(20, exploding);
    expect(whole.best?.step).toBe(12);
    for (const nPoints of [0, 1, 2, 3, 4]) {
      const host = new EngineHost(losingEngine(nPoints), async () => createEvaluatorEngine());
      const trainable = await ResilientTrainable.create(host, program, data, cadence);
      for (let run = 0; run < 4; run++) await trainable.run(4, exploding);
      const [chunk] = await trainable.run(4, exploding);
      expect(host.notes).toHaveLength(1);
      expect(chunk.step).toBe(20);
      expect(chunk.best?.step).toBe(12);
      expect(chunk.best?.validation).toBeCloseTo(whole.best!.validation, 10);
      expect(await trainable.read("current")).toEqual(await undisturbed.read("current"));
      expect(await trainable.read("best")).toEqual(await undisturbed.read("best"));
    }
  });

  test("each replica goes on from its own weights, and one that had ended stays where it was", async () => {
    const replicas = [1, 1e30, 3].map((rate, seed) => ({ seed, rate }));
    const side = { ...plan, evaluateEvery: 4, replicas };
    const undisturbed = await createEvaluatorEngine().compile(program, data, side);
    let wanted = await undisturbed.run(4, schedule);
    for (let run = 1; run < 4; run++) wanted = await undisturbed.run(4, schedule);
    expect(wanted.map(({ step }) => step === 16)).toEqual([true, false, true]);
    // Three read-backs a run, and in the first one three for each step until the one that is not finite.
    for (const nPoints of [0, 2, 3, 5, 8, 12, 14]) {
      const host = new EngineHost(losingEngine(nPoints), async () => createEvaluatorEngine());
      const trainable = await ResilientTrainable.create(host, program, data, side);
      let got = await trainable.run(4, schedule);
      for (let run = 1; run < 4; run++) got = await trainable.run(4, schedule);
      expect(host.notes).toHaveLength(1);
      for (const index of replicas.keys()) {
        expect(got[index].step).toBe(wanted[index].step);
        expect(got[index].best?.step).toBe(wanted[index].best?.step);
        for (const what of ["current", "best"] as const) {
          expect(await trainable.read(what, index)).toEqual(await undisturbed.read(what, index));
        }
      }
    }
  });

  test("writing a state forgets them", async () => {
    const { trainable } = await bestAfter([[0.1, "lost"], [0.4]], 2);
    await trainable.write({ step: 7, parameters: {}, optimiser: {} });
    expect((await trainable.read("best")).step).toBe(7);
  });
});

test("what an engine notes is said once, however many phases are compiled", async () => {
  const note = "The table is packed.";
  const base = createEvaluatorEngine();
  const noting: Engine = {
    ...base,
    compile: async (...given) => ({ ...(await base.compile(...given)), notes: [note] }),
  };
  const host = new EngineHost(noting, undefined);
  for (let phase = 0; phase < 2; phase++) await ResilientTrainable.create(host, program, data, plan);
  expect(host.notes).toEqual([note]);
});
