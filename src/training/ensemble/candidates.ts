/** The pipelines that may become members of an ensemble: fixed ones, as a competent person would try them, and learned ones. */
import { ensembleText } from "../../base/texts/ensemble.ts";
import type { Catalogue } from "../../pipeline/checks.ts";
import { plainDocument, withBlockBeside } from "../../pipeline/default-document.ts";
import type { PipelineDocument } from "../../pipeline/document.ts";

export interface Candidate {
  /** "plain", "plain, n4: robust", "learned", "learned, joint": reports name it. */
  readonly id: string;
  readonly title: string;
  readonly document: PipelineDocument;
  /** Cleaning, selection and choices are trained first, and then settled. */
  readonly isLearned: boolean;
}

export const PLAIN = "plain";
/** Learned as the document says; the part of a run that people watch is the beginning of it. */
export const LEARNED = "learned";

/**
 * The plain pipeline and the document's own one, learned as it says: where time is short, these two are compared. Then the plain
 * one with a block more, and with one block fixed otherwise, as the specs of blocks say; then the document's own one with a block
 * more, and learned by the other plan.
 */
export function candidatesOf(document: PipelineDocument, catalogue: Catalogue): readonly Candidate[] {
  const plain = plainDocument(document, catalogue);
  const plan = document.training.plan === "bilevel" ? "joint" : "bilevel";
  return [
    candidate(PLAIN, ensembleText("plain"), plain),
    candidate(LEARNED, ensembleText("learned"), document, true),
    ...extended(plain, catalogue).map(({ change, extended: own }) =>
      candidate(`${PLAIN}, ${change}`, ensembleText("plainWith", { change }), own),
    ),
    ...variants(plain, catalogue),
    ...extended(document, catalogue).map(({ change, extended: own }) =>
      candidate(`${LEARNED}, ${change}`, ensembleText("learnedWith", { change }), own, true),
    ),
    candidate(
      `${LEARNED}, ${plan}`,
      ensembleText("learnedBy", { plan }),
      { ...document, training: { ...document.training, plan } },
      true,
    ),
  ];
}

function candidate(id: string, title: string, document: PipelineDocument, isLearned = false): Candidate {
  return { id, title, document, isLearned };
}

interface Extended {
  readonly change: string;
  readonly extended: PipelineDocument;
}

/** The document with one block more, for each block that may be tried so. */
function extended(document: PipelineDocument, catalogue: Catalogue): readonly Extended[] {
  return [...catalogue.values()].flatMap((block) => {
    const change = block.spec.triedBeside;
    const own = change === undefined ? undefined : withBlockBeside(document, catalogue, block);
    return own && change !== undefined ? [{ change, extended: own }] : [];
  });
}

/** The plain pipeline with one block fixed otherwise. */
function variants(plain: PipelineDocument, catalogue: Catalogue): readonly Candidate[] {
  return plain.blocks.flatMap((instance) =>
    (catalogue.get(instance.type)?.spec.fixed ?? []).map((settings) => {
      const change = Object.values(settings).join(", ");
      const changed = { ...instance, settings: { ...instance.settings, ...settings } };
      const blocks = plain.blocks.map((block) => (block === instance ? changed : block));
      return candidate(`${PLAIN}, ${instance.id}: ${change}`, ensembleText("plainWith", { change }), {
        ...plain,
        blocks,
      });
    }),
  );
}
