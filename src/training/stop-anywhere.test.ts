/** Stop at any moment: between any two pieces of a run, whatever they take. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { tinyDataset } from "../pipeline/testing/tiny-pipeline.ts";
import { predict } from "./predict.ts";
import { HandClock, hookedEngine, onBudget, runTiny } from "./testing/tiny-run.ts";

const dataset = tinyDataset();

interface Run {
  /** After so many pieces of work. */
  readonly stopAt: number;
  readonly deploy: "one" | "ensemble";
  /** What compiling takes, as of a wide table. */
  readonly compileMs: number;
  readonly pieceMs: number;
}

async function stopped({ stopAt, deploy, compileMs, pieceMs }: Run) {
  const clock = new HandClock();
  let nPieces = 0;
  let stoppedMs: number | undefined;
  const count = async () => {
    clock.now += pieceMs;
    if (++nPieces === stopAt) stoppedMs = clock.now;
  };
  const engine = hookedEngine({
    onCompile: () => {
      clock.now += compileMs;
    },
    onRun(_, steps) {
      clock.now += 20 * steps;
    },
  });
  const base = onBudget(8);
  const { trained } = await runTiny({
    dataset,
    document: { ...base, training: { ...base.training, deploy } },
    engine,
    clock: clock.read,
    control: { gate: async () => "run", isStopped: () => stoppedMs !== undefined },
    pause: count,
  });
  return { trained, nPieces, afterMs: stoppedMs === undefined ? 0 : clock.now - stoppedMs };
}

test.each(["one", "ensemble"] as const)(
  "a run that deploys %s ends soon, with a verdict or the sentence why there is none",
  async (deploy) => {
    const { nPieces } = await stopped({ stopAt: -1, deploy, compileMs: 1, pieceMs: 1 });
    const moments = fc.record({
      stopAt: fc.integer({ min: 1, max: nPieces }),
      compileMs: fc.constantFrom(1, 250, 700),
      pieceMs: fc.constantFrom(0, 1, 20),
    });
    await fc.assert(
      fc.asyncProperty(moments, async (moment) => {
        const { trained, afterMs } = await stopped({ ...moment, deploy });
        const { report, predictor } = trained;
        expect(afterMs).toBeLessThan(2000);
        expect(report.metrics.test.tuned).toBeDefined();
        expect(
          report.verdict !== undefined || report.notes.some((note) => note.startsWith("There is no verdict")),
        ).toBe(true);
        const { values } = await predict(predictor, dataset);
        expect(values.every(Number.isFinite)).toBe(true);
      }),
      { numRuns: process.env.DIFFML_FULL === "1" ? 60 : 6 },
    );
  },
);
