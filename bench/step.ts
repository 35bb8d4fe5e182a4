/**
 * Time of a training step on every engine, and of the same step in other libraries. Engines take turns in one run, so that
 * whatever else the machine does meets all of them.
 *
 * Run: npm run -s bench:step -- [--engines a,b] [--workloads x,y] [--seconds 3] [--repeat 7] [--batch 256] [--hidden 64]
 * `seconds` is the time of an engine on a workload, spread over `repeat` rounds; more where a step takes long.
 * Prints one JSON line an engine and workload. `msPerStep` is the median of the rounds; `cpuMsPerStep`, of all threads in
 * the best round, depends less on what else runs. `dispatchesPerUpdate`, `submitsPerStep` and `encodeMsPerStep`, the time
 * until a step is handed to a GPU, come from WebGPU's null backend and need no GPU. `firstLoss` is the mean loss of the
 * first steps: where it differs, engines did not do the same.
 */
import { parseArgs } from "node:util";
import type { StepCost } from "../src/engine/testing/count-dispatches.ts";
import { CONTENDER_IDS, canTrain, countSteps, isOnWebgpu } from "./step/contender.ts";
import { type Measured, measure } from "./step/rounds.ts";
import { makeWorkload, WORKLOAD_IDS, type WorkloadId } from "./step/workloads.ts";

/** Few enough for slow engines, many enough for engines that encode several steps at once. */
const N_COUNTED = 48;

const { values: flags } = parseArgs({
  options: {
    engines: { type: "string", default: CONTENDER_IDS.join() },
    workloads: { type: "string", default: WORKLOAD_IDS.join() },
    seconds: { type: "string", default: "3" },
    repeat: { type: "string", default: "7" },
    batch: { type: "string", default: "256" },
    hidden: { type: "string", default: "64" },
  },
});

/** @throws for a name that is not known. */
function chosen<Name extends string>(flag: "engines" | "workloads", known: readonly Name[]): readonly Name[] {
  return flags[flag].split(",").map((name) => {
    const found = known.find((candidate) => candidate === name);
    if (!found) throw new Error(`--${flag}: expected some of ${known.join()}, got "${name}".`);
    return found;
  });
}

/** @throws for anything but a number above 0. */
function positive(flag: "seconds" | "repeat" | "batch" | "hidden"): number {
  const value = Number(flags[flag]);
  if (value > 0) return value;
  throw new Error(`--${flag}: expected a number above 0, got "${flags[flag]}".`);
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
}

const rounded = (value: number | undefined, nDigits = 4) =>
  value === undefined ? null : Number(value.toPrecision(nDigits));

/** Of an engine without a GPU to run on there is nothing but counts. */
function timesOf({ contender, firstLoss, nSteps, rounds }: Measured) {
  const msPerStep = rounds.map(({ ms }) => ms / nSteps);
  return {
    adapter: contender.ready.adapter,
    threads: contender.ready.threads,
    msPerStep: median(msPerStep),
    msPerStepFastest: Math.min(...msPerStep),
    cpuMsPerStep: Math.min(...rounds.map(({ cpuMs }) => cpuMs / nSteps)),
    nSteps: nSteps * rounds.length,
    firstLoss,
  };
}

async function run(): Promise<void> {
  const engines = chosen("engines", CONTENDER_IDS);
  const size = { batch: positive("batch"), hidden: positive("hidden") };
  const timing = { seconds: positive("seconds"), nRounds: Math.ceil(positive("repeat")) };
  for (const id of chosen("workloads", WORKLOAD_IDS)) {
    const { batch, hidden, plan } = makeWorkload(id, size);
    const skip = (engine: string, why: unknown) =>
      console.error(`${engine}, ${id}: skipped: ${why instanceof Error ? why.message : String(why)}.`);
    const able = engines.filter((engine) => canTrain(engine, id));
    for (const engine of engines) if (!able.includes(engine)) skip(engine, "it does not have this workload");
    const measured = await measure(able, { workload: id, size, ...timing }, skip);
    for (const engine of able) {
      const cost = isOnWebgpu(engine) ? await count(engine, id, skip) : undefined;
      const found = measured.find(({ contender }) => contender.id === engine);
      const times = found ? timesOf(found) : undefined;
      if (!times && !cost) continue;
      const line = {
        engine,
        adapter: times?.adapter ?? null,
        workload: id,
        msPerStep: rounded(times?.msPerStep),
        msPerStepFastest: rounded(times?.msPerStepFastest),
        cpuMsPerStep: rounded(times?.cpuMsPerStep),
        stepsPerSecond: rounded(times && 1000 / times.msPerStep),
        dispatchesPerUpdate: rounded(cost && cost.dispatches / plan.updates.length),
        submitsPerStep: rounded(cost?.submits),
        encodeMsPerStep: rounded(cost?.encodeMs),
        nSteps: times?.nSteps ?? 0,
        batch,
        hidden,
        threads: times?.threads ?? null,
        firstLoss: rounded(times?.firstLoss, 6),
      };
      console.log(JSON.stringify(line));
    }
  }

  async function count(
    engine: string,
    workload: WorkloadId,
    skip: (engine: string, why: unknown) => void,
  ): Promise<StepCost | undefined> {
    try {
      return await countSteps({ engine, workload, size }, N_COUNTED);
    } catch (error) {
      skip(`dispatches of ${engine}`, error);
      return undefined;
    }
  }
}

try {
  await run();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
