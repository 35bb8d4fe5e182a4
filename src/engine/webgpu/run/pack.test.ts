/** Twenty members on five parts of the rows in one training: on WebGPU as on the CPU. */
import { beforeAll, expect, it } from "vitest";
import { makeWorkload, type WorkloadId } from "../../../../bench/step/workloads.ts";
import { replicasOf, type TrainableProgram, type TrainingData } from "../../engine.ts";
import { groupParameters } from "../../step/parameter-groups.ts";
import { startEngine } from "../../testing/engines.ts";
import { heldOutBy, leavingOut, PACK } from "../../testing/pack.ts";
import { differs } from "../../testing/tolerance.ts";
import { LEAST_LIMITS } from "../plan/limits.ts";
import { useTestEngine } from "../testing/use-test-engine.ts";
import { planKernels } from "./webgpu-program.ts";

const onGpu = useTestEngine();
const PROGRAMS: readonly WorkloadId[] = ["pack", "pack-ranges"];
const N_STEPS = 3;
const NEAR = { absolute: 1e-4, relative: 1e-3 };
const smallPack = () => makeWorkload("pack", { batch: 32, hidden: 4, replicas: 1, average: 0.9 });

async function begun(trainable: TrainableProgram, nReplicas: number): Promise<TrainableProgram> {
  for (let replica = 0; replica < nReplicas; replica++)
    await trainable.write(leavingOut(await trainable.read("current", replica), replica), replica);
  return trainable;
}

it.each(PROGRAMS)("%s takes three dispatches an update, however many members there are", (id) => {
  const { program, data, plan } = makeWorkload(id, { batch: 256, hidden: 64, replicas: 1, average: 0 });
  expect(replicasOf(plan)).toHaveLength(PACK.nParts * PACK.nMembers);
  const { steps } = planKernels({ program, data, plan, groups: groupParameters(program, plan) }, LEAST_LIMITS);
  expect(steps.step.length).toBeLessThanOrEqual(3 * plan.updates.length);
});

let cpu: Awaited<ReturnType<typeof startEngine>>;
beforeAll(async () => {
  cpu = await startEngine("compiled-wasm");
});

it("each member comes to what it comes to on the CPU", async (context) => {
  if (!onGpu.gpu || !cpu) return context.skip();
  const { program, data, plan, schedule } = smallPack();
  const nReplicas = replicasOf(plan).length;
  const [own, wanted] = await Promise.all(
    [onGpu.engine, cpu].map(async (engine) => begun(await engine.compile(program, data, plan), nReplicas)),
  );
  const [losses, wantedLosses] = await Promise.all([own, wanted].map((each) => each.run(N_STEPS, schedule)));
  for (let replica = 0; replica < nReplicas; replica++) {
    const [state, wantedState] = await Promise.all([own, wanted].map((each) => each.read("current", replica)));
    for (const [name, values] of Object.entries(wantedState.parameters))
      expect(differs(state.parameters[name], values, NEAR), `${name} of ${replica}`).toBeUndefined();
    const [loss, wantedLoss] = [losses, wantedLosses].map((all) => all[replica].losses.map(({ train }) => train));
    expect(differs(loss, wantedLoss, NEAR), `loss of ${replica}`).toBeUndefined();
  }
  own.dispose();
  wanted.dispose();
});

it("a member learns nothing of the part that it leaves out", async () => {
  if (!cpu) throw new Error("compiled-wasm did not start");
  const { program, data, plan, schedule } = smallPack();
  const nReplicas = replicasOf(plan).length;
  const part = 2;
  const labels = data.labels.map((label, row) => (data.source[row] === part ? 1 - label : label));
  const trained = async (own: TrainingData) => {
    const trainable = await begun(await cpu!.compile(program, own, plan), nReplicas);
    await trainable.run(N_STEPS, schedule);
    const states = [];
    for (let replica = 0; replica < nReplicas; replica++) states.push(await trainable.read("current", replica));
    trainable.dispose();
    return states;
  };
  const [states, others] = [await trained(data), await trained({ ...data, labels })];
  const same = states.map(({ parameters }, replica) =>
    Object.entries(parameters).every(([name, values]) =>
      values.every((v, i) => v === others[replica].parameters[name][i]),
    ),
  );
  expect(same).toEqual(states.map((_, replica) => heldOutBy(replica) === part));
});
