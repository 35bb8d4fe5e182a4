/**
 * Time of a training step on every engine, and of the same step in other libraries. Engines take turns in one run, so that
 * whatever else the machine does meets all of them.
 *
 * Run: npm run -s bench:step -- [--engines a,b] [--workloads x,y] [--seconds 3] [--repeat 7] [--batch 256] [--hidden 64] [--replicas 1] [--average 0.99]
 * `seconds` is the time of an engine on a workload, spread over `repeat` rounds; more where a step takes long.
 * Prints one JSON line an engine and workload. `msPerStep` is the median of the rounds; `cpuMsPerStep`, of all threads in
 * the best round, depends less on what else runs. `dispatchesPerUpdate`, `submitsPerStep` and `encodeMsPerStep`, the time
 * until a step is handed to a GPU, come from WebGPU's null backend and need no GPU. `firstLoss` is the mean loss of the
 * first steps: where it differs, engines did not do the same. A step is that of all replicas; peers have one. The packs are twenty members
 * of an ensemble, four on each of five parts of the rows. PyTorch is Debian's python3-torch and libopenblas0-pthread, or
 * that of the Python that DIFFML_PYTHON names.
 */
import { parseArgs } from "node:util";
import { messageOf } from "../src/base/error.ts";
import type { StepCost } from "../src/engine/testing/count-dispatches.ts";
import { CONTENDER_IDS, canTrain, countSteps, isOnWebgpu } from "./step/contender.ts";
import { type Measured, measure } from "./step/rounds.ts";
import { makeWorkload, WORKLOAD_IDS, type WorkloadId } from "./step/workloads.ts";

const { values: flags } = parseArgs({
  options: {
    engines: { type: "string" },
    workloads: { type: "string" },
    seconds: { type: "string", default: "3" },
    repeat: { type: "string", default: "7" },
    batch: { type: "string", default: "256" },
    hidden: { type: "string", default: "64" },
    replicas: { type: "string", default: "1" },
    average: { type: "string", default: "0" },
  },
});

function refuse(flag: string, expected: string, got: string | undefined): never {
  console.error(`--${flag}: expected ${expected}, got "${got}".`);
  process.exit(2);
}

/** All without the flag. */
function chosen<Name extends string>(flag: "engines" | "workloads", known: readonly Name[]): readonly Name[] {
  const names = flags[flag]?.split(",") ?? known;
  return names.map((name) => {
    const found = known.find((candidate) => candidate === name);
    return found ?? refuse(flag, `some of ${known.join()}`, name);
  });
}

function positive(flag: "seconds" | "repeat" | "batch" | "hidden" | "replicas"): number {
  const value = Number(flags[flag]);
  return value > 0 ? value : refuse(flag, "a number above 0", flags[flag]);
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
}

const rounded = (value: number | undefined, nDigits = 4) =>
  value === undefined ? null : Number(value.toPrecision(nDigits));

function timesOf({ contender, firstLoss, nSteps, rounds }: Measured) {
  const msPerStep = rounds.map(({ ms }) => ms / nSteps);
  return {
    ...contender.ready,
    msPerStep: median(msPerStep),
    msPerStepFastest: Math.min(...msPerStep),
    cpuMsPerStep: Math.min(...rounds.map(({ cpuMs }) => cpuMs / nSteps)),
    nSteps: nSteps * rounds.length,
    firstLoss,
  };
}

const skip = (what: string, error: unknown) => console.error(`${what}: skipped: ${messageOf(error)}.`);

/** Engines by their id, as far as they are on WebGPU. */
async function costs(engines: readonly string[], workload: WorkloadId): Promise<ReadonlyMap<string, StepCost>> {
  const found = new Map<string, StepCost>();
  for (const engine of engines.filter(isOnWebgpu)) {
    try {
      found.set(engine, await countSteps({ engine, workload, size }, makeWorkload(workload, size).nCounted));
    } catch (error) {
      skip(`${engine}, ${workload}, count of dispatches`, error);
    }
  }
  return found;
}

async function run(workload: WorkloadId, engines: readonly string[]): Promise<void> {
  const { batch, hidden, plan } = makeWorkload(workload, size);
  const counted = await costs(engines, workload);
  const options = { workload, size, seconds: positive("seconds"), nRounds: Math.ceil(positive("repeat")) };
  const measured = await measure(engines, options, (engine, error) => skip(`${engine}, ${workload}`, error));
  for (const engine of engines) {
    const found = measured.find(({ contender }) => contender.id === engine);
    const times = found ? timesOf(found) : undefined;
    const cost = counted.get(engine);
    // Of an engine without a GPU to run on there are still the counts.
    if (!times && !cost) continue;
    const line = {
      engine,
      adapter: times?.adapter ?? null,
      workload,
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
      replicas: plan.replicas?.length ?? 1,
      average,
      threads: times?.threads ?? null,
      firstLoss: rounded(times?.firstLoss, 6),
    };
    console.log(JSON.stringify(line));
  }
}

const average = Number(flags.average);
if (!(average >= 0 && average < 1)) refuse("average", "0, or a number up to 1", flags.average);
const size = { batch: positive("batch"), hidden: positive("hidden"), replicas: positive("replicas"), average };
const engines = chosen("engines", CONTENDER_IDS);
for (const workload of chosen("workloads", WORKLOAD_IDS)) {
  const able = engines.filter((engine) => canTrain(engine, workload));
  const others = flags.engines ? engines.filter((engine) => !able.includes(engine)) : [];
  for (const engine of others) skip(`${engine}, ${workload}`, "this peer does not have the workload");
  await run(workload, able);
}
