/** What training steps hand to WebGPU, and what that costs the CPU; without a GPU, since Dawn's null backend drops the work. */
import { startNodeWebgpu } from "../../cli/node-webgpu.ts";

export interface Commands {
  readonly dispatches: number;
  readonly submits: number;
}

export interface StepCost extends Commands {
  /** Milliseconds that JavaScript and Dawn need for one step, on the null backend. */
  readonly encodeMs: number;
}

/**
 * Puts Dawn's null backend in the place of every adapter of this process, so engines that are started afterwards run on it:
 * commands are checked and dropped, and what is read back is 0. Call it before any other engine on WebGPU starts.
 *
 * @returns undefined where Dawn has no binary for this machine.
 */
export async function startNullWebgpu(): Promise<GPU | undefined> {
  const gpu = await startNodeWebgpu(["backend=null"]);
  if (!gpu) return undefined;
  const { getMappedRange } = GPUBuffer.prototype;
  GPUBuffer.prototype.getMappedRange = function (...range) {
    const memory = getMappedRange.apply(this, range);
    // Nobody wrote it, so it may hold what looks like an infinite loss.
    new Uint8Array(memory).fill(0);
    return memory;
  };
  return gpu;
}

/** Counts the commands of all devices of this process while `work` goes on. One count at a time. */
export async function countCommands(work: () => Promise<unknown>): Promise<Commands> {
  const pass = GPUComputePassEncoder.prototype;
  const { dispatchWorkgroups, dispatchWorkgroupsIndirect } = pass;
  const { submit } = GPUQueue.prototype;
  let dispatches = 0;
  let submits = 0;
  pass.dispatchWorkgroups = function (...size) {
    dispatches++;
    return dispatchWorkgroups.apply(this, size);
  };
  pass.dispatchWorkgroupsIndirect = function (...place) {
    dispatches++;
    return dispatchWorkgroupsIndirect.apply(this, place);
  };
  GPUQueue.prototype.submit = function (buffers) {
    submits++;
    return submit.call(this, buffers);
  };
  try {
    await work();
  } finally {
    Object.assign(pass, { dispatchWorkgroups, dispatchWorkgroupsIndirect });
    GPUQueue.prototype.submit = submit;
  }
  return { dispatches, submits };
}

const N_FEW = 2;
const N_REPEATS = 8;

/**
 * Cost of one step: what `nSteps` more steps add to a run of a few, so that the read-back and the validation loss at a run's
 * end are not in it.
 *
 * @param run trains for so many steps; it is called a few times.
 */
export async function costOfStep(run: (nSteps: number) => Promise<unknown>, nSteps = 16): Promise<StepCost> {
  await run(N_FEW);
  const few = await countCommands(() => run(N_FEW));
  const many = await countCommands(() => run(N_FEW + nSteps));
  const timed = async (count: number) => {
    const begin = performance.now();
    await run(count);
    return performance.now() - begin;
  };
  let [fewMs, manyMs] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  // In turns, so that both have seen the same of what else goes on.
  for (let i = 0; i < N_REPEATS; i++) {
    fewMs = Math.min(fewMs, await timed(N_FEW));
    manyMs = Math.min(manyMs, await timed(N_FEW + nSteps));
  }
  return {
    dispatches: (many.dispatches - few.dispatches) / nSteps,
    submits: (many.submits - few.submits) / nSteps,
    encodeMs: (manyMs - fewMs) / nSteps,
  };
}
