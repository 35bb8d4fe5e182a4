/** The pipelines that may become members of an ensemble: fixed ones, as a competent person would try them, and learned ones. */
import { ensembleText } from "../../base/texts/ensemble.ts";
import { listWords } from "../../base/words.ts";
import { optionName } from "../../blocks/kit/option-name.ts";
import { withBlockBeside } from "../../pipeline/block-beside.ts";
import type { Catalogue } from "../../pipeline/checks.ts";
import { plainDocument } from "../../pipeline/default-document.ts";
import type { PipelineDocument } from "../../pipeline/document.ts";
import type { DatasetSchema } from "../../table/types.ts";

/** Something about a pipeline that is decided before it is trained. */
interface Change {
  /** Of the block that it concerns: two changes of one block exclude each other. */
  readonly block: string;
  /** What its pipeline is known by, in reports and files. */
  readonly words: string;
  /** The same for people, where that is something else. */
  readonly title?: string;
  /** undefined where it cannot be made. */
  readonly apply: (document: PipelineDocument) => PipelineDocument | undefined;
}

export interface Candidate {
  /** "plain", "plain, robust", "learned", "learned by joint", "own": reports name it. */
  readonly id: string;
  readonly title: string;
  readonly document: PipelineDocument;
  /** Cleaning, selection and choices are trained first, and then settled. */
  readonly isLearned: boolean;
  /** It stays the blend that it was trained as: nothing is settled. */
  readonly isBlend?: boolean;
  /** Its columns are chosen in nested sets. */
  readonly isNested?: boolean;
  /** Of the steps that others have; absent: all. */
  readonly stepsShare?: number;
  /** What was changed of the plain pipeline, or of the document's own one. */
  readonly changes: readonly Change[];
}

/** A pipeline without one of its blocks, or several. */
export interface LessCandidate extends Candidate {
  /** The blocks that are left out. */
  readonly without: readonly string[];
}

/** A learned candidate is trained twice: soft, then settled; a blend once. The watched phase was the first of these on the first part. */
export function nTrainings(
  { isLearned, isBlend }: Pick<Candidate, "isLearned" | "isBlend">,
  isWatched: boolean,
): number {
  const nSoft = isLearned && !isWatched ? 1 : 0;
  return nSoft + (isBlend ? 0 : 1);
}

/** One that is tried where time is plenty. */
export interface LastCandidate extends Candidate {
  /** Its trainings take about so many times as long as those of what it is made of. */
  readonly times: number;
}

export const PLAIN = "plain";
/** Looks at no column. */
export const CONSTANT = "constant";
/** Learned as the document says; the part of a run that people watch is the beginning of it. */
export const LEARNED = "learned";

/** Of fewer columns, one set says as much as several nested ones. */
const FEWEST_GATES = 16;
/** Learned as the document says, with as few columns as predict as well. */
const NESTED = "learned, fewer columns";

/** The part of a run that people watch, as it is. */
export const BLEND = "blend";

/** The document's own pipeline where it has nothing to learn but the model. */
export const OWN = "own";

export interface CandidateOptions {
  readonly document: PipelineDocument;
  readonly catalogue: Catalogue;
  readonly schema: DatasetSchema;
  /** Whether the document's pipeline has anything to learn beside the model. */
  readonly isLearning: boolean;
  /** Of columns, in the document's pipeline. */
  readonly nGates: number;
}

/**
 * The plain pipeline and the document's own one, learned as it says, settled and as a blend: where time is short, these are
 * compared. Then, of many columns, with as few of them as predict as well; the plain one with one change each, as the specs of blocks say, and the document's own one learned by the other
 * plan.
 */
export function candidatesOf(options: CandidateOptions): readonly Candidate[] {
  const { document, catalogue, isLearning, nGates } = options;
  const plain = plainOf(document, catalogue);
  const basis = basisOf(document, catalogue);
  const changes = [
    ...(basis.id === PLAIN ? [] : [basis]),
    ...changesOf(plain.document, options).flatMap((change) => changed({ ...basis, ...namesOf(plain) }, [change])),
  ];
  if (!isLearning) return [plain, ...(isSamePipeline(document, plain.document) ? [] : [ownOf(document)]), ...changes];
  const plan = document.training.plan === "bilevel" ? "joint" : "bilevel";
  return [
    plain,
    learnedOf(document),
    blendOf(document),
    ...(nGates >= FEWEST_GATES
      ? [{ ...learnedOf(document), id: NESTED, title: ensembleText("nested"), isNested: true }]
      : []),
    ...changes,
    {
      ...learnedOf({ ...document, training: { ...document.training, plan } }),
      id: `${LEARNED} by ${plan}`,
      title: ensembleText("learnedBy", { plan }),
    },
  ];
}

/** Whether the watched phase was the first of its trainings. */
export const wasWatched = ({ id }: Candidate, fold: number) => fold === 0 && (id === LEARNED || id === BLEND);

/** How often all of some candidates are trained on a part. */
export function nTrainingsOf(candidates: readonly Candidate[], fold: number): number {
  return candidates.reduce((sum, candidate) => sum + nTrainings(candidate, wasWatched(candidate, fold)), 0);
}

/** Whether a candidate is tried in any case. */
export const isCompared = ({ id }: Candidate): boolean => [PLAIN, LEARNED, BLEND, OWN].includes(id);

function isSamePipeline(one: PipelineDocument, other: PipelineDocument): boolean {
  const of = ({ blocks, edges }: PipelineDocument) => JSON.stringify([blocks, edges]);
  return of(one) === of(other);
}

