import { expect, test } from "vitest";
import { catalogue } from "../../pipeline/catalogue.ts";
import type { TrainingSettings } from "../../pipeline/document.ts";
import { tinyDataset } from "../../pipeline/testing/tiny-pipeline.ts";
import { initialParameters, parameterNodes } from "../../program/parameters.ts";
import type { TrainingPhase } from "../phases.ts";
import { smallDocument } from "../testing/tiny-run.ts";
import type { PhaseOutcome, PhaseStart } from "./phase.ts";
import { PHASE_STARTS } from "./phase-starts.ts";

const dataset = tinyDataset();
const optionsWith = (training: Partial<TrainingSettings> = {}) => ({
  catalogue,
  document: smallDocument(dataset, training),
  dataset,
  fileHashes: [],
});

const nothingBefore = (phase: TrainingPhase): PhaseOutcome => {
  throw new Error(`asks for ${phase}`);
};

/** A phase that came to some weights. */
function endOf(start: PhaseStart, change: Partial<PhaseOutcome> = {}): PhaseOutcome {
  const best = { ...start.startOf(start.replicas[0]), step: 12 };
  return { ...start, best, isRivalBest: false, steps: 12, stepsDone: 1, history: [], replicas: [], ...change };
}

const soft = await PHASE_STARTS.soft.begin(optionsWith(), nothingBefore);

test("the blend begins at the first weights of each replica, with nothing frozen and nothing to beat", async () => {
  const { replicas, startOf, program } = await PHASE_STARTS.soft.begin(optionsWith({ starts: 2 }), nothingBefore);
  expect(replicas.map(({ seed }) => seed)).toEqual([1, 2]);
  for (const replica of replicas) {
    expect(startOf(replica)).toEqual({ step: 0, parameters: initialParameters(program, replica.seed), optimiser: {} });
  }
  expect(soft.frozen).toEqual([]);
  expect(soft.rival).toBeUndefined();
});

test("steps that nobody gave are bounded by passes over the training rows, and never fewer than 400", async () => {
  const mostSteps = async (nTrain: number) => {
    const { maxSteps: _, ...training } = smallDocument(dataset, { batchSize: 16 }).training;
    const train = Uint32Array.from({ length: nTrain }, (_, row) => row % 30);
    const document = { ...smallDocument(dataset), training };
    const options = { ...optionsWith(), document, dataset: { ...dataset, split: { ...dataset.split, train } } };
    return (await PHASE_STARTS.soft.begin(options, nothingBefore)).maxSteps;
  };
  expect(await Promise.all([5, 30, 80, 81, 160].map(mostSteps))).toEqual([400, 400, 400, 480, 800]);
  expect(soft.maxSteps).toBe(20);
});

test("retraining takes a fresh model for each replica; all else is as it was hardened, and has to be beaten", async () => {
  const options = optionsWith({ starts: 2 });
  const tuning = await PHASE_STARTS.tuning.begin(options, () => endOf(soft));
  expect(tuning.maxSteps).toBe(12);
  const hard = tuning.rival?.parameters ?? {};
  for (const replica of tuning.replicas) {
    const { parameters } = tuning.startOf(replica);
    const fresh = initialParameters(tuning.program, replica.seed);
    for (const { name, role } of parameterNodes(tuning.program.nodes)) {
      expect(parameters[name], name).toEqual(role === "model" ? fresh[name] : hard[name]);
    }
  }
  const roles = new Map(parameterNodes(tuning.program.nodes).map(({ name, role }) => [name, role]));
  expect(tuning.frozen.length).toBeGreaterThan(0);
  for (const name of tuning.frozen) expect(roles.get(name), name).not.toBe("model");
});

test("where somebody waits for a result, retraining goes on from the statistics that are there", async () => {
  const other = { ...soft, statistics: { ...soft.statistics, nTrainRows: 7 } };
  const hurried = await PHASE_STARTS.tuning.begin({ ...optionsWith(), isHurried: true }, () => endOf(other));
  expect(hurried.statistics).toBe(other.statistics);
  expect(hurried.program).toBe(other.program);
  const patient = await PHASE_STARTS.tuning.begin({ ...optionsWith(), isHurried: false }, () => endOf(other));
  expect(patient.statistics.nTrainRows).toBe(soft.statistics.nTrainRows);
});

test("the plain pipeline gets the steps of the weights that it is compared with", async () => {
  const tuned = endOf(soft, { steps: 7 });
  const beaten = { ...tuned, isRivalBest: true };
  const begin = (tuning: PhaseOutcome) =>
    PHASE_STARTS.baseline.begin(optionsWith(), (phase) => (phase === "soft" ? endOf(soft) : tuning));
  expect(await begin(tuned)).toMatchObject({ maxSteps: 7, frozen: [] });
  expect(await begin(beaten)).toMatchObject({ maxSteps: 12 });
});
