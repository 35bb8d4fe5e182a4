import { describe, expect, test } from "vitest";
import type { PipelineDocument } from "../pipeline/document.ts";
import { tinyDataset } from "../pipeline/testing/tiny-pipeline.ts";
import { HandClock, hookedEngine, onBudget, runTiny, smallDocument, timed } from "./testing/tiny-run.ts";

const dataset = tinyDataset();

describe("budget", () => {
  test("all phases together take the time that was given, at the speed that is found", async () => {
    const clock = new HandClock();
    const { engine } = timed(clock, 100);
    const { trained, progress } = await runTiny({ engine, clock: clock.read, document: onBudget(8) });
    // Half of 8 s at 100 ms a step.
    expect(trained.report.steps).toBe(40);
    expect(trained.report.seconds).toBeGreaterThan(4.5);
    expect(trained.report.seconds).toBeLessThanOrEqual(8);
    const left = progress.filter(({ phase }) => phase === "soft").map(({ secondsLeft }) => secondsLeft);
    expect(left.every(Number.isFinite)).toBe(true);
    expect(left).toEqual([...left].sort((a, b) => b - a));
    expect(progress[0].secondsLeft).toBe(8);
    const fractions = progress.map(({ fraction }) => fraction);
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
    expect(fractions[0]).toBe(0);
    expect(fractions.at(-1)).toBe(1);
  });
});

describe("an engine that takes long to begin", () => {
  /** The first chunk of every phase takes four seconds, all others 50 ms a step. */
  function slowToBegin(clock: HandClock) {
    let isFirst = true;
    return hookedEngine({
      onCompile: () => {
        isFirst = true;
      },
      onRun(_, steps) {
        clock.now += isFirst ? 4000 : 50 * steps;
        isFirst = false;
      },
    });
  }

  test("trains the blend all the same, and another carries out what follows where time is short", async () => {
    const clock = new HandClock();
    const asked: string[] = [];
    const { trained } = await runTiny({
      engine: slowToBegin(clock),
      clock: clock.read,
      document: onBudget(10),
      async recover(why) {
        asked.push(why);
        return hookedEngine({ onRun: (_, steps) => (clock.now += 10 * steps) }, "Next");
      },
    });
    expect(asked).toEqual(["slow"]);
    expect(trained.report.steps).toBeGreaterThan(10);
    expect(trained.report.seconds).toBeLessThanOrEqual(10);
    expect(trained.report.notes.join()).toContain("so what came after the blend was trained with Next");
    expect(trained.report.engineTitle).toBe("Hooked");
    expect(trained.report.verdict?.sentence).not.toContain("No fair comparison");
  });

  test("stays where there is time enough, or the steps are given", async () => {
    const run = async (document: PipelineDocument) => {
      const clock = new HandClock();
      const recover = () => Promise.reject(new Error("asked for another engine"));
      return runTiny({ engine: slowToBegin(clock), clock: clock.read, document, recover });
    };
    expect((await run(onBudget(120))).trained.report.seconds).toBeLessThanOrEqual(120);
    expect((await run(smallDocument(dataset, { budgetSeconds: 5 }))).trained.report.steps).toBeGreaterThan(0);
  });
});

test("the time left is never more than the budget has left", async () => {
  const clock = new HandClock();
  const engine = hookedEngine({
    onRun(_, steps) {
      // The first steps take long, as where kernels are compiled.
      clock.now += clock.now === 0 ? 900 : steps;
    },
  });
  const { progress } = await runTiny({ engine, clock: clock.read, document: onBudget(4) });
  const told = progress.filter(({ secondsLeft }) => Number.isFinite(secondsLeft));
  expect(told.length).toBeGreaterThan(3);
  for (const { secondsLeft } of told) expect(secondsLeft).toBeLessThanOrEqual(4);
});

describe("what parts are worth, where trainings would take all of the time", () => {
  const methodsOf = async (tags: "retrained" | undefined, { msPerStep }: { readonly msPerStep: number }) => {
    const clock = new HandClock();
    const { engine } = timed(clock, msPerStep);
    const { training, ...document } = onBudget(8);
    const settings = { ...training, deploy: "ensemble" as const, tags };
    const { trained } = await runTiny({ engine, clock: clock.read, document: { ...document, training: settings } });
    expect(trained.report.seconds).toBeLessThanOrEqual(8);
    const { evidence = [] } = trained.report;
    const of = (kind: string) => evidence.filter((each) => each.kind === kind).map(({ method }) => method);
    return { blocks: of("block"), columns: of("column") };
  };

  test("is found out in the time that is kept for it", async () => {
    const { blocks, columns } = await methodsOf(undefined, { msPerStep: 200 });
    expect(blocks.length).toBeGreaterThan(0);
    expect(columns).toHaveLength(dataset.schema.numbers.length + dataset.schema.categories.length);
  });

  test("is found out by training without them where somebody asked for it", async () => {
    const { blocks } = await methodsOf("retrained", { msPerStep: 40 });
    expect(blocks).toContain("retrained");
    // Where there is too little time for that, the run takes no longer than it may.
    await methodsOf("retrained", { msPerStep: 200 });
  });
});