/**
 * What may be better still than the candidates that were tried: the two best changes of the plain pipeline together, and the best
 * one made to the document's own pipeline.
 *
 * @param better changed plain pipelines that did better than the plain one, the best first.
 */
export function combinedOf(
  { document, catalogue, isLearning }: CandidateOptions,
  better: readonly Candidate[],
): readonly Candidate[] {
  const changes = better.flatMap((candidate) => candidate.changes);
  const [best] = changes;
  if (!best) return [];
  const other = changes.find(({ block }) => block !== best.block);
  return [
    ...changed(isLearning ? learnedOf(document) : ownOf(document), [best]),
    ...(other
      ? changed({ ...basisOf(document, catalogue), ...namesOf(plainOf(document, catalogue)) }, [best, other])
      : []),
  ];
}

/**
 * What may be better still than all that was tried: the best of it with other settings of its blocks, which would say the same of any
 * other pipeline, and take longer.
 *
 * @param best  a blend is trained anew, as it is learned and settled.
 * @param nRows that are trained on.
 */
export function lastOf(
  { document, catalogue }: Pick<CandidateOptions, "document" | "catalogue">,
  best: Candidate,
  nRows: number,
): readonly LastCandidate[] {
  const basis = best.isBlend ? learnedOf(document) : best;
  return basis.document.blocks.flatMap(({ id, type, settings: own }) => {
    const { settings: schema, triedLast = [] } = catalogue.get(type)?.spec ?? {};
    return triedLast
      .filter(({ leastRows, isFor }) => nRows >= leastRows && isFor(schema?.parse(own)))
      .flatMap(({ settings, words, times }) =>
        changed(basis, [changeOf(id, words, { ...settings })]).map((candidate) => ({
          ...candidate,
          changes: [...basis.changes, ...candidate.changes],
          times,
        })),
      );
  });
}

/** Whatever the run has found out about labels: it takes all of them for right. */
export function plainOf(document: PipelineDocument, catalogue: Catalogue): Candidate {
  const { wrongLabels: _, ...training } = document.training;
  return {
    id: PLAIN,
    title: ensembleText("plain"),
    document: plainDocument({ ...document, training }, catalogue),
    isLearned: false,
    changes: [],
  };
}

/** What changes are made to: the plain pipeline, where wrong labels are expected in the expectation of them. */
function basisOf(document: PipelineDocument, catalogue: Catalogue): Candidate {
  const plain = plainOf(document, catalogue);
  const { wrongLabels } = document.training;
  if (wrongLabels === undefined) return plain;
  const words = ensembleText("doubting", { wrongLabels });
  const title = ensembleText("with", { title: plain.title, changes: words });
  return { ...plain, id: `${PLAIN}, ${words}`, title, document: plainDocument(document, catalogue) };
}

const namesOf = ({ id, title }: Candidate) => ({ id, title });

const learnedOf = (document: PipelineDocument): Candidate => ({
  id: LEARNED,
  title: ensembleText("learned"),
  document,
  isLearned: true,
  changes: [],
});

export const blendOf = (document: PipelineDocument): Candidate => ({
  ...learnedOf(document),
  id: BLEND,
  title: ensembleText("blend"),
  isBlend: true,
});

const ownOf = (document: PipelineDocument): Candidate => ({
  id: OWN,
  title: ensembleText("own"),
  document,
  isLearned: false,
  changes: [],
});

/** A candidate with changes made to it; none where one of them cannot be made. */
function changed(candidate: Candidate, changes: readonly Change[]): readonly Candidate[] {
  const document = changes.reduce<PipelineDocument | undefined>(
    (sofar, { apply }) => sofar && apply(sofar),
    candidate.document,
  );
  const words = changes.map((change) => change.words);
  const told = changes.map((change) => change.title ?? change.words);
  const title = ensembleText("with", { title: candidate.title, changes: listWords(told) });
  return document ? [{ ...candidate, id: [candidate.id, ...words].join(", "), title, document, changes }] : [];
}

/** What blocks say that may be tried: those that are there, set as the table suggests; one more of them; other settings. */
function changesOf(plain: PipelineDocument, { catalogue, schema }: CandidateOptions): readonly Change[] {
  const added = [...catalogue.values()].flatMap((block) =>
    (block.spec.triedBeside ?? [])
      .filter(({ when }) => when(schema))
      .map(
        ({ settings, words }): Change => ({
          block: block.spec.id,
          words,
          apply: (document) => withBlockBeside(document, catalogue, { block, settings }),
        }),
      ),
  );
  const suggested = plain.blocks.flatMap(({ id, type }) => {
    const { words, settingsFor } = catalogue.get(type)?.spec.suggested ?? {};
    const settings = settingsFor?.(plain.rules ?? []);
    return words && settings ? [changeOf(id, words, settings)] : [];
  });
  const set = plain.blocks.flatMap(({ id, type }) =>
    (catalogue.get(type)?.spec.fixed ?? []).map((settings) => ({
      ...changeOf(id, Object.values(settings).join(", "), settings),
      title: Object.values(settings)
        .map((value) => optionName(String(value)))
        .join(", "),
    })),
  );
  return [...suggested, ...added, ...set];
}

/** Other settings of a block that is there. */
function changeOf(id: string, words: string, settings: Readonly<Record<string, unknown>>): Change {
  return {
    block: id,
    words,
    apply: (document) => ({
      ...document,
      blocks: document.blocks.map((block) =>
        block.id === id ? { ...block, settings: { ...block.settings, ...settings } } : block,
      ),
    }),
  };
}
