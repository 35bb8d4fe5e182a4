import { countOf, listWords } from "../../base/words.ts";
import type { ExplainContext, Explanation } from "../block.ts";
import type { Spec } from "./spec.ts";

/** How large the network is and what it reads; its weights do not say which column matters, so nothing here does. */
export function explain({ settings, statistics }: ExplainContext<Spec>): Explanation {
  const { hiddenLayers, width } = settings;
  const [nFeatures] = statistics.nFeatures;
  const { originals } = statistics;
  const nHidden = (nFeatures + 1) * width + (hiddenLayers - 1) * (width + 1) * width;
  const layers = `${countOf(hiddenLayers, "hidden layer")} of ${countOf(width, "unit")}`;
  return {
    summary: `A network with ${layers} (${countOf(nHidden, "parameter")} before its last layer).`,
    details: [`It reads ${countOf(nFeatures, "feature")} made from ${listWords(originals, 12)}.`],
    certainty: "none",
  };
}
