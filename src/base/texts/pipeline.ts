/** What is said of pipelines: what ports carry, why a connection cannot be made, and notes on files that are opened. */
import { defineTexts } from "../define-texts.ts";
import { listWords } from "../words.ts";

const CARRIED = {
  number: "number columns",
  category: "category columns",
  features: "features",
  prediction: "a prediction",
  weights: "row weights",
} as const;

type Carried = keyof typeof CARRIED;

export const portText = defineTexts("port", {
  /** What a port carries. */
  carries: ({ type }: { readonly type: Carried }) => CARRIED[type],
});

interface Mismatch {
  readonly from: string;
  readonly gives: Carried;
  readonly to: string;
  readonly takes: Carried;
}

interface Bounds {
  /** As they are written; absent where there is none. */
  readonly low?: string;
  /** The bound itself is not allowed. */
  readonly isAbove?: boolean;
  readonly high?: string;
  readonly isBelow?: boolean;
}

export const rangeText = defineTexts("range", {
  /** "from 1 to 8", "above 0, at most 10", "from 1"; "" without bounds. */
  bounds: ({ low, isAbove = false, high, isBelow = false }: Bounds) => {
    const least = low === undefined ? "" : `${isAbove ? "above" : "from"} ${low}`;
    if (high === undefined) return least;
    if (low !== undefined && !isAbove && !isBelow) return `${least} to ${high}`;
    return [least, `${isBelow ? "below" : "at most"} ${high}`].filter(Boolean).join(", ");
  },
});

/** What keeps a pipeline from training, as an error. */
export const problemText = defineTexts("problem", {
  /** @param block its id, "" for the whole pipeline */
  where: ({ block }: { readonly block: string }) => (block ? `pipeline, block ${block}` : "pipeline"),
  complete: "a complete pipeline",
  mend: "Mend it on the canvas; the problems list names every place.",
});

/** Why a connection cannot be made. */
export const connectionText = defineTexts("connection", {
  noEnd: "One end of this connection does not exist.",
  types: ({ from, gives, to, takes }: Mismatch) =>
    `“${to}” takes ${portText("carries", { type: takes })}, but “${from}” gives ${portText("carries", { type: gives })}.`,
  twice: "These two are connected already.",
  taken: ({ to }: { readonly to: string }) => `“${to}” takes one connection and has it already.`,
  circle: "That would make a circle; a pipeline runs one way.",
});

const RETRAIN =
  "Predictions come from the stored program and are not affected; train again to bring the pipeline up to date.";

interface NewerBlock {
  readonly id: string;
  readonly title: string;
  readonly version: number;
  readonly known: number;
}

/** Notes on a pipeline file that was opened. */
export const openedText = defineTexts("opened", {
  unknownBlock: ({ id, type }: { readonly id: string; readonly type: string }) =>
    `This studio has no block of the type “${type}” (block ${id}).`,
  newerBlock: ({ id, title, version, known }: NewerBlock) =>
    `Block ${id} (${title}) was saved by a newer studio: version ${version}, here ${known}. Check its settings before training.`,
  notRebuilt: `This studio cannot rebuild the pipeline of this file. ${RETRAIN}`,
  otherParameters: ({ name }: { readonly name: string }) =>
    `The blocks of this studio have other parameters (${name}). ${RETRAIN}`,
  otherBlocks: `The blocks of this studio work differently from those that trained this file. ${RETRAIN}`,
  selfTestFailed: ({ maxError }: { readonly maxError: number }) =>
    `The self-test differs by ${maxError}: on this machine the pipeline does not predict what it did when it was saved.`,
  saidOtherwise:
    "The self-test says other classes: of the same probabilities this file does not say what it did when it was saved.",
  contentChanged:
    "This file was changed after it was saved: what it predicts or retrains is not what DiffML Studio wrote into it. Whoever changed it knows why; if nobody did, do not rely on it.",
  reportChanged: "Numbers of the report in this file were changed after it was saved.",
  tensorsChanged: ({ names }: { readonly names: readonly string[] }) =>
    `Numbers of ${listWords(names, 3)} are not those that were saved.`,
  noContentHash:
    "This file has no content hash: whether it is as it was saved cannot be told. Files have one when they are saved anew.",
  otherLabels:
    "The self-test knows other classes, another order of them or another unit of the target: predictions may have the wrong names.",
  stateWithoutSense:
    "What training would go on from holds numbers that no training leaves behind. Predictions are not affected; training begins anew.",
  reportWithoutSense: ({ first, nMore }: { readonly first: string; readonly nMore: number }) =>
    `The report in this file cannot be true (${first}${nMore > 0 ? `, and ${nMore} more` : ""}): do not rely on its numbers; measure the pipeline on rows whose target is known.`,
});
