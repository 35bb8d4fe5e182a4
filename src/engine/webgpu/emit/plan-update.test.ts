import { describe, expect, it } from "vitest";
import { layOut } from "../../loops/parameter-layout.ts";
import { compileStep } from "../../loops/step-passes.ts";
import { builtInCase } from "../../select/built-in-case.ts";
import { writeObjectives } from "../../step/objectives.ts";
import { groupParameters } from "../../step/parameter-groups.ts";
import { LEAST_LIMITS } from "../plan/limits.ts";
import { ConstantPool, Region } from "../plan/locations.ts";
import { planPass } from "../plan/pass-plan.ts";
import { planUpdate } from "./plan-update.ts";
import { planReduce } from "./reduce-kernel.ts";

const GRADIENT = 1000;
const PARTIALS = 50_000;
const NETWORK = ["first/w", "first/b", "second/w", "second/b", "out/w", "out/b"].map((name) => `network/${name}`);

interface Options {
  readonly nNumbers: number;
  readonly hasNextPrologue: boolean;
  /** Perturbed copies are made of the network, too; it moves only where it is among `groups`. */
  readonly perturbs?: boolean;
  readonly groups?: readonly number[];
}

/** The joint update of the built-in case, with gradients clipped at `clipNorm`. */
function updateOf(clipNorm: number, { perturbs = false, groups: moved = [0, 1], ...options }: Options) {
  const { program, plan } = builtInCase({ nRows: 40, nNumbers: options.nNumbers, hidden: 16, batchSize: 32 });
  const settings = { ...plan.optimisers.model, clipNorm };
  const clipped = { ...plan, optimisers: { model: settings, pipeline: settings, data: settings } };
  const groups = groupParameters(program, clipped);
  const layout = layOut(program, groups, perturbs ? NETWORK : []);
  const [operation] = compileStep(writeObjectives(program), clipped, groups);
  if (operation.kind !== "pass") throw new Error("a step begins with a pass");
  const row = { kind: "table", base: 0, width: 1, bits: 32 } as const;
  const pass = planPass(
    "pass",
    operation.pass,
    { fixed: 32, most: 32, rowsAt: 0 },
    {
      limits: LEAST_LIMITS,
      values: new Region(),
      scratch: new Region(),
      constants: new ConstantPool(),
      rowInputs: new Map(["numbers", "missing", "labels"].map((name) => [name, row])),
      feeds: new Map(["temperature", "gates/noise"].map((name) => [name, 0])),
      parameterAt: (name) => layout.spans.get(name)!.offset,
      gradientAt: (name) => (layout.spans.has(name) ? GRADIENT + layout.spans.get(name)!.offset : undefined),
    },
  );
  const source = { plan: pass, reduce: planReduce(pass), gradient: GRADIENT, partials: PARTIALS };
  const next = options.hasNextPrologue ? operation.pass.prologue : [];
  const updates = planUpdate(source, { groups: moved, perturbs }, next, {
    layout,
    plan: clipped,
    factorsAt: () => 0,
  });
  const namesIn = (spans: readonly { readonly from: number; readonly count: number }[]) =>
    [...layout.spans.values()]
      .filter(({ offset }) => spans.some(({ from, count }) => offset >= from && offset < from + count))
      .map(({ name }) => name);
  return updates?.map(({ byFirst, byOthers, norm }) => ({ first: namesIn(byFirst), others: namesIn(byOthers), norm }));
}

describe("an update beside the end of its pass", () => {
  it("leaves sums over rows to the other workgroups, and gradients of the epilogue to the first", () => {
    expect(updateOf(Number.POSITIVE_INFINITY, { nNumbers: 20, hasNextPrologue: true })).toEqual([
      { first: ["scale/choice", "gates/mu"], others: ["scale/start"], norm: undefined },
      { first: [], others: NETWORK, norm: undefined },
    ]);
  });

  it("gives a group to the first workgroup where its norm needs gradients of the epilogue", () => {
    const [pipeline, model] = updateOf(10, { nNumbers: 20, hasNextPrologue: true }) ?? [];
    expect(pipeline).toMatchObject({ first: ["scale/start", "scale/choice", "gates/mu"], others: [] });
    expect(pipeline.norm).toMatchObject({ kind: "gradient" });
    expect(model).toMatchObject({ first: [], others: NETWORK });
    // One square for each workgroup of the reduction that has gradients of the network.
    expect(model.norm).toEqual({
      kind: "partials",
      spans: [{ from: expect.any(Number), count: Math.ceil((20 * 16) / 128) + 1 + 2 + 1 + 1 + 1 }],
    });
  });

  it("perturbs beside the update of other groups, and waits for one of the network itself", () => {
    const options = { nNumbers: 20, hasNextPrologue: true, perturbs: true };
    expect(updateOf(Number.POSITIVE_INFINITY, { ...options, groups: [0] })).toEqual([
      { first: ["scale/choice", "gates/mu"], others: ["scale/start"], norm: undefined },
      { first: [], others: NETWORK, norm: expect.objectContaining({ kind: "gradient" }) },
    ]);
    expect(updateOf(Number.POSITIVE_INFINITY, { ...options, groups: [0, 1] })).toBeUndefined();
    expect(updateOf(Number.POSITIVE_INFINITY, { ...options, groups: [1] })).toBeUndefined();
  });

  it("takes kernels of its own where one workgroup would have to move too much", () => {
    expect(updateOf(10, { nNumbers: 2000, hasNextPrologue: true })).toBeUndefined();
  });
});
