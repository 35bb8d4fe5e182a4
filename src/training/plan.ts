/** What each phase of a run does, as data for an engine. */

import { FINAL_TEMPERATURE } from "../blocks/kit/choice.ts";
import { type OptimiserSettings, rolesOf, type Schedule, type TrainingPlan, type Update } from "../engine/engine.ts";
import { MAX_EVALUATION_ROWS } from "../engine/session/training-session.ts";
import type { TrainingSettings } from "../pipeline/document.ts";
import { SCHEDULE_INPUTS } from "../program/inputs.ts";
import { parameterNodes } from "../program/parameters.ts";
import type { Program } from "../program/types.ts";
import type { Dataset } from "../table/types.ts";

/** For this share of a phase the learning rate is at its highest and choices are at their softest. */
const WARM_UP = 0.1;
/**
 * Penalties grow from the first step on and reach their full strength at this share. Without them during the warm-up, gates of
 * junk columns opened so far that neither penalty nor noise closed them later, and stayed open once the model had learned rows
 * by heart with the help of these columns.
 */
const PENALTIES_WHOLE = 0.15;
/** Choices reach their final temperature at this share; best weights count from here. */
const SETTLED = 0.6;

function optimiser(settings: TrainingSettings, change: Partial<OptimiserSettings>): OptimiserSettings {
  const base = { rate: 1, beta1: 0.9, beta2: 0.999, epsilon: 1e-7, weightDecay: 0, clipNorm: 10 };
  return { kind: settings.optimiser, ...base, ...change };
}

/** Updates of the roles that have parameters which move; an update without any would still cost its passes over rows. */
function updatesOf(settings: TrainingSettings, program: Program, frozen: readonly string[]): readonly Update[] {
  const moving = new Set(
    parameterNodes(program.nodes).flatMap(({ name, role }) => (frozen.includes(name) ? [] : [role])),
  );
  const updates: readonly Update[] =
    settings.plan === "bilevel"
      ? [
          { roles: ["model"], lossOn: "train", at: "current" },
          { roles: ["pipeline"], aligned: ["data"], lossOn: "validation", at: "current" },
        ]
      : [
          { roles: ["model", "pipeline"], lossOn: "train", at: "current" },
          { roles: [], aligned: ["data"], lossOn: "validation", at: "current" },
        ];
  return updates
    .map(({ roles, aligned = [], ...update }) => {
      const [own, rest] = [roles, aligned].map((all) => all.filter((role) => moving.has(role)));
      return { ...update, roles: own, ...(rest.length > 0 ? { aligned: rest } : {}) };
    })
    .filter((update) => rolesOf(update).length > 0);
}

/** Evaluation points lie at least so many steps apart … */
const LEAST_STEPS_BETWEEN = 10;
/** … and take at least so many times as long as measuring the validation loss. */
const STEPS_PER_EVALUATION = 2;

/**
 * Steps between evaluation points: every ten where rows are few, because a model can learn them by heart within a few
 * epochs and the best moment would lie between two points; rarer where evaluating costs much.
 */
export function evaluationCadence(split: Dataset["split"], batchSize: number): number {
  const stepsPerEpoch = split.train.length / Math.min(batchSize, Math.max(split.train.length, 1));
  const stepsOfEvaluation = Math.min(split.validation.length, MAX_EVALUATION_ROWS) / batchSize;
  return Math.ceil(Math.max(LEAST_STEPS_BETWEEN, stepsPerEpoch / 2, STEPS_PER_EVALUATION * stepsOfEvaluation));
}

/**
 * The plan of one phase.
 *
 * @param frozen        names of parameters that stay as they are.
 * @param evaluateEvery steps between evaluation points; absent: only where a run ends.
 */
export function planOf(
  settings: TrainingSettings,
  program: Program,
  frozen: readonly string[],
  evaluateEvery: number = Number.MAX_SAFE_INTEGER,
): TrainingPlan {
  return {
    updates: updatesOf(settings, program, frozen),
    optimisers: {
      model: optimiser(settings, { weightDecay: settings.weightDecay }),
      // beta1 of DiffPrep's α optimiser; choices and gates live on a scale of a few units, so they may move faster.
      // DIFF: beta2 is .99, DiffPrep's .999: once rows are fitted gradients are a thousand times smaller than at first, and
      // what is left of them (the cost of an open gate) counts only after the large ones are forgotten.
      pipeline: optimiser(settings, { rate: 2, beta1: 0.5, beta2: 0.99 }),
      // The large epsilon lets updates fade with the alignment: once rows are fitted, weights stay where they are.
      data: optimiser(settings, { rate: 10, beta1: 0.95, epsilon: 0.05 }),
    },
    batchSize: settings.batchSize,
    seed: settings.seed,
    frozen,
    evaluateEvery,
  };
}

function learningRate({ learningRate: from }: TrainingSettings): Schedule["learningRate"] {
  return { kind: "cosine", from, to: from / 10, begin: WARM_UP, end: 1 };
}

/** The soft phase: choices cool geometrically after a warm-up, penalties grow early, the rate falls to a tenth. */
export function softSchedule(settings: TrainingSettings, totalSteps: number): Schedule {
  return {
    totalSteps,
    learningRate: learningRate(settings),
    inputs: {
      [SCHEDULE_INPUTS.temperature]: {
        kind: "geometric",
        from: 1,
        to: FINAL_TEMPERATURE,
        begin: WARM_UP,
        end: SETTLED,
      },
      [SCHEDULE_INPUTS.penaltyScale]: { kind: "linear", from: 0, to: 1, begin: 0, end: PENALTIES_WHOLE },
    },
    keepBestFrom: SETTLED,
  };
}

/** Retraining after hardening, and the plain pipeline: no temperature, no penalty, best weights count from the start. */
export function hardSchedule(settings: TrainingSettings, totalSteps: number): Schedule {
  return {
    totalSteps,
    learningRate: learningRate(settings),
    inputs: {
      [SCHEDULE_INPUTS.temperature]: { kind: "constant", value: FINAL_TEMPERATURE },
      [SCHEDULE_INPUTS.penaltyScale]: { kind: "constant", value: 0 },
    },
    keepBestFrom: 0,
  };
}
