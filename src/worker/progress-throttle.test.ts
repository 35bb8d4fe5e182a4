import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { LossPoint } from "../engine/engine.ts";
import { PHASES, type Phase } from "../training/phases.ts";
import type { ReplicaProgress, TrainingProgress } from "../training/types.ts";
import { ProgressThrottle } from "./progress-throttle.ts";

const engine = { id: "evaluator", title: "", isSoftware: true, adapter: "" } as const;

function progressOf(
  step: number,
  phase: Phase = "soft",
  { probes, ...rest }: Partial<TrainingProgress> & Pick<ReplicaProgress, "probes"> = {},
): TrainingProgress {
  const losses: readonly LossPoint[] = phase === "soft" ? [{ step, train: step, validation: 0 }] : [];
  // Two replicas, of which the second says the same a thousand steps later.
  const later = losses.map((point) => ({ ...point, step: point.step + 1000 }));
  const told = probes ? { probes } : {};
  const replicas =
    losses.length === 0 && !probes
      ? []
      : [
          { seed: 1, learningRate: 0.1, losses, ...told },
          { seed: 2, learningRate: 0.1, losses: later, ...told },
        ];
  return { phase, isPaused: false, step, totalSteps: 999, secondsLeft: 1, fraction: 0, engine, replicas, ...rest };
}

function setUp() {
  const clock = { now: 0 };
  const sent: { readonly at: number; readonly message: TrainingProgress }[] = [];
  const throttle = new ProgressThrottle(
    () => clock.now,
    (message) => sent.push({ at: clock.now, message }),
  );
  return { clock, sent, throttle };
}

/** Gaps between chunks in milliseconds, and now and then the next phase. */
const chunks = fc.array(
  fc.record({
    gapMs: fc.integer({ min: 0, max: 700 }),
    isNext: fc.boolean(),
    hasProbes: fc.boolean(),
  }),
  { minLength: 1, maxLength: 120 },
);

describe("progress", () => {
  test("is told at most ten times a second, but for new phases, and nothing is lost or told twice", () => {
    fc.assert(
      fc.property(chunks, (list) => {
        const { clock, sent, throttle } = setUp();
        const pushed: TrainingProgress[] = [];
        let phase = 0;
        list.forEach(({ gapMs, isNext, hasProbes }, index) => {
          clock.now += gapMs;
          if (isNext && index % 9 === 0) phase = Math.min(phase + 1, PHASES.length - 1);
          const probes = hasProbes ? { probes: { "n1/a": Float32Array.of(index) } } : {};
          pushed.push(progressOf(index, PHASES[phase], probes));
          throttle.push(pushed[index]);
        });
        throttle.flush();
        const messages = sent.map(({ message }) => message);
        // Every point once and in order; the last word is the last state.
        const pointsOf = (all: readonly TrainingProgress[], index: number) =>
          all.flatMap(({ replicas }) => replicas[index]?.losses ?? []);
        for (const index of [0, 1]) expect(pointsOf(messages, index)).toEqual(pointsOf(pushed, index));
        expect(messages.at(-1)).toMatchObject({ step: pushed.length - 1, phase: PHASES[phase] });
        // Probes are told as they stood last, and never again.
        const probesOf = (all: readonly TrainingProgress[]) =>
          all.flatMap(({ replicas }) => replicas[1]?.probes?.["n1/a"][0] ?? []);
        const told = probesOf(messages);
        expect(told).toEqual([...new Set(told)].sort((a, b) => a - b));
        expect(told.at(-1)).toBe(probesOf(pushed).at(-1));
        // No phase is skipped.
        const phasesOf = (all: readonly TrainingProgress[]) => new Set(all.map((message) => message.phase));
        expect(phasesOf(messages)).toEqual(phasesOf(pushed));
        sent.slice(0, -1).forEach(({ at, message }, index) => {
          const before = sent[index - 1];
          if (before && before.message.phase === message.phase) expect(at - before.at).toBeGreaterThanOrEqual(100);
        });
      }),
      { numRuns: 200 },
    );
  });

  test("keeps labels until they are told, once", () => {
    const { clock, sent, throttle } = setUp();
    throttle.push(progressOf(1, "preparing"));
    const label = { block: "n1", name: "a", kind: "gate", rowLabels: [], columnLabels: [] } as const;
    throttle.push(progressOf(2, "preparing", { probeLabels: [label] }));
    throttle.push(progressOf(3, "preparing"));
    expect(sent).toHaveLength(1);
    clock.now = 500;
    throttle.push(progressOf(4, "preparing"));
    clock.now = 1000;
    throttle.push(progressOf(5, "preparing"));
    expect(sent.map(({ message }) => message.probeLabels)).toEqual([undefined, [label], undefined]);
  });

  test("says at once that the run is paused, with what was held back", () => {
    const { clock, sent, throttle } = setUp();
    throttle.flush({ isPaused: true });
    expect(sent).toEqual([]);
    throttle.push(progressOf(1));
    clock.now = 10;
    throttle.push(progressOf(2));
    throttle.flush({ isPaused: true });
    expect(sent[1].message).toMatchObject({
      isPaused: true,
      step: 2,
      replicas: [{ losses: [{ step: 2 }] }, { losses: [{ step: 1002 }] }],
    });
    throttle.flush({ isPaused: false });
    expect(sent[2].message).toMatchObject({ isPaused: false, step: 2, replicas: [] });
  });
});
