/**
 * All figures of a graphics adapter in one call: our compiled kernels, tfjs and jax-js on the same steps, at batch 256 and
 * 8,192 and 64 and 512 hidden units, and how many times faster ours are. Says nothing where the adapter is software.
 *
 * Run: npm run -s bench:gpu [-- --seconds 5]
 * Prints the JSON lines of bench:step, then one line of ratios for each workload and size, and at the end how many times as
 * long eight replicas take as one, then what a step of a proposed pipeline takes in one long run and in short ones, as a training
 * asks for results, and how many rows a second the device and the CPU score.
 */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { startNodeWebgpu } from "../src/cli/node-webgpu.ts";
import { describeAdapter } from "../src/engine/tfjs/gpu-device.ts";
import { timeTraining } from "./gpu/training.ts";
import { namedEngine } from "./named-engine.ts";

const { values: flags } = parseArgs({
  options: { seconds: { type: "string", default: "5" }, force: { type: "boolean", default: false } },
});

const ENGINES = ["compiled-webgpu", "tfjs-webgpu", "jax-js-webgpu"];
const WORKLOADS = ["mlp", "reference", "full"];
const BATCHES = [256, 8192];
const HIDDEN = [64, 512];
const N_NUMBERS = 20;

interface Line {
  readonly engine: string;
  readonly workload: string;
  readonly msPerStep: number | null;
}

/** Floating-point operations of the matrix products of a step: forward, and twice that backward. */
function flopsOf(batch: number, hidden: number): number {
  return 3 * 2 * batch * (N_NUMBERS * hidden + hidden * hidden + hidden);
}

interface Asked {
  readonly engines: readonly string[];
  readonly workloads: readonly string[];
  readonly batch: number;
  readonly hidden: number;
  readonly replicas: number;
}

function linesOf({ engines, workloads, ...size }: Asked): readonly Line[] {
  const script = fileURLToPath(new URL("step.ts", import.meta.url));
  const sizes = Object.entries(size).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const chosen = ["--engines", engines.join(), "--workloads", workloads.join(), "--seconds", flags.seconds];
  const { stdout } = spawnSync(process.execPath, [...process.execArgv, script, ...chosen, ...sizes], {
    stdio: ["ignore", "pipe", "inherit"],
    encoding: "utf8",
  });
  process.stdout.write(stdout);
  return stdout
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line): Line => JSON.parse(line));
}

const adapter = await (await startNodeWebgpu())?.requestAdapter();
if (!adapter) {
  console.error("bench:gpu: expected a graphics adapter, found none.");
  process.exit(1);
}
const { name, isSoftware } = describeAdapter(adapter.info);
if (isSoftware && !flags.force) {
  console.error(
    `bench:gpu: the adapter is software (${name}), of which figures say nothing. --force measures it all the same.`,
  );
  process.exit(1);
}
for (const batch of BATCHES) {
  for (const hidden of HIDDEN) {
    const lines = linesOf({ engines: ENGINES, workloads: WORKLOADS, batch, hidden, replicas: 1 });
    for (const workload of WORKLOADS) {
      const msOf = (engine: string) =>
        lines.find((line) => line.engine === engine && line.workload === workload)?.msPerStep;
      const ours = msOf("compiled-webgpu");
      if (!ours) continue;
      const timesFaster = (engine: string) => {
        const ms = msOf(engine);
        return ms ? Number((ms / ours).toPrecision(3)) : null;
      };
      const gflops = Number((flopsOf(batch, hidden) / ours / 1e6).toPrecision(3));
      const ratios = { tfjs: timesFaster("tfjs-webgpu"), jaxJs: timesFaster("jax-js-webgpu") };
      console.log(JSON.stringify({ ratios, workload, batch, hidden, adapter: name, gflopsOfProducts: gflops }));
    }
  }
}
const [one, eight] = [1, 8].map((replicas) => {
  const asked = { engines: ENGINES.slice(0, 1), workloads: ["reference"], batch: BATCHES[0], hidden: HIDDEN[0] };
  return linesOf({ ...asked, replicas })[0]?.msPerStep;
});
if (one && eight) console.log(JSON.stringify({ eightReplicas: Number((eight / one).toPrecision(3)), adapter: name }));
const engine = await namedEngine("compiled-webgpu");
const times = await timeTraining(engine, { nRows: 20_000, nColumns: 30, shortMs: 120, nShort: 8 });
const rounded = Object.fromEntries(Object.entries(times).map(([key, value]) => [key, Number(value.toPrecision(3))]));
console.log(JSON.stringify({ training: rounded, adapter: name }));
process.exit(0);
