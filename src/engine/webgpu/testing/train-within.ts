/** Test support: training with kernels that may take less, or more, than usual. */
import type { Program } from "../../../program/types.ts";
import type { TrainingData, TrainingPlan } from "../../engine.ts";
import { TrainingSession } from "../../session/training-session.ts";
import { SCHEDULE } from "../../testing/training-cases.ts";
import type { KernelLimits } from "../plan/limits.ts";
import type { Gpu } from "../run/gpu.ts";
import { WebgpuExecutor } from "../run/webgpu-executor.ts";

export interface Trained {
  readonly program: Program;
  readonly data: TrainingData;
  readonly plan: TrainingPlan;
  readonly nSteps: number;
}

export async function trainWithin(gpu: Gpu, limits: Partial<KernelLimits>, { nSteps, ...given }: Trained) {
  const own = { ...gpu, limits };
  const session = await TrainingSession.create(given, (options) => WebgpuExecutor.create({ ...options, gpu: own }));
  const [{ losses }] = await session.run(nSteps, SCHEDULE);
  const test = await session.evaluate("test", SCHEDULE);
  const state = await session.read("current");
  session.dispose();
  return { result: { losses, test, state }, notes: session.notes };
}
