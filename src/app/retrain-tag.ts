/** What one block or column of a trained pipeline is worth, found out by training without it. */
import type { EngineChoice } from "../engine/select/engine-choice.ts";
import { softProgram } from "../export/recompile.ts";
import { catalogue } from "../pipeline/catalogue.ts";
import { parameterNodes } from "../program/parameters.ts";
import { LEARNED, OWN, PLAIN } from "../training/ensemble/candidates.ts";
import type { TrainedCandidate } from "../training/ensemble/members.ts";
import { retrainedTag, type TaggedPart } from "../training/ensemble/retrained-tag.ts";
import type { Evidence } from "../training/evidence/evidence.ts";
import type { TagPlan } from "../training/evidence/tag-plan.ts";
import { rateOf } from "../training/replicas.ts";
import { believing } from "../training/rows/suspicious-rows.ts";
import type { TrainedPipeline, TrainingReport } from "../training/types.ts";
import { splitOfRun } from "./compare.ts";
import type { Host } from "./host.ts";
import { coresWithin } from "./members/cores-within.ts";
import type { TrainingTable } from "./training-table.ts";

/** Other cores pay for a run that took so many times what starting them takes. */
const LEAST_GAIN = 4;

/** By what was learned: pipelines as they are, trained for the first question about a part, so that each further one takes half of the time. */
const asTheyAre = new WeakMap<TrainedPipeline["soft"], TrainedCandidate>();

interface RetrainTagOptions {
  readonly part: TaggedPart;
  readonly engine: EngineChoice;
  /** Gives it up. */
  readonly signal: AbortSignal;
  /** 0 … 1. */
  readonly onProgress: (fraction: number) => void;
}

/**
 * @param table the table that it was trained on, split as then.
 * @throws E_COMPARE_SPLIT, what the signal was aborted with, and as `retrainedTag`
 */
export async function retrainTag(
  trained: TrainedPipeline,
  table: TrainingTable,
  { part, engine: choice, signal, onProgress }: RetrainTagOptions,
  host: Host,
): Promise<Evidence> {
  const { report, fileHashes, soft } = trained;
  // The document is as it was asked for; what the run found out about labels stands in its report.
  const document = believing(trained.document, report.suspicious);
  const dataset = { ...table.dataset, split: splitOfRun(trained, table) };
  const program = softProgram(trained, catalogue);
  const isLearning = !program || parameterNodes(program.nodes).some(({ role }) => role !== "model");
  const cores = coresWithin(host, dataset);
  const { engine } = await host.engines.choose(choice);
  try {
    const { evidence, whole } = await retrainedTag(
      part,
      {
        ...{ catalogue, document, dataset, fileHashes, isLearning, engine, onProgress, clock: host.clock },
        plan: trained.tagPlan ?? planOf(trained, isLearning),
        pause: async () => {
          await host.pause?.();
          signal.throwIfAborted();
        },
        isGivenUp: () => signal.aborted,
        ...(cores && 1000 * report.seconds > LEAST_GAIN * cores.startMs ? { cores } : {}),
      },
      asTheyAre.get(soft),
    );
    asTheyAre.set(soft, whole);
    return evidence;
  } finally {
    engine.dispose();
  }
}

/** Of a pipeline that was trained in another visit: as its report says. */
function planOf({ report, document }: TrainedPipeline, isLearning: boolean): TagPlan {
  const ids: readonly string[] = isLearning ? [LEARNED] : [OWN, PLAIN];
  const member = ids.flatMap((id) => report.members?.filter((each) => each.id === id) ?? [])[0];
  return {
    nParts: member?.nFolds ?? 1,
    learningRate: rateOf({ replicas: report.replicas?.soft ?? [] }, document.training.learningRate),
    stepsShare: 1,
    disbelieved: new Set(),
  };
}

/** A report with a price tag in the place of the one that it had of the same part. */
export function withTag<Report extends Pick<TrainingReport, "evidence">>(report: Report, tag: Evidence): Report {
  const { evidence = [] } = report;
  const isSame = ({ kind, subject, alternative }: Evidence) =>
    kind === tag.kind && subject === tag.subject && alternative === tag.alternative;
  return {
    ...report,
    evidence: evidence.some(isSame) ? evidence.map((each) => (isSame(each) ? tag : each)) : [...evidence, tag],
  };
}
