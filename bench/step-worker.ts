/**
 * One engine and one workload in a process of its own, so that no engine runs in what another left behind. Told what to do
 * by bench/step.ts: a request a line on stdin, an answer a line on stdout.
 */
import { writeSync } from "node:fs";
import { availableParallelism, cpus } from "node:os";
import { createInterface } from "node:readline";
import { messageOf } from "../src/base/error.ts";
import { startNodeWebgpu } from "../src/cli/node-webgpu.ts";
import { replicasOf } from "../src/engine/engine.ts";
import { costOfStep, startNullWebgpu } from "../src/engine/testing/count-dispatches.ts";
import { describeAdapter } from "../src/engine/tfjs/gpu-device.ts";
import { namedEngine } from "./named-engine.ts";
import { peerFeeds } from "./step/peer-feeds.ts";
import type { Ready, Request, WorkerOptions } from "./step/protocol.ts";
import { makeWorkload, type Workload } from "./step/workloads.ts";

interface Runner extends Ready {
  /** Trains for n steps and answers with their mean loss. */
  readonly run: (nSteps: number) => Promise<number>;
}

/** A GPU that is software takes every core; of a real one threads say nothing. */
function describe(adapter: string, isSoftware: boolean, id = ""): Ready {
  const own = Number(/-(\d+)-threads$/.exec(id)?.[1] ?? 1);
  if (adapter === "") return { adapter: cpus()[0]?.model ?? "CPU", threads: own };
  return { adapter, threads: isSoftware ? availableParallelism() : null };
}

async function jaxJs(engine: string, workload: Workload): Promise<Runner> {
  const { startJaxJs } = await import("./step/jax-js.ts");
  const feeds = peerFeeds(workload);
  if (engine === "jax-js-wasm") return { ...describe("", false), run: await startJaxJs("wasm", feeds) };
  const adapter = await (await startNodeWebgpu())?.requestAdapter();
  if (!adapter) throw new Error("no graphics adapter, and no Chromium with SwiftShader");
  const { name, isSoftware } = describeAdapter(adapter.info);
  return { ...describe(name, isSoftware), run: await startJaxJs("webgpu", feeds) };
}

async function studioEngine(id: string, { program, data, plan, schedule, startOf }: Workload): Promise<Runner> {
  const engine = await namedEngine(id);
  const trainable = await engine.compile(program, data, plan);
  for (let replica = 0; startOf && replica < replicasOf(plan).length; replica++)
    await trainable.write(startOf(await trainable.read("current", replica), replica), replica);
  const run = async (nSteps: number) => {
    const [{ losses, nonFinite }] = await trainable.run(nSteps, schedule);
    if (nonFinite) throw new Error(`a loss or gradient of step ${nonFinite.step} is not finite`);
    return losses.at(-1)?.train ?? Number.NaN;
  };
  return { ...describe(engine.info.adapter, engine.info.isSoftware, id), run };
}

async function time(run: Runner["run"], nSteps: number) {
  const cpuBegin = process.cpuUsage();
  const begin = performance.now();
  const loss = await run(nSteps);
  const ms = performance.now() - begin;
  const { user, system } = process.cpuUsage(cpuBegin);
  return { ms, cpuMs: (user + system) / 1000, loss };
}

const answer = (value: object) => writeSync(1, `${JSON.stringify(value)}\n`);
const options: WorkerOptions = JSON.parse(process.argv[2]);
try {
  if (options.isCounted && !(await startNullWebgpu())) throw new Error("Dawn has no binary for this machine");
  const workload = makeWorkload(options.workload, options.size);
  const start = options.engine.startsWith("jax-js-") ? jaxJs : studioEngine;
  const { run, ...ready } = await start(options.engine, workload);
  answer(ready);
  for await (const line of createInterface({ input: process.stdin })) {
    const { steps }: Request = JSON.parse(line);
    answer(options.isCounted ? await costOfStep(run, steps) : await time(run, steps));
  }
} catch (error) {
  answer({ error: messageOf(error) });
}
// Dawn keeps the process alive.
process.exit(0);
