/**
 * One whole job in a process of its own: a file is read, understood, trained on and scored, as the command line does it. Told by
 * bench/job.ts what to do; prints one JSON line.
 */
import { describeTable } from "../src/app/describe-table.ts";
import { openTable } from "../src/app/open-table.ts";
import { RunControl } from "../src/app/run-control.ts";
import { train } from "../src/app/train.ts";
import { trainingTable } from "../src/app/training-table.ts";
import { tableFile } from "../src/cli/files.ts";
import { nodeEngines } from "../src/cli/node-engines.ts";
import { engineChoiceSchema } from "../src/engine/select/engine-choice.ts";
import { defaultDocument, PROPOSED_TRAINING } from "../src/pipeline/default-document.ts";
import { trainingSettingsSchema } from "../src/pipeline/document.ts";

const [path, target, secondsWord, engineWord, stopWord = "", pauseWord = ""] = process.argv.slice(2);
const budgetSeconds = Number(secondsWord);
const phases: Record<string, { seconds: number; cpuSeconds: number; peakMb: number }> = {};
let current = "starting";
let since = performance.now();
let cpuSince = process.cpuUsage();

/** Of the process so far. */
function peakMb(): number {
  return Math.round(process.resourceUsage().maxRSS / 1024);
}

/** Ends one part of the job and begins another; a part that comes again adds to itself. */
function begin(phase: string): void {
  if (phase === current) return;
  const [now, used] = [performance.now(), process.cpuUsage(cpuSince)];
  const before = phases[current] ?? { seconds: 0, cpuSeconds: 0 };
  const cpuSeconds = before.cpuSeconds + (used.user + used.system) / 1e6;
  phases[current] = { seconds: before.seconds + (now - since) / 1000, cpuSeconds, peakMb: peakMb() };
  [current, since, cpuSince] = [phase, now, process.cpuUsage()];
}

const wishes = { overrides: [], target: { name: target } };
begin("reading");
const open = await openTable([tableFile(path)]);
begin("understanding");
describeTable(open, wishes);
begin("splitting");
const askedAt = performance.now();
const settings = trainingSettingsSchema.parse({ ...PROPOSED_TRAINING, budgetSeconds: Math.max(budgetSeconds, 1) });
const table = trainingTable({ open, wishes, split: settings });
const { nRows } = table.dataset;
let lastSecondsLeft = Number.POSITIVE_INFINITY;
let mostRise = 0;
let stoppedAt: number | undefined;
let pausedAt = 0;
/** Seconds from pressing Pause until the run stood still. */
const pauses: number[] = [];
let report: Awaited<ReturnType<typeof train>>["report"] | undefined;
if (budgetSeconds > 0) {
  begin("preparing");
  const control = new RunControl((isPaused) => {
    if (!isPaused) return;
    pauses.push((performance.now() - pausedAt) / 1000);
    setTimeout(() => {
      control.command("resume");
      pauseLater();
    }, 0);
  });
  const pauseLater = () => {
    setTimeout(() => {
      pausedAt = performance.now();
      control.command("pause");
    }, 1000 * Number(pauseWord));
  };
  if (pauseWord !== "") pauseLater();
  if (stopWord !== "") {
    setTimeout(() => {
      stoppedAt = performance.now();
      control.command("stop");
    }, 1000 * Number(stopWord));
  }
  const document = { ...defaultDocument(table.dataset.schema), training: settings };
  const trained = await train(
    {
      table,
      askedAt,
      document,
      control,
      engine: engineChoiceSchema.parse(engineWord),
      onProgress({ phase, secondsLeft }) {
        begin(phase);
        if (Number.isFinite(lastSecondsLeft)) mostRise = Math.max(mostRise, secondsLeft - lastSecondsLeft);
        lastSecondsLeft = secondsLeft;
      },
    },
    { engines: nodeEngines(), clock: () => performance.now(), pause: () => new Promise((done) => setImmediate(done)) },
  );
  report = trained.report;
}
const overAt = performance.now();
begin("over");
const metrics = report?.metrics.test.tuned;
const job = {
  nRows,
  phases,
  peakMb: peakMb(),
  ...(report
    ? {
        runSeconds: report.seconds,
        ...(stoppedAt === undefined ? {} : { secondsAfterStop: (overAt - stoppedAt) / 1000 }),
        ...(pauses.length === 0
          ? {}
          : {
              pauses: {
                count: pauses.length,
                median: pauses.sort((a, b) => a - b)[pauses.length >> 1],
                longest: pauses[pauses.length - 1],
              },
            }),
        steps: report.steps,
        mostRise,
        engine: report.engine,
        verdict: report.verdict?.sentence ?? "none",
        metrics,
      }
    : {}),
};
process.stdout.write(`${JSON.stringify(job)}\n`);
process.exit(0);
