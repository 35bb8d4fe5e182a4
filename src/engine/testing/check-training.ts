import type { Program } from "../../program/types.ts";
import type { Engine, Schedule, TrainingData, TrainingPlan } from "../engine.ts";
import { createEvaluatorEngine } from "../reference/evaluator-engine.ts";
import { differs, type Tolerance } from "./tolerance.ts";
import { makeData, makePlan, makeProgram, SCHEDULE } from "./training-cases.ts";

export interface TrainingCase {
  readonly program: Program;
  readonly data: TrainingData;
  readonly plan: TrainingPlan;
  readonly schedule: Schedule;
  readonly nSteps: number;
}

/** Trains on an engine and on the reference, and gives what differs in losses, probes or parameters. */
export async function compareTraining(
  engine: Engine,
  trained: TrainingCase,
  tolerance: Tolerance,
): Promise<readonly string[]> {
  const { program, data, plan, schedule, nSteps } = trained;
  const problems: string[] = [];
  const note = (what: string, problem: string | undefined) => problem && problems.push(`${what}: ${problem}`);
  const programs = await Promise.all(
    [engine, createEvaluatorEngine()].map((each) => each.compile(program, data, plan)),
  );
  const [[got], [wanted]] = await Promise.all(programs.map((each) => each.run(nSteps, schedule)));
  const [state, wantedState] = await Promise.all(programs.map((each) => each.read("current")));
  const [best, wantedBest] = await Promise.all(programs.map((each) => each.read("best")));
  const [test, wantedTest] = await Promise.all(programs.map((each) => each.evaluate("test", schedule)));
  const series = [
    ["steps", "step"],
    ["training loss", "train"],
    ["validation loss", "validation"],
  ] as const;
  for (const [what, key] of series) {
    const [ours, theirs] = [got, wanted].map(({ losses }) => losses.map((point) => point[key]));
    note(what, differs(ours, theirs, tolerance));
  }
  note("test loss", differs([test], [wantedTest], tolerance));
  note("best", differs([got.best?.step ?? -1], [wanted.best?.step ?? -1], tolerance));
  for (const name of Object.keys(wanted.probes))
    note(`probe ${name}`, differs(got.probes[name], wanted.probes[name], tolerance));
  for (const name of Object.keys(wantedState.parameters)) {
    note(`parameter ${name}`, differs(state.parameters[name], wantedState.parameters[name], tolerance));
    note(`best ${name}`, differs(best.parameters[name], wantedBest.parameters[name], tolerance));
    const [average, wantedAverage = []] = [state, wantedState].map(({ optimiser }) => optimiser[`${name}/a`]);
    note(`average of ${name}`, differs(average ?? [], wantedAverage, tolerance));
  }
  for (const each of programs) each.dispose();
  return problems;
}

/** The state after some steps, and that of another training which went on from a state that was read halfway. */
export async function statesOfGoingOn(engine: Engine): Promise<{ readonly ranOn: object; readonly wentOn: object }> {
  const data = makeData("binary");
  const program = makeProgram("binary", "none", data);
  const [whole, second] = [
    await engine.compile(program, data, makePlan()),
    await engine.compile(program, data, makePlan()),
  ];
  await whole.run(3, SCHEDULE);
  await second.write(structuredClone(await whole.read("current")));
  await whole.run(3, SCHEDULE);
  await second.run(3, SCHEDULE);
  const states = { ranOn: await whole.read("current"), wentOn: await second.read("current") };
  whole.dispose();
  second.dispose();
  return states;
}
