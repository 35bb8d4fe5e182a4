import { defineTexts } from "../../base/define-texts.ts";
import { percent } from "../../base/numbers.ts";
import { countOf, listWords } from "../../base/words.ts";
import type { ExplainContext, Explanation } from "../block.ts";
import type { Spec } from "./spec.ts";

export const text = defineTexts("explain.neural-network", {
  size: ({ nLayers, width, nHidden }: { nLayers: number; width: number; nHidden: number }) =>
    `A network with ${countOf(nLayers, "hidden layer")} of ${countOf(width, "unit")} (${countOf(nHidden, "parameter")} before its last layer).`,
  dropout: ({ share }: { readonly share: number }) =>
    `In training each row did without ${percent(share)} of the hidden units, others at each step.`,
  members: ({ members }: { readonly members: number }) =>
    `It is ${members} networks in one, which share these layers; what they say is averaged.`,
  reads: ({ nFeatures, columns }: { readonly nFeatures: number; readonly columns: readonly string[] }) =>
    `It reads ${countOf(nFeatures, "feature")} made from ${listWords(columns, 12)}.`,
});

/** How large the network is and what it reads; its weights do not say which column matters, so nothing here does. */
export function explain({ settings, statistics }: ExplainContext<Spec>): Explanation {
  const { hiddenLayers, width, dropout, members } = settings;
  const [nFeatures] = statistics.nFeatures;
  const { originals } = statistics;
  const nFactors = members > 1 ? members * nFeatures : 0;
  const nHidden = nFactors + (nFeatures + 1) * width + (hiddenLayers - 1) * (width + 1) * width;
  return {
    summary: text("size", { nLayers: hiddenLayers, width, nHidden }),
    details: [
      text("reads", { nFeatures, columns: originals }),
      ...(members > 1 ? [text("members", { members })] : []),
      ...(dropout > 0 ? [text("dropout", { share: dropout })] : []),
    ],
    certainty: "none",
  };
}
