import { expect, test } from "vitest";
import { PHASE_STARTS } from "./phase/phase-starts.ts";
import { PHASES, phaseWords, STAGE_ROWS, STAGES, TRAINING_PHASES, VERDICT } from "./phases.ts";
import { laterMs } from "./time-budget.ts";

const ids = TRAINING_PHASES.map(({ id }) => id);

test("one phase is watched, and it comes first", () => {
  expect(TRAINING_PHASES.map(({ isWatched }) => isWatched)).toEqual(ids.map((_, index) => index === 0));
  expect(TRAINING_PHASES[0].expectedTime).toBe(1);
});

test("a phase reads outcomes of phases before it alone", () => {
  ids.forEach((id, index) => {
    for (const read of PHASE_STARTS[id].reads) expect(ids.slice(0, index), `${id} reads ${read}`).toContain(read);
  });
});

test("phases and stages have names and words of their own", () => {
  expect(new Set(PHASES).size).toBe(PHASES.length);
  expect(new Set(STAGES).size).toBe(STAGES.length);
  for (const where of ["studio", "commandLine"] as const) {
    expect(new Set(PHASES.map((phase) => phaseWords(phase)[where])).size).toBe(PHASES.length);
  }
  expect(new Set(STAGE_ROWS.map(({ title }) => title)).size).toBe(STAGES.length);
});

test("the verdict is about weights that its phases kept", () => {
  for (const { phase, stage } of Object.values(VERDICT)) {
    expect(TRAINING_PHASES.find(({ id }) => id === phase)?.stages.best.id).toBe(stage);
  }
});

test("what is still to come after the watched phase takes seven tenths of its time, half of that after retraining", () => {
  const later = PHASES.map((phase) => laterMs(phase, 1000));
  expect(later).toEqual([700, 700, 700, 350, 0]);
});
