import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { SoFar, TrainingProgress } from "../../training/types.ts";
import type { TrainingState } from "../session/training-machine.ts";
import { Announcer, engineText, progressFraction, soFarText, statusText } from "./status-text.ts";

const progressAt = (step: number, totalSteps = 900): TrainingProgress => ({
  phase: "soft",
  isPaused: false,
  step,
  totalSteps,
  secondsLeft: 14.2,
  fraction: step / totalSteps,
  engine: { id: "tfjs-wasm", title: "CPU (WebAssembly)", isSoftware: true, adapter: "" },
  replicas: [],
});
const running: TrainingState = { kind: "running", phase: "soft", isStopping: false };
const news = (training: TrainingState, progress?: TrainingProgress) => ({ training, progress, report: undefined });

describe("what is shown", () => {
  test("names the phase, the step and the time left", () => {
    expect(statusText(news(running, progressAt(120)))).toBe("Training the blend · step 120 of 900 · about 14 s left");
    const ending = { ...progressAt(890), secondsLeft: 0.4 };
    expect(statusText(news(running, ending))).toBe("Training the blend · step 890 of 900 · under 1 s left");
    const paused = { ...running, kind: "paused" } as const;
    const waiting = { ...progressAt(1200, 9000), isPaused: true };
    expect(statusText(news(paused, progressAt(1190, 9000)))).toBe(
      "Pausing after the steps in progress · step 1190 of 9000",
    );
    expect(statusText(news(paused, waiting))).toBe("Paused · step 1200 of 9000");
    expect(statusText(news({ kind: "done", wasStopped: true }, progressAt(120)))).toBe(
      "Stopped, with the best weights kept · step 120 of 900",
    );
    expect(statusText(news({ kind: "idle" }))).toBe("Not trained yet");
    const before = { ...news({ kind: "done", wasStopped: false }, progressAt(900)), of: ["a.csv", "b.csv"] };
    expect(statusText(before)).toBe("Done · step 900 of 900 · of a.csv and b.csv");
  });

  test("of members, names the one that is trained, and no steps of the blend", () => {
    const onMembers: TrainingState = { ...running, phase: "members" };
    const at = (done: number): TrainingProgress => ({
      ...progressAt(900),
      phase: "members",
      members: { done, all: 12 },
    });
    const words = "Training the members of the ensemble";
    expect(statusText(news(onMembers, at(4)))).toBe(`${words}: 5 of 12 · about 14 s left`);
    expect(statusText(news(onMembers, at(12)))).toBe(`${words}: 12 of 12 · about 14 s left`);
    expect(statusText(news(onMembers, progressAt(900)))).toBe(`${words} · about 14 s left`);
    const waiting: TrainingState = { ...onMembers, kind: "paused" };
    expect(statusText(news(waiting, { ...at(4), isPaused: true }))).toBe("Paused");
  });

  test("says what can be said before the verdict, as long as the run goes on, and reads it out when that changes", () => {
    const soFar: SoFar = {
      ...{ title: "Learned", kind: "better", loss: 0.312, plainLoss: 0.355, standardError: 0.012 },
      ...{ nRows: 1400, nTried: 7, task: "binary" },
    };
    const onMembers: TrainingState = { ...running, phase: "members" };
    const found = { ...progressAt(900), phase: "members", soFar } as const;
    const words = "So far, on 1,400 held-out rows: “Learned”, log loss 0.312, plain 0.355: clearly better.";
    expect(soFarText(news(onMembers, found))).toBe(words);
    expect(soFarText(news(onMembers, { ...found, soFar: { ...soFar, kind: "perhaps" } }))).toContain(
      "0.355: which may be chance.",
    );
    expect(soFarText(news(onMembers, { ...found, soFar: { ...soFar, kind: "none" } }))).toBe(
      "So far, on 1,400 held-out rows: nothing does better than the plain pipeline (7 others tried).",
    );
    expect(soFarText(news(onMembers, progressAt(900)))).toBeUndefined();
    expect(soFarText(news({ kind: "done", wasStopped: false }, found))).toBeUndefined();
    const announcer = new Announcer();
    announcer.next(news(onMembers, { ...found, soFar: undefined }), 0);
    expect(announcer.next(news(onMembers, found), 1)).toContain(words);
    expect(announcer.next(news(onMembers, { ...found, soFar: { ...soFar, nRows: 2800 } }), 2)).toBeUndefined();
  });

  test("names the engine and why", () => {
    expect(engineText(progressAt(1), "No WebGPU here.")).toBe("Engine: CPU (WebAssembly). No WebGPU here.");
  });

  test("the bar is empty before a run and where one failed, full after it, and follows the run in between", () => {
    expect(progressFraction(news({ kind: "idle" }))).toBe(0);
    expect(progressFraction(news(running))).toBe(0);
    expect(progressFraction(news(running, progressAt(450)))).toBe(0.5);
    expect(progressFraction(news({ kind: "done", wasStopped: true }, progressAt(450)))).toBe(1);
  });
});

describe("what is read out", () => {
  test("a run that goes on is read out at most every ten seconds", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 3000 }), { maxLength: 100 }), (gaps) => {
        const announcer = new Announcer();
        const said: number[] = [];
        let now = 0;
        for (const [index, gap] of gaps.entries()) {
          now += gap;
          if (announcer.next(news(running, progressAt(index * 9)), now) !== undefined) said.push(now);
        }
        for (let index = 1; index < said.length; index++)
          expect(said[index] - said[index - 1]).toBeGreaterThanOrEqual(10_000);
      }),
    );
  });

  test("every change of state is read out, and an idle page says nothing", () => {
    const announcer = new Announcer();
    expect(announcer.next(news({ kind: "idle" }), 0)).toBeUndefined();
    expect(announcer.next(news({ ...running, kind: "preparing", phase: "preparing" }), 1)).toMatch(/Preparing/);
    expect(announcer.next(news(running, progressAt(0)), 2)).toMatch(/Training the blend/);
    expect(announcer.next(news({ ...running, kind: "paused" }, progressAt(5)), 3)).toMatch(/Pausing/);
    expect(announcer.next(news({ ...running, kind: "paused" }, { ...progressAt(6), isPaused: true }), 4)).toMatch(
      /Paused/,
    );
    expect(announcer.next(news({ kind: "done", wasStopped: false }, progressAt(900)), 4)).toMatch(/Done/);
    expect(announcer.next(news({ kind: "done", wasStopped: false }, progressAt(900)), 99_999)).toBeUndefined();
  });
});
