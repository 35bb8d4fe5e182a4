/** Members trained beside each other come to what they come to one after the other. */
import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { createCompiledWasmEngine } from "../../engine/wasm/run/wasm-engine.ts";
import { tinyDataset } from "../../pipeline/testing/tiny-pipeline.ts";
import { type Checkpoint, joinedCheckpoint } from "../../training/checkpoint/checkpoint.ts";
import type { MemberCores } from "../../training/ensemble/member-cores.ts";
import { onBudget, runTiny, smallDocument, type TinyRun } from "../../training/testing/tiny-run.ts";
import type { TrainOptions } from "../../training/trainer.ts";
import { RunControl } from "../run-control.ts";
import { poolInThread, type Watch } from "./testing/in-thread.ts";

const dataset = tinyDataset({ nRows: 60 });
const document = smallDocument(dataset, { deploy: "ensemble", maxSteps: 10 });

async function runOn(cores: MemberCores | undefined, more: Partial<TrainOptions> = {}): Promise<TinyRun> {
  const engine = await createCompiledWasmEngine();
  return runTiny({ dataset, document, engine, clock: () => performance.now(), ...(cores ? { cores } : {}), ...more });
}

async function runInPool(nCores: number, watch: Watch = {}, more: Partial<TrainOptions> = {}): Promise<TinyRun> {
  const { pool, close } = poolInThread(nCores, watch);
  try {
    return await runOn(pool, more);
  } finally {
    close();
  }
}

/** All that does not say how long something took. */
function lasting({ trained: { predictor, soft, report } }: TinyRun) {
  const { seconds: _, evidence = [], ...rest } = report;
  return { predictor, soft, report: rest, evidence: evidence.map(({ seconds: _s, ...each }) => each) };
}

const inOrder = lasting(await runOn(undefined));

test.each([1, 2, 4])("on %i cores: bit by bit what one after the other gives", async (nCores) => {
  const jobs: string[] = [];
  const watch: Watch = {
    onTold: (message) => {
      if (message.kind === "train") jobs.push(message.job.candidate.id);
    },
  };
  const run = await runInPool(nCores, watch);
  expect(lasting(run)).toEqual(inOrder);
  expect(jobs.length).toBeGreaterThan(10);
  const counts = run.progress.flatMap(({ members }) => (members ? [members.done] : []));
  expect(counts).toEqual([...counts].sort((a, b) => a - b));
});

test.each([1, 30])("a core that is gone after saying %i things costs time alone, as do all of them", async (after) => {
  expect(lasting(await runInPool(2, { onSaid: (_, count) => count !== after }))).toEqual(inOrder);
  expect(lasting(await runInPool(2, { onSaid: (_, count) => count < after }))).toEqual(inOrder);
});

test("a run goes on from a checkpoint that other cores had a part in", async () => {
  let kept: Checkpoint | undefined;
  let now = 0;
  // Every look at the clock is a second later, so that a checkpoint is due all the time.
  const clock = () => (now += 1000);
  await runInPool(2, {}, { clock, onCheckpoint: (news) => (kept = joinedCheckpoint(kept, structuredClone(news))) });
  const checkpoint = kept;
  if (!checkpoint) throw new Error("nothing was kept");
  const keys = checkpoint.done.map(({ key }) => key);
  expect(keys).toEqual([...new Set(keys)]);
  expect(keys.length).toBeGreaterThan(10);
  for (const nDone of [1, 5, keys.length]) {
    const part = { ...checkpoint, done: checkpoint.done.slice(0, nDone) };
    expect(lasting(await runOn(undefined, { checkpoint: part }))).toEqual(inOrder);
    expect(lasting(await runInPool(2, {}, { checkpoint: part }))).toEqual(inOrder);
  }
});

test("where memory cannot be shared, each core has a copy", async () => {
  const tables: boolean[] = [];
  const onTold: Watch["onTold"] = (message) => {
    if (message.kind === "table" && message.table)
      tables.push(message.table.dataset.numbers.buffer instanceof ArrayBuffer);
  };
  vi.stubGlobal("SharedArrayBuffer", undefined);
  try {
    expect(lasting(await runInPool(2, { onTold }))).toEqual(inOrder);
  } finally {
    vi.unstubAllGlobals();
  }
  expect(tables).toEqual([true, true]);
});

/** Cores that say when they are opened. */
function toldOf(startMs: number) {
  const { pool, close } = poolInThread(2);
  const told: string[] = [];
  const cores: MemberCores = {
    nCores: 2,
    startMs,
    open(table) {
      told.push("open");
      return pool.open(table);
    },
  };
  return { cores, told, close };
}

test("other engines train members themselves", async () => {
  const { cores, told, close } = toldOf(0);
  await runTiny({ dataset, document, cores });
  close();
  expect(told).toEqual([]);
});

test("other cores are not started for less than what starting them takes", async () => {
  const of = async (startMs: number) => {
    const { cores, told, close } = toldOf(startMs);
    await runTiny({ dataset, document, cores, engine: await createCompiledWasmEngine() });
    close();
    return told;
  };
  expect(await of(0)).toEqual(["open"]);
  expect(await of(1_000_000)).toEqual([]);
});

describe("steered from outside", () => {
  const base = onBudget(20);
  const timed = { ...base, training: { ...base.training, deploy: "ensemble" as const } };

  test("Stop at any moment ends all of them, with a verdict or the sentence why there is none", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 25 }), async (stopAt) => {
        const control = new RunControl();
        const onSaid: Watch["onSaid"] = (_, count) => {
          if (count === stopAt) control.command("stop");
          return true;
        };
        const { trained } = await runInPool(2, { onSaid }, { document: timed, control });
        const { verdict, notes } = trained.report;
        expect(control.isStopped()).toBe(true);
        expect(verdict !== undefined || notes.some((note) => note.startsWith("There is no verdict"))).toBe(true);
        expect(trained.report.metrics.test.tuned).toBeDefined();
      }),
      { numRuns: 6 },
    );
  });

  test("Pause holds all of them", async () => {
    let nSaid = 0;
    let isAsked = false;
    let isOver = false;
    const changes: boolean[] = [];
    const control = new RunControl((isPaused) => changes.push(isPaused));
    const onSaid: Watch["onSaid"] = (message) => {
      nSaid++;
      // One that is done asks for nothing more.
      if (nSaid >= 3 && message.kind !== "done" && !isAsked) {
        isAsked = true;
        control.command("pause");
      }
      return true;
    };
    const running = runInPool(2, { onSaid }, { document: timed, control }).finally(() => {
      isOver = true;
    });
    while (!changes.includes(true) && !isOver) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(changes).toContain(true);
    // Each may still ask once.
    const before = nSaid;
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(nSaid - before).toBeLessThan(4);
    control.command("stop");
    await running;
    expect(nSaid).toBeGreaterThan(before);
  });
});
