/** What each block of a pipeline is worth on rows that were held out: its price tag. */
import { StudioError } from "../../base/error.ts";
import type { Catalogue } from "../../pipeline/checks.ts";
import { compile } from "../../pipeline/compile.ts";
import { parameterNodes } from "../../program/parameters.ts";
import { predictionProgram } from "../../program/prediction-program.ts";
import { sizeOf } from "../../program/types.ts";
import type { Dataset } from "../../table/types.ts";
import { concluded, type Evidence } from "../evidence/evidence.ts";
import { predictorOf, predictToJudge } from "../predict.ts";
import type { Predictor } from "../types.ts";
import { compareTrained, longerTraining } from "./candidate-evidence.ts";
import { type LessCandidate, wasWatched } from "./candidates.ts";
import type { FoldModel, TrainedCandidate, TrainedLess } from "./members.ts";

export interface BlockTagOptions {
  readonly catalogue: Catalogue;
  readonly dataset: Dataset;
  /** The pipeline that the tags are about. */
  readonly candidate: TrainedCandidate;
  /** It without each of its blocks, those that there was time for. */
  readonly less: readonly TrainedLess[];
  /** Without several at once, which can go each by itself. */
  readonly together: readonly TrainedLess[];
  /** Milliseconds. */
  readonly clock: () => number;
  /** Awaited between predictions. */
  readonly pause: () => Promise<void>;
  /** Whether there is no time for more. */
  readonly isOver: () => boolean;
}

/**
 * One for each block that can be left out: retrained where the pipeline without it was trained, else forced: the trained pipeline predicts
 * with the block passed over. Blocks whose absence changes what later blocks take, or which only weigh rows, have no forced tag.
 */
export async function blockTags(options: BlockTagOptions): Promise<readonly Evidence[]> {
  const tags: Evidence[] = [];
  for (const { candidate, models } of options.less) {
    if (models.length > 0) {
      tags.push(retrained(options, { candidate, models }));
    } else if (!options.isOver()) {
      const tag = await forced(options, candidate);
      if (tag) tags.push(tag);
    }
    await options.pause();
  }
  return [...tags, ...options.together.map((each) => withoutSeveral(options, each))];
}

/** The pipeline without several blocks at once, against it as it is. */
function withoutSeveral({ dataset, candidate: tagged }: BlockTagOptions, { candidate, models }: TrainedLess): Evidence {
  return concluded({
    ...{ kind: "pipeline", subject: candidate.id, alternative: tagged.candidate.id, without: [...candidate.without] },
    ...compareTrained(dataset, [{ candidate, models }, tagged], models.length),
    method: "retrained",
  });
}

const tagOf = ({ without }: LessCandidate) =>
  ({ kind: "block", subject: without.join(", "), alternative: "without" }) as const satisfies Partial<Evidence>;

function retrained({ dataset, candidate: tagged }: BlockTagOptions, { candidate, models }: TrainedLess): Evidence {
  const nParts = Math.min(models.length, tagged.models.length);
  const both = [tagged, { candidate, models }] as const;
  return concluded({
    ...tagOf(candidate),
    ...compareTrained(dataset, both, nParts),
    ...longerTraining(both, wasWatched(tagged.candidate, 0) ? 1 : 0),
    method: "retrained",
  });
}

async function forced(options: BlockTagOptions, candidate: LessCandidate): Promise<Evidence | undefined> {
  const { dataset, candidate: tagged, pause, clock } = options;
  const begun = clock();
  const models: FoldModel[] = [];
  for (const model of tagged.models) {
    const predictor = passingOver(options, { candidate, model });
    if (!predictor) return undefined;
    const { values } = await predictToJudge(predictor, dataset, { rows: model.rows, pause });
    models.push({ ...model, predictor, values });
  }
  const { delta, standardError } = compareTrained(dataset, [tagged, { candidate, models }], models.length);
  const seconds = (clock() - begun) / 1000;
  return concluded({ ...tagOf(candidate), delta, standardError, method: "forced", seconds });
}

/** The pipeline without a block at the weights that it was trained to with it; undefined where these are of other sizes, or nothing of it predicts. */
function passingOver(
  { catalogue, dataset, candidate: tagged }: BlockTagOptions,
  { candidate, model }: { readonly candidate: LessCandidate; readonly model: FoldModel },
): Predictor | undefined {
  const instance = tagged.candidate.document.blocks.find(({ id }) => candidate.without.includes(id));
  const outputs = catalogue.get(instance?.type ?? "")?.spec.outputs ?? [];
  if (outputs.every(({ type }) => type === "weights")) return undefined;
  const { statistics, predictor } = model;
  try {
    const program = compile(catalogue, candidate.document, dataset.schema, statistics);
    const isSame = parameterNodes(predictionProgram(program).nodes).every(
      ({ name, type }) => predictor.parameters[name]?.length === sizeOf(type.shape),
    );
    // A copy: predictors are known by their parameters, and these are used by as many programs as there are blocks.
    return isSame ? predictorOf(program, { ...predictor.parameters }, statistics) : undefined;
  } catch (error) {
    // Statistics of a later block belong to columns that no longer arrive.
    if (error instanceof StudioError) return undefined;
    throw error;
  }
}
