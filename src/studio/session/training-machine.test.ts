import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { studioError } from "../../base/error.ts";
import { PHASES } from "../../training/phases.ts";
import { availableCommands, nextTrainingState, type TrainingSignal, type TrainingState } from "./training-machine.ts";

const error = studioError("E_WORKER_CRASH", { message: "" }).details;

const signal: fc.Arbitrary<TrainingSignal> = fc.oneof(
  fc.constantFrom<TrainingSignal>(
    { type: "started" },
    { type: "pauseAsked" },
    { type: "resumeAsked" },
    { type: "stopAsked" },
    { type: "keepingBegan" },
    { type: "finished" },
    { type: "failed", error },
  ),
  fc.constantFrom(...PHASES).map((phase): TrainingSignal => ({ type: "phase", phase })),
);

const run = (signals: readonly TrainingSignal[]): TrainingState =>
  signals.reduce<TrainingState>(nextTrainingState, { kind: "idle" });

describe("the life of a run", () => {
  test("a run that is being kept is not over, and nothing but its end is heeded any more", () => {
    const keeping = run([{ type: "started" }, { type: "phase", phase: "soft" }, { type: "keepingBegan" }]);
    expect(keeping).toMatchObject({ kind: "keeping", isStopping: false });
    expect(availableCommands(keeping)).toEqual(new Set());
    const later: readonly TrainingSignal[] = [
      { type: "started" },
      { type: "stopAsked" },
      { type: "phase", phase: "soft" },
    ];
    for (const signal of later) expect(nextTrainingState(keeping, signal)).toBe(keeping);
    expect(nextTrainingState(keeping, { type: "finished" })).toEqual({ kind: "done", wasStopped: false });
  });

  test("goes through preparing, running, paused and done", () => {
    const soft: TrainingSignal = { type: "phase", phase: "soft" };
    expect(run([{ type: "started" }]).kind).toBe("preparing");
    expect(run([{ type: "started" }, soft]).kind).toBe("running");
    expect(run([{ type: "started" }, soft, { type: "pauseAsked" }]).kind).toBe("paused");
    expect(run([{ type: "started" }, soft, { type: "pauseAsked" }, soft]).kind).toBe("paused");
    expect(run([{ type: "started" }, soft, { type: "pauseAsked" }, { type: "resumeAsked" }]).kind).toBe("running");
    expect(run([{ type: "started" }, soft, { type: "finished" }])).toEqual({ kind: "done", wasStopped: false });
    expect(run([{ type: "started" }, soft, { type: "stopAsked" }, { type: "finished" }])).toEqual({
      kind: "done",
      wasStopped: true,
    });
  });

  test("after any history: one way to start, a way out of every state, and late messages change nothing", () => {
    fc.assert(
      fc.property(fc.array(signal, { maxLength: 30 }), (signals) => {
        const state = run(signals);
        const commands = availableCommands(state);
        const isKeeping = state.kind === "keeping";
        const isRunning =
          state.kind === "preparing" || state.kind === "running" || state.kind === "paused" || isKeeping;
        expect(commands.has("train")).toBe(!isRunning);
        if (isRunning) expect(commands.has("stop")).toBe(!state.isStopping && !isKeeping);
        expect(commands.has("pause") && commands.has("resume")).toBe(false);
        expect(commands.has("step")).toBe(commands.has("resume"));
        if (!isRunning) {
          for (const late of signals.filter(({ type }) => type !== "started")) {
            expect(nextTrainingState(state, late)).toBe(state);
          }
        } else {
          expect(nextTrainingState(state, { type: "finished" }).kind).toBe("done");
          expect(nextTrainingState(state, { type: "failed", error }).kind).toBe("failed");
        }
      }),
    );
  });

  test("a stop cannot be undone by pausing or resuming", () => {
    fc.assert(
      fc.property(fc.array(signal, { maxLength: 10 }), fc.array(signal, { maxLength: 10 }), (before, after) => {
        const going = before.filter(({ type }) => type !== "keepingBegan");
        const stopped = run([...going, { type: "started" }, { type: "stopAsked" }]);
        const commands = after
          .filter(({ type }) => type !== "finished" && type !== "failed" && type !== "started")
          .reduce(nextTrainingState, stopped);
        expect(commands).toMatchObject({ isStopping: true });
        expect(commands.kind).not.toBe("paused");
      }),
    );
  });
});
