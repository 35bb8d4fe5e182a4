/**
 * Whole jobs, from a file to a verdict, and the same with pandas and scikit-learn, in turns in one run.
 *
 * Run: npm run -s bench:job -- [--tables a,b] [--seconds 30] [--repeat 1] [--engine auto] [--peers yes|no] [--stop-after 8] [--pause-every 1]
 *      npm run -s bench:job -- --studio [--tables a,b] [--seconds 20] [--repeat 1] [--engine auto]
 * `seconds` is the budget of training; 0 reads, understands and splits the table and trains nothing. With `stop-after`, Stop is pressed
 * so many seconds into a run, and `secondsAfterStop` is told. With `pause-every`, Pause is pressed so many seconds after training went on,
 * again and again, and `pauses` tells how long each took until the run stood still: how many, their median, the longest. Prints one JSON line a table, with medians over `repeat` rounds:
 * wall and processor seconds of each phase, the peak of the process's memory up to its end, and what the budget came to, at the longest, too. The peers read with pandas, then train
 * boosting, and a pipeline of imputer, scaler and MLPClassifier with the network of the default pipeline until as many seconds
 * are over. With `studio`, the same tables go through the studio in a browser instead, and its marks tell the seconds and the longest task of each part
 * (bench/job/studio.ts). The peers need Debian's python3-pandas and python3-sklearn, or those of the Python that DIFFML_PYTHON names; without
 * them their part is left out and said.
 */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { availableParallelism, cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { z } from "zod";
import { MADE_TABLES, TARGET, writeMadeTable } from "./job/made-tables.ts";
import { type Part, runInStudio, withStudio } from "./job/studio.ts";

const { values: flags } = parseArgs({
  options: {
    tables: { type: "string", default: Object.keys(MADE_TABLES).join() },
    seconds: { type: "string" },
    repeat: { type: "string", default: "1" },
    engine: { type: "string", default: "auto" },
    peers: { type: "string", default: "yes" },
    "stop-after": { type: "string", default: "" },
    "pause-every": { type: "string", default: "" },
    studio: { type: "boolean", default: false },
  },
});
const nameSchema = z.enum(Object.keys(MADE_TABLES) as [keyof typeof MADE_TABLES]);
const budgetSeconds = Number(flags.seconds ?? (flags.studio ? 20 : 30));
const timesSchema = z.object({ seconds: z.number(), cpuSeconds: z.number(), peakMb: z.number() });
const jobSchema = z.looseObject({
  phases: z.record(z.string(), timesSchema),
  peakMb: z.number(),
  runSeconds: z.number().optional(),
});
type Job = z.infer<typeof jobSchema>;

const here = (file: string): string => fileURLToPath(new URL(file, import.meta.url));

/** The last line of what a program prints. @throws what it says on stderr where it fails. */
function lastLine(program: string, words: readonly string[]): Promise<string> {
  return new Promise((done, fail) => {
    const child = spawn(program, words, { stdio: ["ignore", "pipe", "pipe"] });
    const [out, said]: [Buffer[], Buffer[]] = [[], []];
    child.stdout.on("data", (chunk) => out.push(chunk));
    child.stderr.on("data", (chunk) => said.push(chunk));
    child.on("error", fail);
    child.on("close", (code) => {
      const text = Buffer.concat(out).toString().trim();
      if (code === 0) done(text.slice(text.lastIndexOf("\n") + 1));
      else fail(new Error(Buffer.concat(said).toString().trim().split("\n").at(-1) ?? `exit code ${code}`));
    });
  });
}

async function job(program: string, words: readonly string[]): Promise<Job & { readonly wallSeconds: number }> {
  const start = performance.now();
  const line = await lastLine(program, words);
  return { ...jobSchema.parse(JSON.parse(line)), wallSeconds: (performance.now() - start) / 1000 };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
}

const rounded = (value: number): number => Number(value.toPrecision(3));

/** Medians over rounds of what is a time or a size, and the longest run; the rest as the last round had it. */
function summary(rounds: readonly (Job & { readonly wallSeconds: number })[]) {
  const last = rounds[rounds.length - 1];
  const over = (read: (round: (typeof rounds)[number]) => number) => rounded(median(rounds.map(read)));
  const phases = Object.keys(last.phases).map((phase) => [
    phase,
    {
      seconds: over((round) => round.phases[phase]?.seconds ?? 0),
      cpuSeconds: over((round) => round.phases[phase]?.cpuSeconds ?? 0),
      peakMb: over((round) => round.phases[phase]?.peakMb ?? 0),
    },
  ]);
  const wallSeconds = over((round) => round.wallSeconds);
  const told = { ...last, wallSeconds, peakMb: over(({ peakMb }) => peakMb), phases: Object.fromEntries(phases) };
  const runs = rounds.flatMap(({ runSeconds }) => runSeconds ?? []);
  return runs.length === 0
    ? told
    : { ...told, runSeconds: rounded(median(runs)), longestRunSeconds: Math.max(...runs) };
}

const loader = import.meta.resolve("tsx");
const python = process.env.DIFFML_PYTHON ?? "/usr/bin/python3";
const folder = mkdtempSync(join(tmpdir(), "diffml-job-"));

type TableName = keyof typeof MADE_TABLES;

/** The table as a file, for as long as something is done with it; one JSON line of what came of it. */
async function withTable(name: TableName, use: (path: string) => Promise<object>): Promise<void> {
  const path = join(folder, `${name}.csv`);
  await writeMadeTable(path, MADE_TABLES[name]);
  const machine = { cpu: cpus()[0]?.model ?? "", cores: availableParallelism() };
  const line = { table: name, fileMb: rounded(statSync(path).size / 2 ** 20), budgetSeconds, ...machine };
  console.log(JSON.stringify({ ...line, ...(await use(path)) }));
  rmSync(path);
}

/** On the command line, beside the peers. */
async function jobs(path: string): Promise<object> {
  const [own, peers]: [Awaited<ReturnType<typeof job>>[], Awaited<ReturnType<typeof job>>[]] = [[], []];
  let withoutPeers = flags.peers === "yes" ? "" : "not asked for";
  const ways = [String(budgetSeconds), flags.engine, flags["stop-after"], flags["pause-every"]];
  for (let round = 0; round < Number(flags.repeat); round++) {
    own.push(await job(process.execPath, ["--import", loader, here("job-worker.ts"), path, TARGET, ...ways]));
    if (withoutPeers !== "") continue;
    try {
      peers.push(await job(python, [here("peers/job.py"), path, TARGET, String(budgetSeconds)]));
    } catch (error) {
      withoutPeers = error instanceof Error ? error.message : String(error);
      console.error(`pandas and scikit-learn: left out: ${withoutPeers}`);
    }
  }
  return { diffml: summary(own), ...(peers.length > 0 ? { peers: summary(peers) } : {}) };
}

/** Medians over rounds in the studio, each in a page of its own. */
async function studioJobs(studio: Parameters<typeof runInStudio>[0], name: TableName, path: string): Promise<object> {
  const rounds: Awaited<ReturnType<typeof runInStudio>>[] = [];
  for (let round = 0; round < Number(flags.repeat); round++) {
    const { nRows } = MADE_TABLES[name];
    rounds.push(await runInStudio(studio, { path, nRows, target: TARGET, budgetSeconds, engine: flags.engine }));
  }
  const last = rounds[rounds.length - 1];
  const parts = Object.keys(last.parts).map((part) => {
    const over = (read: (told: Part) => number) => rounded(median(rounds.map(({ parts }) => read(parts[part]))));
    const longest = Math.max(...rounds.map(({ parts }) => parts[part].seconds));
    const seconds = over((told) => told.seconds);
    return [part, { seconds, longest: rounded(longest), longestTaskMs: over((told) => told.longestTaskMs) }];
  });
  return { studio: Object.fromEntries(parts), status: last.status };
}

try {
  const names = flags.tables.split(",").map((word) => nameSchema.parse(word));
  if (flags.studio) {
    await withStudio(async (studio) => {
      for (const name of names) await withTable(name, (path) => studioJobs(studio, name, path));
    });
  } else {
    for (const name of names) await withTable(name, jobs);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
