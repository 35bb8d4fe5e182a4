/** Replicas side by side: each is what it would be alone, and one that fails takes nothing from the others. */
import { describe, expect, it } from "vitest";
import { initialParameters } from "../../program/parameters.ts";
import type { Engine, Replica, TrainingPlan, Update } from "../engine.ts";
import { createEvaluatorEngine } from "../reference/evaluator-engine.ts";
import { startEngine } from "./engines.ts";
import { makeData, makePlan, makeProgram, SCHEDULE } from "./training-cases.ts";

const ENGINES = ["evaluator", "compiled-wasm", "tfjs-cpu", "compiled-webgpu"] as const;
const REPLICAS: readonly Replica[] = [
  { seed: 1, rate: 1 },
  { seed: 2, rate: 1 },
  { seed: 1, rate: 3, weightDecay: 0.2 },
  { seed: 1, rate: 1, weightDecay: 0 },
];
const updatesAt = (at: Update["at"]): TrainingPlan["updates"] => [
  { roles: ["model"], lossOn: "train", at: "current" },
  { roles: ["pipeline"], aligned: ["data"], lossOn: "validation", at },
];

async function engineFor(id: (typeof ENGINES)[number]): Promise<Engine | undefined> {
  return id === "evaluator" ? createEvaluatorEngine() : startEngine(id);
}

describe.each(ENGINES)("replicas on %s", (id) => {
  it.for([
    { weights: "none", at: "lookAhead" },
    { weights: "rows", at: "current" },
  ] as const)(
    "are each, to the last bit, what they would be alone: weights of $weights, validation $at",
    async ({ weights, at }, context) => {
      // These two are slow: the other of the two there, both in the full suite.
      const isSlow = id === "compiled-webgpu" || id === "tfjs-cpu";
      if (isSlow && weights === "none" && process.env.DIFFML_FULL !== "1") return context.skip();
      const engine = await engineFor(id);
      if (!engine) return context.skip();
      const data = makeData("binary");
      const program = makeProgram("binary", weights, data);
      const plan = makePlan({ updates: updatesAt(at), averageDecay: 0.9 });
      const together = await engine.compile(program, data, { ...plan, replicas: REPLICAS });
      const later: { dispose(): void }[] = [];
      const reports = [await together.run(7, SCHEDULE), await together.run(15, SCHEDULE)];
      for (const [index, replica] of REPLICAS.entries()) {
        const alone = await engine.compile(program, data, { ...plan, replicas: [replica] });
        for (const report of reports) {
          const [wanted] = await alone.run(report === reports[0] ? 7 : 15, SCHEDULE);
          expect(report[index]).toEqual(wanted);
        }
        expect(await together.read("current", index)).toEqual(await alone.read("current"));
        expect(await together.read("best", index)).toEqual(await alone.read("best"));
        expect(await together.evaluate("test", SCHEDULE, index)).toBe(await alone.evaluate("test", SCHEDULE));
        later.push(alone);
      }
      const losses = reports[1].map(({ losses: points }) => points.at(-1)!.train);
      expect(new Set(losses).size).toBe(REPLICAS.length);
      for (const each of [...later, together, engine]) each.dispose();
    },
  );

  it("decay as a plan of their own would have it", async (context) => {
    const engine = await engineFor(id);
    if (!engine) return context.skip();
    const data = makeData("binary");
    const program = makeProgram("binary", "none", data);
    const { optimisers, ...plan } = makePlan();
    const decaying = { ...optimisers, model: { ...optimisers.model, weightDecay: 0.3 } };
    const [own, wanted] = await Promise.all([
      engine.compile(program, data, { ...plan, optimisers, replicas: [{ seed: 1, rate: 1, weightDecay: 0.3 }] }),
      engine.compile(program, data, { ...plan, optimisers: decaying, replicas: [{ seed: 1, rate: 1 }] }),
    ]);
    for (const each of [own, wanted]) await each.run(8, SCHEDULE);
    expect(await own.read("current")).toEqual(await wanted.read("current"));
    for (const each of [own, wanted, engine]) each.dispose();
  });

  it("stay at their last good state when a value is not finite, while the others go on", async (context) => {
    const engine = await engineFor(id);
    if (!engine) return context.skip();
    const data = makeData("regression");
    const program = makeProgram("regression", "none", data);
    const plan = makePlan({
      replicas: [
        { seed: 1, rate: 1 },
        { seed: 1, rate: 1 },
        { seed: 1, rate: 1 },
        { seed: 1, rate: 1e30 },
      ],
    });
    const trainable = await engine.compile(program, data, plan);
    const untrained = await trainable.evaluate("test", SCHEDULE, 3);
    const start = initialParameters(program, 1);
    const broken = Object.keys(start).find((name) => name.endsWith("/w"))!;
    start[broken] = start[broken].map(() => 3e38);
    const bad = { step: 0, parameters: start, optimiser: {} };
    await trainable.write(bad, 1);
    const alone = await engine.compile(program, data, { ...plan, replicas: [REPLICAS[0]] });
    for (let run = 0; run < 2; run++) {
      const [first, second, third, fourth] = await trainable.run(10, SCHEDULE);
      const [wanted] = await alone.run(10, SCHEDULE);
      expect([first, third]).toEqual([wanted, wanted]);
      expect(second).toMatchObject({ step: 0, losses: [], nonFinite: { step: 0 } });
      expect(fourth).toMatchObject({ step: 0, losses: [] });
      expect(fourth.nonFinite).toBeDefined();
    }
    expect(await trainable.evaluate("test", SCHEDULE, 3)).toBe(untrained);
    expect(await trainable.read("current", 1)).toMatchObject({ step: 0 });
    expect((await trainable.read("current", 1)).parameters).toEqual(start);
    // Brought to where the others stand, it moves again.
    await trainable.write(await trainable.read("current", 0), 1);
    const [first, second] = await trainable.run(5, SCHEDULE);
    expect(second.nonFinite).toBeUndefined();
    expect(second.losses).toEqual(first.losses);
    for (const each of [trainable, alone, engine]) each.dispose();
  });
});
