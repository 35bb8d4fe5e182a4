import { expect, test } from "vitest";
import { PHASE_STARTS } from "./phase/phase-starts.ts";
import {
  MEMBERS_PHASE,
  PHASES,
  type Phase,
  phasesFrom,
  phaseWords,
  STAGE_ROWS,
  STAGES,
  TRAINING_PHASES,
  WATCHED_PHASES,
} from "./phases.ts";

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

test("reports hold what is exported under “tuned”, and something to compare it with", () => {
  const stageOf = (as: string) => TRAINING_PHASES.findLast(({ inVerdict }) => inVerdict?.as === as)?.stages.best.id;
  expect(stageOf("deployed")).toBe("tuned");
  expect(stageOf("opponent")).toBeDefined();
});

test("phases still to come are those from the one that goes on", () => {
  const from = (phase: Phase) => phasesFrom(TRAINING_PHASES, phase).map(({ id }) => id);
  expect(from("preparing")).toEqual(ids);
  ids.forEach((id, index) => {
    expect(from(id)).toEqual(ids.slice(index));
  });
  expect(from("evaluating")).toEqual([]);
  const ofEnsemble = [...WATCHED_PHASES, MEMBERS_PHASE];
  expect(phasesFrom(ofEnsemble, "members")).toEqual([MEMBERS_PHASE]);
  expect(phasesFrom(ofEnsemble, "soft")).toEqual(ofEnsemble);
});
