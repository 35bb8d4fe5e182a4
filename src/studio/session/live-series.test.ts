import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ProbeLabels, ReplicaProgress, TrainingProgress } from "../../training/types.ts";
import { isShare, makeLiveRows } from "./live-rows.ts";
import { LiveSeries } from "./live-series.ts";

const gates: ProbeLabels = {
  block: "n7",
  name: "gate",
  kind: "gate",
  rowLabels: ["mass", "bill"],
  columnLabels: [],
};
const shares: ProbeLabels = {
  block: "n2",
  name: "choice",
  kind: "choice",
  rowLabels: ["mass", "bill"],
  columnLabels: ["mean", "median", "0"],
};
const FIRST = { seed: 1, learningRate: 0.01 };
const SECOND = { seed: 2, learningRate: 0.01 };
const threshold: ProbeLabels = { block: "n3", name: "upper", kind: "threshold", rowLabels: ["mass"], columnLabels: [] };

function progressAt(
  step: number,
  { probes, losses = [], ...rest }: Partial<TrainingProgress> & Partial<ReplicaProgress> = {},
): TrainingProgress {
  return {
    phase: "soft",
    isPaused: false,
    step,
    totalSteps: 1000,
    secondsLeft: 1,
    fraction: 0,
    engine: { id: "tfjs-wasm", title: "CPU (WebAssembly)", isSoftware: true, adapter: "" },
    replicas: [{ ...FIRST, losses, ...(probes ? { probes } : {}) }],
    ...rest,
  };
}

describe("rows of the heat map", () => {
  test("a gate has a row per column, a choice a row per column and alternative", () => {
    const rows = makeLiveRows([shares, gates, threshold]);
    expect(rows.map(({ label }) => label)).toEqual([
      "mass · mean",
      "mass · median",
      "mass · 0",
      "bill · mean",
      "bill · median",
      "bill · 0",
      "mass",
      "bill",
      "mass",
    ]);
    expect(rows.map(({ key, offset }) => `${key}[${offset}]`).slice(4, 8)).toEqual([
      "n2/choice[4]",
      "n2/choice[5]",
      "n7/gate[0]",
      "n7/gate[1]",
    ]);
    expect(rows.filter(isShare)).toHaveLength(8);
  });
});

describe("history of a run", () => {
  test("values stand in the rows that their labels name, and an absent probe is no number", () => {
    const live = new LiveSeries();
    live.append(progressAt(1, { probeLabels: [shares, gates], probes: { "n7/gate": Float32Array.of(0.25, 0.75) } }));
    expect(live.valueNow(6)).toBe(0.25);
    expect(live.valueNow(7)).toBe(0.75);
    expect(live.valueNow(0)).toBeNaN();
  });

  test("a long run keeps its first frame, ascending steps and always the latest values", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4000 }), (nMessages) => {
        const live = new LiveSeries();
        for (let step = 1; step <= nMessages; step++) {
          live.append(
            progressAt(step, {
              probes: { "n7/gate": Float32Array.of(step, -step) },
              ...(step === 1 ? { probeLabels: [gates] } : {}),
            }),
          );
        }
        expect(live.nFrames).toBeLessThanOrEqual(1001);
        expect(live.nFrames).toBeGreaterThanOrEqual(Math.min(nMessages, 500));
        const steps = Array.from({ length: live.nFrames }, (_, frame) => live.stepAt(frame));
        expect(steps[0]).toBe(1);
        expect(steps.at(-1)).toBe(nMessages);
        for (let frame = 0; frame < live.nFrames; frame++) {
          if (frame > 0) expect(steps[frame]).toBeGreaterThan(steps[frame - 1]);
          expect([...live.frameAt(frame)]).toEqual([steps[frame], -steps[frame]]);
        }
        expect(live.valueNow(0)).toBe(nMessages);
      }),
      { numRuns: 20 },
    );
  });

  test("of several replicas one is shown, and all are kept", () => {
    const live = new LiveSeries();
    const replicaAt = (step: number, value: number) => ({
      losses: [{ step, train: value, validation: value }],
      probes: { "n7/gate": Float32Array.of(value, value) },
    });
    for (const step of [1, 2]) {
      const replicas = [
        { ...FIRST, ...replicaAt(step, 10 + step) },
        { ...SECOND, ...replicaAt(step, 20 + step) },
      ];
      live.append(progressAt(step, { replicas, ...(step === 1 ? { probeLabels: [gates] } : {}) }));
    }
    expect(live.replicas).toEqual([FIRST, SECOND]);
    expect(live.losses.map(({ train }) => train)).toEqual([11, 12]);
    let shown = live.shown;
    live.subscribe(() => (shown = live.shown), { intervalMs: 1e6, offsetMs: 0 });
    live.show(1);
    expect(shown).toBe(1);
    expect(live.losses.map(({ train }) => train)).toEqual([21, 22]);
    expect([live.nFrames, live.valueNow(0), live.frameAt(0)[1]]).toEqual([2, 22, 21]);
    live.show(0);
    expect(shown, "at once, however short ago the last news was").toBe(0);
    live.show(1);
    live.show(2);
    expect(live.shown).toBe(1);
    expect(live.hasDiverged).toBe(false);
    live.append(progressAt(3, { phase: "tuning", replicas: [] }));
    expect(live.replicas).toHaveLength(2);
    live.begin();
    expect([live.shown, live.replicas.length, live.losses.length]).toEqual([0, 0, 0]);
  });

  test("a replica without a point beside others that have some has diverged", () => {
    const live = new LiveSeries();
    expect(live.hasDiverged).toBe(false);
    const losses = [{ step: 10, train: 1, validation: 1 }];
    live.append(
      progressAt(10, {
        replicas: [
          { ...FIRST, losses: [] },
          { ...SECOND, losses },
        ],
      }),
    );
    expect(live.hasDiverged).toBe(true);
    live.show(1);
    expect(live.hasDiverged).toBe(false);
  });

  test("a new run forgets the one before", () => {
    const live = new LiveSeries();
    live.append(
      progressAt(1, {
        probeLabels: [gates],
        probes: { "n7/gate": Float32Array.of(1, 1) },
        losses: [{ step: 1, train: 2, validation: 3 }],
      }),
    );
    live.begin();
    expect([live.losses.length, live.rows.length, live.nFrames]).toEqual([0, 0, 0]);
    expect(live.progress).toBeUndefined();
  });
});
