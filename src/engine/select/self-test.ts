/** Does an engine differentiate rightly on this machine, and how fast is it? */
import { initialParameters } from "../../program/parameters.ts";
import type { Engine } from "../engine.ts";
import { referenceGradients } from "../reference/evaluator-engine.ts";
import { builtInCase } from "./built-in-case.ts";

/** A float32 engine comes within 1e-5; a broken one is off by far more. */
const MAX_RELATIVE_ERROR = 1e-3;

export interface SelfTestResult {
  readonly passed: boolean;
  /** Largest over the loss and all gradients of: largest difference / largest entry. Infinity where a number is not finite. */
  readonly maxRelativeError: number;
  /** What was furthest off: "loss" or a parameter's name. */
  readonly worst: string;
}

function relativeError(got: ArrayLike<number>, wanted: ArrayLike<number>): number {
  let difference = 0;
  let size = 1e-6;
  for (let i = 0; i < wanted.length; i++) {
    if (!Number.isFinite(got[i])) return Number.POSITIVE_INFINITY;
    difference = Math.max(difference, Math.abs(got[i] - wanted[i]));
    size = Math.max(size, Math.abs(wanted[i]));
  }
  return difference / size;
}

/**
 * Compares one gradient of a built-in pipeline (mixture, gates, network) with symbolic gradients in float64.
 *
 * @throws what the engine throws, such as E_GPU_LOST.
 */
export async function selfTest(engine: Engine): Promise<SelfTestResult> {
  const { program, data } = builtInCase({ nRows: 40, nNumbers: 6, hidden: 8, batchSize: 32 });
  const parameters = initialParameters(program, 1);
  const rows = data.split.train;
  const got = await engine.gradients(program, data, rows, parameters);
  const wanted = referenceGradients(program, data, rows, parameters);
  let worst = "loss";
  let maxRelativeError = relativeError([got.loss], [wanted.loss]);
  for (const [name, gradient] of Object.entries(wanted.gradients)) {
    const error = relativeError(got.gradients[name], gradient);
    if (error > maxRelativeError) [worst, maxRelativeError] = [name, error];
  }
  return { passed: maxRelativeError <= MAX_RELATIVE_ERROR, maxRelativeError, worst };
}

export interface BenchmarkResult {
  readonly msPerStep: number;
  readonly nSteps: number;
  readonly workload: string;
}

/** Times steps of mixture + gates + 20-64-64-1 network with Adam, batch 256, after five steps to warm up. */
export async function benchmarkSteps(
  engine: Engine,
  nSteps: number,
  /** Milliseconds. */
  clock: () => number,
): Promise<BenchmarkResult> {
  const { program, data, plan, schedule } = builtInCase({ nRows: 1280, nNumbers: 20, hidden: 64, batchSize: 256 });
  const trainable = await engine.compile(program, data, plan);
  try {
    await trainable.run(5, schedule);
    const begin = clock();
    await trainable.run(nSteps, schedule);
    const msPerStep = (clock() - begin) / nSteps;
    return { msPerStep, nSteps, workload: "mixture + gates + 20-64-64-1, batch 256, Adam" };
  } finally {
    trainable.dispose();
  }
}
