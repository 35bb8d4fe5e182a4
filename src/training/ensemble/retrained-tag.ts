/** What one block or column is worth: the pipeline trained with it and without it, when somebody asks. */
import { studioError } from "../../base/error.ts";
import type { Engine } from "../../engine/engine.ts";
import type { Catalogue } from "../../pipeline/checks.ts";
import type { PipelineDocument } from "../../pipeline/document.ts";
import { documentWithout } from "../../pipeline/without-block.ts";
import type { Dataset } from "../../table/types.ts";
import { placesOf } from "../dealt-out.ts";
import { concluded, type Evidence } from "../evidence/evidence.ts";
import type { TagPlan } from "../evidence/tag-plan.ts";
import { wantedSteps } from "../phase/phase-starts.ts";
import { MEMBERS_PHASE } from "../phases.ts";
import { Run } from "../run.ts";
import { compareTrained, longerTraining } from "./candidate-evidence.ts";
import { type Candidate, candidatesOf, nTrainings as nTrainingsOfOne } from "./candidates.ts";
import { withColumns } from "./fewer-columns.ts";
import { believedFolds } from "./folds.ts";
import { Lanes } from "./lanes.ts";
import type { MemberCores } from "./member-cores.ts";
import { MemberCounter } from "./member-count.ts";
import { MemberTrainer } from "./member-trainer.ts";
import type { FoldModel, TrainedCandidate } from "./members.ts";
import { taggedAmong } from "./without-candidates.ts";

export interface RetrainOptions {
  readonly catalogue: Catalogue;
  readonly document: PipelineDocument;
  /** As the run had it. */
  readonly dataset: Dataset;
  readonly fileHashes: readonly string[];
  /** Whether the pipeline has anything to learn beside its model. */
  readonly isLearning: boolean;
  readonly plan: TagPlan;
  readonly engine: Engine;
  /** Cores that train beside each other; absent: one training after the other. */
  readonly cores?: MemberCores | undefined;
  /** Milliseconds. */
  readonly clock: () => number;
  /** Awaited between chunks of steps; rejects where it was given up. */
  readonly pause: () => Promise<void>;
  readonly isGivenUp: () => boolean;
  /** 0 … 1, of what is trained now. */
  readonly onProgress: (fraction: number) => void;
}

export interface TaggedPart {
  readonly kind: "block" | "column";
  /** A block by its id, a column by its name in the file. */
  readonly subject: string;
}

/** Somebody waits for it, and may give it up: no budget ends it. */
const NO_BUDGET_SECONDS = 1e6;

/**
 * Trains the pipeline without the part, and first as it is where that has not been done yet: on the same parts of the rows, with the same
 * seeds, rates and steps, and on the same cores, so that seconds can be compared, too.
 *
 * @param whole what an earlier call came to with the pipeline as it is.
 * @throws E_PIPELINE_WITHOUT, E_TRAIN_COLUMNS where the pipeline cannot do without it, E_TRAIN_NOT_FINITE where one of the two diverges.
 */
export async function retrainedTag(
  part: TaggedPart,
  options: RetrainOptions,
  whole?: TrainedCandidate,
): Promise<{ readonly evidence: Evidence; readonly whole: TrainedCandidate }> {
  const { dataset, plan, catalogue, document, isLearning } = options;
  const all = candidatesOf({ document, catalogue, schema: dataset.schema, isLearning, nGates: 0 });
  const candidate = whole?.candidate ?? taggedAmong(all, { isLearning }) ?? all[0];
  const less = lessOf(part, candidate, options);
  const nTrainings = (whole ? 1 : 2) * plan.nParts * nTrainingsOfOne(candidate, false);
  const training = new SideBySide(options, nTrainings);
  const own = whole ?? { candidate, models: await training.models(candidate, dataset) };
  const without = { candidate: less.candidate, models: await training.models(less.candidate, less.dataset) };
  const evidence = concluded({
    ...{ kind: part.kind, subject: part.subject, alternative: "without", method: "retrained" },
    ...compareTrained(dataset, [own, without], plan.nParts),
    ...longerTraining([own, without], 0),
  });
  return { evidence, whole: own };
}

