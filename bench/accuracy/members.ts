/** Methods made of hard pipelines, each trained by itself: one that was picked, or a weighted mean of several. */
import { nodeEngines } from "../../src/cli/node-engines.ts";
import type { Engine } from "../../src/engine/engine.ts";
import { type Budget, shareOf } from "./budget.ts";
import { blend, meanLoss } from "./ensemble.ts";
import { type HardTrained, predictRows, trainHard } from "./hard-training.ts";
import type { Bench, Method, MethodResult } from "./method.ts";
import type { HardPlan, PlanDocument } from "./plan.ts";
import { type SplitTask, scoredOn } from "./split-task.ts";

export interface TrainedMember extends HardTrained {
  /** Predictions of validation rows. */
  readonly validation: Float64Array;
}

/** Runs something with an engine that is started for it. */
async function withEngine<Result>(
  { engine: choice, threads }: Bench,
  run: (engine: Engine) => Promise<Result>,
): Promise<Result> {
  const { engine } = await nodeEngines(threads).choose(choice);
  try {
    return await run(engine);
  } finally {
    engine.dispose();
  }
}

interface MemberOf {
  readonly plan: HardPlan;
  readonly budget: Budget;
}

async function trainAll(task: SplitTask, wanted: readonly MemberOf[], engine: Engine): Promise<TrainedMember[]> {
  const trained: TrainedMember[] = [];
  for (const each of wanted) {
    const member = await trainHard({ task, ...each, engine });
    const validation = await predictRows(member.predictor, task, task.table.dataset.split.validation);
    trained.push({ ...member, validation });
  }
  return trained;
}

/** Its scaling and its bins, in words. */
function nameOf({ blocks }: PlanDocument): string {
  const settingOf = (type: string, name: string) => blocks.find((block) => block.type === type)?.settings[name];
  const [scaling = "no numbers", bins] = [settingOf("scale-number", "use"), settingOf("encode-number", "bins")];
  return bins === undefined ? String(scaling) : `${scaling}, ${bins} bins`;
}

/** The weighted mean of members; test rows are predicted here and nowhere before. */
async function resultOf(
  task: SplitTask,
  trained: readonly TrainedMember[],
  weights: readonly number[],
): Promise<Pick<MethodResult, "validation" | "test" | "plan" | "tried">> {
  const tried: NonNullable<MethodResult["tried"]>[number][] = [];
  for (const { plan, predictor, validation } of trained) {
    const test = await predictRows(predictor, task, task.table.dataset.split.test);
    tried.push({ name: nameOf(plan.document), validation, test });
  }
  const used = tried.flatMap((each, index) =>
    weights[index] > 0 ? [{ ...each, plan: trained[index].plan, weight: weights[index] }] : [],
  );
  const shares = used.map(({ weight }) => weight);
  return {
    validation: blend(
      used.map(({ validation }) => validation),
      shares,
    ),
    test: blend(
      used.map(({ test }) => test),
      shares,
    ),
    plan: { kind: "members", members: used.map(({ plan, weight }) => ({ ...plan, weight })) },
    ...(tried.length > 1 ? { tried } : {}),
  };
}

function stepsOf(trained: readonly HardTrained[]): number {
  return trained.reduce((sum, { steps }) => sum + steps, 0);
}

/** Members with given weights: a plan that is run again. */
export function runMembers(
  task: SplitTask,
  wanted: readonly (MemberOf & { readonly weight: number })[],
  bench: Bench,
): Promise<MethodResult> {
  return withEngine(bench, async (engine) => {
    const trained = await trainAll(task, wanted, engine);
    const weights = wanted.map(({ weight }) => weight);
    return { ...(await resultOf(task, trained, weights)), engine: engine.info.id, steps: stepsOf(trained) };
  });
}

/** Trains all, then weighs them by their validation predictions. Steps are given to each, seconds are shared out. */
export function weighed(
  plansOf: (task: SplitTask) => readonly HardPlan[],
  weightsOf: (task: SplitTask, validation: readonly Float64Array[]) => readonly number[],
): Method {
  return (task, asked, bench) =>
    withEngine(bench, async (engine) => {
      const plans = plansOf(task);
      const budget = shareOf(asked, { steps: 1, time: 1 / plans.length });
      const wanted = plans.map((plan) => ({ plan, budget }));
      const trained = await trainAll(task, wanted, engine);
      const weights = weightsOf(
        task,
        trained.map(({ validation }) => validation),
      );
      return { ...(await resultOf(task, trained, weights)), engine: engine.info.id, steps: stepsOf(trained) };
    });
}

/** How many go through each round of halving, and with what part of the steps of a whole training. */
const ROUNDS = [
  { count: 15, steps: 1 / 4 },
  { count: 5, steps: 1 / 2 },
  { count: 2, steps: 1 },
] as const;

/**
 * Successive halving: many short trainings, longer ones of the best, and the best of the longest by validation loss. Each round
 * begins anew and has a third of the time.
 *
 * @param plansOf so many as the first round takes, or fewer.
 * @source Jamieson, Talwalkar, "Non-stochastic best arm identification and hyperparameter optimization" (AISTATS 2016).
 */
export function halved(plansOf: (task: SplitTask, count: number) => readonly HardPlan[]): Method {
  return (task, asked, bench) =>
    withEngine(bench, async (engine) => {
      let plans = plansOf(task, ROUNDS[0].count);
      let best: TrainedMember[] = [];
      let steps = 0;
      for (const round of ROUNDS) {
        const now = plans.slice(0, round.count);
        const budget = shareOf(asked, { steps: round.steps, time: 1 / ROUNDS.length / now.length });
        const trained = await trainAll(
          task,
          now.map((plan) => ({ plan, budget })),
          engine,
        );
        steps += stepsOf(trained);
        const order = byLoss(task, trained);
        plans = order.map((index) => now[index]);
        best = order.map((index) => trained[index]);
      }
      return {
        ...(await resultOf(
          task,
          best,
          best.map((_, index) => (index === 0 ? 1 : 0)),
        )),
        engine: engine.info.id,
        steps,
      };
    });
}

/** Indices by validation loss, lowest first; what is no number comes last. */
function byLoss(task: SplitTask, trained: readonly Pick<TrainedMember, "validation">[]): readonly number[] {
  const losses = trained.map(({ validation }) => {
    const loss = meanLoss(scoredOn(task, "validation", validation));
    return Number.isNaN(loss) ? Number.POSITIVE_INFINITY : loss;
  });
  return [...losses.keys()].sort((a, b) => losses[a] - losses[b] || a - b);
}

/** All weight on the one with the lowest validation loss. */
export function lowestAlone(task: SplitTask, validation: readonly Float64Array[]): readonly number[] {
  const [best] = byLoss(
    task,
    validation.map((values) => ({ validation: values })),
  );
  return validation.map((_, index) => (index === best ? 1 : 0));
}
