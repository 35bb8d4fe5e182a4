/** What does not fit is told before anything is made, and what barely fits is computed rightly. */
import { describe, expect, it } from "vitest";
import { ProgramBuilder } from "../../../program/builder.ts";
import { categoriesInput, labelsInput, numbersInput, rowIdInput } from "../../../program/inputs.ts";
import { initialParameters } from "../../../program/parameters.ts";
import type { Program } from "../../../program/types.ts";
import { compileStep } from "../../loops/step-passes.ts";
import { referenceGradients } from "../../reference/evaluator-engine.ts";
import { builtInCase } from "../../select/built-in-case.ts";
import { writeObjectives } from "../../step/objectives.ts";
import { groupParameters } from "../../step/parameter-groups.ts";
import { compareTraining } from "../../testing/check-training.ts";
import { differs } from "../../testing/tolerance.ts";
import { makeData, makePlan, SCHEDULE } from "../../testing/training-cases.ts";
import { LEAST_LIMITS } from "../plan/limits.ts";
import { ConstantPool, Region } from "../plan/locations.ts";
import { N_THREADS, planPass } from "../plan/pass-plan.ts";
import { useTestEngine } from "../testing/use-test-engine.ts";
import { assertFits } from "./device-memory.ts";
import { gradientsOnDevice } from "./gradients.ts";

const onGpu = useTestEngine();

const NOTHING = {
  feeds: 0,
  record: 0,
  table: 0,
  nTables: 1,
  constants: 0,
  values: 0,
  moments: 0,
  scratch: 0,
  slices: 0,
  spill: 0,
  control: 0,
  nReplicas: 1,
};

/** An embedding in a group of its own, and weights of rows that are a softmax over more rows than one workgroup should update. */
function programOfManyWeights(nRows: number): Program {
  const hidden = 6;
  const b = new ProgramBuilder();
  const prediction = b.inBlock("n1", () => {
    const normal = { kind: "normal", deviation: 0.3 } as const;
    const table = b.parameter("table", { shape: [400, 3], role: "pipeline", initial: normal });
    const embedded = b.reshape(b.embedding(table, categoriesInput(b, 1)), [3]);
    const joined = b.concat([numbersInput(b, 4), embedded]);
    const w = b.parameter("w", { shape: [7, hidden], role: "model", initial: normal, decays: true });
    const out = b.parameter("out", { shape: [hidden, 1], role: "model", initial: normal, decays: true });
    return b.matMul(b.tanh(b.matMul(joined, w)), out);
  });
  const loss = b.reshape(b.square(b.sub(prediction, labelsInput(b, "float32"))), []);
  const weights = b.inBlock("n2", () => {
    const logits = b.parameter("logits", { shape: [nRows], role: "data", initial: { kind: "normal", deviation: 0.1 } });
    return b.reshape(b.lookup(b.mul(b.softmax(logits), b.scalar(nRows)), rowIdInput(b)), []);
  });
  return { nodes: b.nodes, probes: [], outputs: { prediction, loss, weights } };
}

describe("memory of compiled-webgpu", () => {
  it("names the buffer that is too large, what is allowed and what is asked for", () => {
    const limits = { maxBufferSize: 2 ** 28, maxStorageBufferBindingSize: 2 ** 27 };
    expect(() => assertFits({ ...NOTHING, table: 2 ** 27 }, limits)).not.toThrow();
    expect(() => assertFits({ ...NOTHING, table: 2 ** 28 }, limits)).toThrow(
      "graphics memory for the table: expected at most 128 MB in one piece, which is what this device gives, got 256 MB. " +
        "Use fewer columns, rows, units or starts, or train on the CPU. [E_GPU_LIMITS]",
    );
  });

  it("spills the widest values where even four rows do not fit", () => {
    const { program, data, plan } = builtInCase({ nRows: 40, nNumbers: 20, hidden: 64, batchSize: 32 });
    const [operation] = compileStep(writeObjectives(program), plan, groupParameters(program, plan));
    if (operation.kind !== "pass") throw new Error("a step begins with a pass");
    const planned = (workgroupBytes: number, sliceBytes = 2 ** 27) =>
      planPass(
        "pass",
        operation.pass,
        { fixed: 2048, most: 2048, rowsAt: 0 },
        {
          limits: { ...LEAST_LIMITS, workgroupBytes, sliceBytes },
          values: new Region(),
          scratch: new Region(),
          constants: new ConstantPool(),
          rowInputs: new Map(
            ["numbers", "missing", "labels"].map((name) => [name, { kind: "table", base: 0, width: 1, bits: 32 }]),
          ),
          feeds: new Map(["temperature", "gates/noise"].map((name) => [name, 0])),
          parameterAt: () => 0,
          gradientAt: () => undefined,
        },
      );
    expect(data.nRows).toBe(40);
    expect(planned(65_536)).toMatchObject({ quads: 4, spillSize: 0 });
    expect(planned(16_384)).toMatchObject({ quads: 2, spillSize: 0 });
    const tight = planned(6144);
    expect(tight.quads).toBe(1);
    expect(tight.spillSize).toBeGreaterThan(0);
    expect(16 * (tight.memSize + N_THREADS)).toBeLessThanOrEqual(6144);
    // 5,670 sums: as many slices as fit.
    expect(planned(16_384, 5670 * 4 * 5).maxWorkgroups).toBe(5);
  });

  it.for([16_384, 6144])(
    "computes the gradients of float64 in %i bytes of workgroup memory",
    async (bytes, context) => {
      if (!onGpu.gpu) return context.skip();
      const { program, data } = builtInCase({ nRows: 27, nNumbers: 20, hidden: 64, batchSize: 32 });
      const parameters = initialParameters(program, 1);
      const rows = data.split.train;
      const got = await gradientsOnDevice({ ...onGpu.gpu, limits: { workgroupBytes: bytes } }, [
        program,
        data,
        rows,
        parameters,
      ]);
      const wanted = referenceGradients(program, data, rows, parameters);
      for (const [name, gradient] of Object.entries(wanted.gradients)) {
        expect(differs(got.gradients[name], gradient, { absolute: 1e-6, relative: 1e-4 }), name).toBeUndefined();
      }
    },
  );

  it("trains an embedding and the weights of thousands of rows as in float64", async (context) => {
    if (!onGpu.gpu) return context.skip();
    const data = makeData("regression", 15_000);
    const split = { ...data.split, validation: data.split.validation.slice(0, 30), test: data.split.test.slice(0, 30) };
    const program = programOfManyWeights(data.split.train.length);
    const { model, pipeline, data: rows } = makePlan().optimisers;
    const plan = makePlan({
      updates: [{ roles: ["model", "pipeline", "data"], lossOn: "train", at: "current" }],
      optimisers: {
        model: { ...model, clipNorm: 0.5, kind: "sgd" },
        // Less than the norm of what rows scatter, which alone makes it.
        pipeline: { ...pipeline, clipNorm: 0.01, rate: 200, kind: "sgd" },
        data: { ...rows, clipNorm: 0.5, kind: "sgd" },
      },
      batchSize: 200,
    });
    const trained = { program, data: { ...data, split }, plan, schedule: SCHEDULE, nSteps: 3 };
    expect(await compareTraining(onGpu.engine, trained, { absolute: 1e-5, relative: 1e-3 })).toEqual([]);
  });
});
