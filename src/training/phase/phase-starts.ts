/** How each phase of a run begins: the part of its row (phases.ts) that needs more than words and numbers. */
import { inPieces } from "../../base/in-pieces.ts";
import type { TensorMap } from "../../engine/engine.ts";
import { plainDocument } from "../../pipeline/default-document.ts";
import type { TrainingSettings } from "../../pipeline/document.ts";
import { fitInPieces } from "../../pipeline/fit.ts";
import { hardenParameters, initialParameters, parameterNodes } from "../../program/parameters.ts";
import type { Program } from "../../program/types.ts";
import type { Dataset } from "../../table/types.ts";
import type { TrainingPhase } from "../phases.ts";
import { hardSchedule, softSchedule } from "../plan.ts";
import { replicaSettingsOf } from "../replicas.ts";
import { freshState, type PhaseOutcome, type PhaseStart } from "./phase.ts";
import { noPause, type StartOptions, startSoft } from "./soft-start.ts";

interface PhaseBeginning<Reads extends TrainingPhase> {
  /** The phases before this one whose outcomes it needs. */
  readonly reads: readonly Reads[];
  readonly begin: (options: StartOptions, outcomeOf: (phase: Reads) => PhaseOutcome) => Promise<PhaseStart>;
}

export const PHASE_STARTS: Readonly<Record<TrainingPhase, PhaseBeginning<TrainingPhase>>> = {
  soft: beginning({
    reads: [],
    async begin(options) {
      const { dataset, document } = options;
      const { training } = document;
      const { program, statistics, resumed, notes } = await startSoft(options);
      const replicas = replicaSettingsOf(training);
      const startStep = resumed?.step ?? 0;
      return {
        program,
        statistics,
        // Going on begins where all replicas of the earlier run ended: with one set of weights.
        replicas: resumed ? replicas.filter(({ seed }) => seed === training.seed) : replicas,
        startOf: ({ seed }) => resumed ?? freshState(initialParameters(program, seed)),
        frozen: [],
        maxSteps: wantedSteps(training, dataset),
        // Steps of an earlier run count, or choices would soften and the rate rise again when training goes on.
        scheduleOf: (totalSteps) => softSchedule(training, startStep + totalSteps),
        ...(resumed ? { rival: resumed } : {}),
        notes,
      };
    },
  }),
  tuning: beginning({
    reads: ["soft"],
    async begin({ catalogue, document, dataset, fitRows, isHurried, pause = noPause }, outcomeOf) {
      const { training } = document;
      const { seed } = training;
      const soft = outcomeOf("soft");
      const { values, frozen } = hardenParameters(soft.program, soft.best.parameters);
      // Statistics are fitted anew at the hard choices.
      const { program, statistics } = isHurried
        ? soft
        : await inPieces(fitInPieces({ catalogue, document, dataset, seed, at: values, maxRows: fitRows }), pause);
      const parameters = adopt(program, seed, values);
      // Row and source weights stay where they are: they were learned for this, and drift once validation loss is small.
      const dataNames = parameterNodes(soft.program.nodes).flatMap(({ role, name }) => (role === "data" ? [name] : []));
      return {
        program,
        statistics,
        replicas: replicaSettingsOf(training),
        startOf: (replica) => freshState(withFreshModel(program, replica.seed, parameters)),
        frozen: [...frozen, ...dataNames],
        maxSteps: Math.max(soft.steps, 1),
        scheduleOf: (totalSteps) => hardSchedule(training, totalSteps),
        rival: freshState(parameters),
      };
    },
  }),
  baseline: beginning({
    reads: ["soft", "tuning"],
    async begin(options, outcomeOf) {
      const tuned = outcomeOf("tuning");
      const deployed = tuned.isRivalBest ? outcomeOf("soft") : tuned;
      const document = plainDocument(options.document, options.catalogue);
      // As many steps as the weights that it is compared with had; they are cheaper, so there is time for them.
      return startFixed({ ...options, document }, Math.max(deployed.steps, 1));
    },
  }),
};

/** How a pipeline begins in which nothing is learned but the model. */
export async function startFixed(
  { catalogue, document, dataset, fitRows, pause = noPause }: StartOptions,
  maxSteps: number,
): Promise<PhaseStart> {
  const { training } = document;
  const pieces = fitInPieces({ catalogue, document, dataset, seed: training.seed, maxRows: fitRows });
  const { program, statistics } = await inPieces(pieces, pause);
  return {
    program,
    statistics,
    replicas: replicaSettingsOf(training),
    startOf: ({ seed }) => freshState(initialParameters(program, seed)),
    frozen: [],
    maxSteps,
    scheduleOf: (totalSteps) => hardSchedule(training, totalSteps),
  };
}

/** Lets the compiler see that a phase asks only for outcomes that it says it reads. */
function beginning<Reads extends TrainingPhase>(phase: PhaseBeginning<Reads>): PhaseBeginning<TrainingPhase> {
  return phase;
}

/**
 * Without a given number of steps, no phase passes over the training rows more often than this …
 *
 * Of eight small tables (four seeds each), 300 passes gave a test loss 5 to 17 % higher than 80 on five, the same on one,
 * and 4 and 10 % lower on two: weights learn rows by heart, and gates and choices follow, before best weights count. On
 * five larger tables (one seed) 80 were about as good.
 */
const MAX_EPOCHS = 80;
/** … or stops for that reason before so many steps. */
const MIN_STEPS_CAP = 400;

export function wantedSteps({ maxSteps, batchSize }: TrainingSettings, { split }: Dataset): number {
  if (maxSteps !== undefined) return maxSteps;
  const nTrain = split.train.length;
  const stepsPerEpoch = Math.ceil(nTrain / Math.min(batchSize, nTrain));
  return Math.max(MIN_STEPS_CAP, MAX_EPOCHS * stepsPerEpoch);
}

/** Parameters of `from` where `program` has them in the same size, else its own start. */
function adopt(program: Program, seed: number, from: TensorMap): Record<string, Float32Array> {
  const start = initialParameters(program, seed);
  for (const name of Object.keys(start)) if (from[name]?.length === start[name].length) start[name] = from[name];
  return start;
}

/** The model of a hardened pipeline starts anew, as in the plain pipeline; cleaning and selection stay as learned. */
function withFreshModel(program: Program, seed: number, parameters: TensorMap): Record<string, Float32Array> {
  const fresh = initialParameters(program, seed);
  return Object.fromEntries(
    parameterNodes(program.nodes).map(({ name, role }) => [name, role === "model" ? fresh[name] : parameters[name]]),
  );
}
