/** Runs with a budget that begin with the plain pipeline, on the reference engine and a clock that is set by hand. */
import { describe, expect, test } from "vitest";
import { HandClock, hookedEngine, onBudget, runTiny } from "../testing/tiny-run.ts";
import type { TrainingProgress } from "../types.ts";

const { training, ...rest } = onBudget(30);
const document = { ...rest, training: { ...training, deploy: "ensemble" as const } };
const phasesOf = (progress: readonly TrainingProgress[]) =>
  progress.map(({ phase }) => phase).filter((phase, index, all) => phase !== all[index - 1]);

interface Speeds {
  /** Milliseconds of a step, of the first program that is trained and of all others. */
  readonly first: number;
  readonly later: number;
}

/** @param isStopped asked with all that was told so far. */
async function runAt({ first, later }: Speeds, isStopped = (_: readonly TrainingProgress[]) => false) {
  const clock = new HandClock();
  const steps: number[] = [];
  const engine = hookedEngine({
    onCompile: () => steps.push(0),
    onRun(_, count) {
      clock.now += count * (steps.length === 1 ? first : later);
      steps[steps.length - 1] += count;
    },
  });
  const told: TrainingProgress[] = [];
  const { trained, progress } = await runTiny({
    ...{ document, engine, clock: clock.read },
    control: { gate: async () => "run", isStopped: () => isStopped(told) },
    onProgress: (message) => {
      told.push(message);
    },
  });
  return { report: trained.report, progress, steps };
}

describe("a run that begins with the plain pipeline", () => {
  test("trains it once, and says what the blend comes to beside it while that still trains", async () => {
    const { report, progress, steps } = await runAt({ first: 0.5, later: 100 });
    expect(phasesOf(progress).slice(0, 4)).toEqual(["preparing", "baseline", "preparing", "soft"]);
    expect(steps[0]).toBeGreaterThan(100);
    const said = progress.find(({ soFar }) => soFar !== undefined);
    expect(said?.phase).toBe("soft");
    expect(said?.soFar?.nTried).toBe(1);
    // It counts as the first of the members.
    expect(progress.find(({ phase }) => phase === "members")?.members?.done).toBe(1);
    expect(steps.filter((count) => count >= steps[0])).toHaveLength(1);
    expect(report.members?.some(({ id }) => id === "plain")).toBe(true);
    expect(report.verdict?.sentence).toBeDefined();
  });

  test("gives it up after a few steps where it would take long, and trains it later", async () => {
    const { report, progress, steps } = await runAt({ first: 100, later: 100 });
    expect(phasesOf(progress).slice(0, 2)).toEqual(["preparing", "baseline"]);
    expect(steps[0]).toBeLessThan(20);
    expect(progress.find(({ soFar }) => soFar !== undefined)?.members?.done).toBeGreaterThan(0);
    expect(report.metrics.test.baseline).toBeDefined();
  });

  test("has something to compare with whenever it is stopped", async () => {
    const isStopped = (told: readonly TrainingProgress[]) =>
      told.some(({ phase, step }) => phase === "soft" && step > 0);
    const { report } = await runAt({ first: 0.5, later: 400 }, isStopped);
    expect(report.notes.join(" ")).toContain("was stopped");
    expect(report.metrics.test.baseline).toBeDefined();
    expect(report.verdict?.sentence).toBeDefined();
    expect(report.verdict?.opponentDone ?? 1).toBe(1);
  });
});
