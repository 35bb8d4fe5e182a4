/** Steps on WebGPU are those of float64, whatever the plan says. */
import { describe, expect, it } from "vitest";
import type { TrainingPlan } from "../../engine.ts";
import { compareTraining } from "../../testing/check-training.ts";
import {
  BILEVEL,
  LOOK_AHEAD,
  makeData,
  makePlan,
  makeProgram,
  SCHEDULE,
  type Weighting,
} from "../../testing/training-cases.ts";
import { useTestEngine } from "../testing/use-test-engine.ts";

/** Of the reference after some steps; Adam makes more of what single precision loses. */
const TOLERANCE = { absolute: 1e-4, relative: 1e-3 };

const onGpu = useTestEngine();

const CASES: readonly {
  readonly title: string;
  readonly weighting: Weighting;
  readonly nSteps: number;
  readonly changes: Partial<TrainingPlan>;
}[] = [
  { title: "joint", weighting: "none", nSteps: 20, changes: {} },
  {
    title: "bilevel",
    weighting: "sources",
    nSteps: 12,
    changes: {
      updates: BILEVEL,
    },
  },
  { title: "averaged", weighting: "sources", nSteps: 12, changes: { updates: BILEVEL, averageDecay: 0.8 } },
  {
    title: "look-ahead",
    weighting: "none",
    nSteps: 6,
    changes: {
      updates: LOOK_AHEAD,
    },
  },
  {
    title: "row weights",
    weighting: "rows",
    nSteps: 6,
    changes: {
      updates: [
        { roles: ["model"], lossOn: "train", at: "current" },
        { roles: ["pipeline"], aligned: ["data"], lossOn: "validation", at: "current" },
      ],
    },
  },
];

/** A software adapter compiles slowly: what another case holds, too, is for the full suite. */
const tried = process.env.DIFFML_FULL === "1" ? CASES : CASES.filter(({ title }) => title !== "bilevel");

describe("training on compiled-webgpu", () => {
  it.for(tried)("$title: $nSteps steps are those of float64", async ({ weighting, nSteps, changes }, context) => {
    if (!onGpu.gpu) return context.skip();
    const data = makeData("multiclass");
    const program = makeProgram("multiclass", weighting, data);
    const trained = { program, data, plan: makePlan(changes), schedule: SCHEDULE, nSteps };
    expect(await compareTraining(onGpu.engine, trained, TOLERANCE)).toEqual([]);
  });
});