/** The pipeline, and the table, without it. */
function lessOf(
  { kind, subject }: TaggedPart,
  candidate: Candidate,
  { catalogue, dataset }: RetrainOptions,
): { readonly candidate: Candidate; readonly dataset: Dataset } {
  const id = `${candidate.id} without ${subject}`;
  if (kind === "block") {
    return {
      candidate: { ...candidate, id, document: documentWithout(candidate.document, catalogue, subject) },
      dataset,
    };
  }
  const { target } = dataset.schema;
  const others = new Set(placesOf(dataset.schema).keys());
  others.delete(subject);
  if (others.size === 0) throw studioError("E_TRAIN_COLUMNS", { target: target.name });
  return { candidate: { ...candidate, id }, dataset: withColumns(dataset, others) };
}

/** Trainings of one request, which share a clock and a progress. */
class SideBySide {
  private readonly run: Run;
  private readonly counter = new MemberCounter(0);
  private fraction = 0;

  constructor(
    private readonly options: RetrainOptions,
    private nLeft: number,
  ) {
    const { document, dataset, engine, clock, pause, isGivenUp } = options;
    const given = async () => "run" as const;
    const training = { ...document.training, budgetSeconds: NO_BUDGET_SECONDS };
    this.run = new Run({
      ...{ document: { ...document, training }, dataset, engine, clock, pause, phases: [MEMBERS_PHASE] },
      control: { gate: given, isStopped: isGivenUp },
      onProgress: () => this.tell(),
    });
    this.counter.expect(nLeft);
  }

  /** @throws E_TRAIN_NOT_FINITE */
  async models(candidate: Candidate, dataset: Dataset): Promise<readonly FoldModel[]> {
    const { catalogue, document, fileHashes, plan, cores, pause } = this.options;
    const { training } = document;
    const folds = believedFolds(dataset, training, plan.disbelieved).slice(0, plan.nParts);
    const { run, counter } = this;
    const trainer = new MemberTrainer({ run, catalogue, table: { dataset, folds, fileHashes }, counter, cores });
    const lanes = new Lanes(trainer.nAtOnce);
    const one = async (fold: number): Promise<FoldModel> => {
      await pause();
      const split = folds[fold];
      const nWaiting = this.nLeft;
      this.nLeft -= nTrainingsOfOne(candidate, false);
      const result = await trainer.train({
        ...{ candidate, fold, nWaiting, untilLeftMs: 0, watched: undefined, isNeeded: () => false },
        maxSteps: Math.ceil(plan.stepsShare * wantedSteps(training, { ...dataset, split })),
        learningRate: plan.learningRate,
        fitRows: plan.fitRows,
        // As in the run, where the phase that is watched is the first training of the first part.
        isBlendAveraged: fold > 0,
      });
      // One that ended early was given up, and says so.
      if (result.kind === "ended") await pause();
      if (result.kind !== "trained") throw result.kind === "diverged" ? result.error : new Error("it was given up");
      this.tell();
      return result.model;
    };
    try {
      return await Promise.all(folds.map((_, fold) => lanes.run(() => one(fold))));
    } finally {
      trainer.close();
    }
  }

  /** How long the others take is known once one of them is over. */
  private tell(): void {
    const { done, all } = this.counter.count;
    const spent = this.run.activeMs();
    const left = this.run.msLeftOfPhase ?? Number.POSITIVE_INFINITY;
    const byTime = Number.isFinite(left) ? spent / Math.max(spent + left, 1) : 0;
    this.fraction = Math.min(Math.max(this.fraction, done / all, byTime), 1);
    this.options.onProgress(this.fraction);
  }
}
