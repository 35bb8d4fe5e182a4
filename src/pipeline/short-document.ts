/** A pipeline short enough to be written out as one formula, for programs that know nothing else. */

import type { Catalogue } from "./checks.ts";
import type { BlockInstance, PipelineDocument } from "./document.ts";

const isLongModel = ({ type }: BlockInstance, catalogue: Catalogue): boolean => {
  const spec = catalogue.get(type)?.spec;
  return spec !== undefined && !spec.isLinear && spec.outputs.some((port) => port.type === "prediction");
};

/** Whether `shortDocument` leaves it as it is. */
export const isShort = ({ blocks, training }: PipelineDocument, catalogue: Catalogue): boolean =>
  training.deploy === "one" && !blocks.some((block) => isLongModel(block, catalogue));

/** The same with a linear model in the place of another one, to be deployed as one pipeline. All models have the same ports. */
export function shortDocument(document: PipelineDocument, catalogue: Catalogue): PipelineDocument {
  const linear = [...catalogue.values()].find(({ spec }) => spec.isLinear);
  if (!linear) return document;
  const { id: type, version } = linear.spec;
  return {
    ...document,
    blocks: document.blocks.map((block) =>
      isLongModel(block, catalogue) ? { id: block.id, type, version, settings: {} } : block,
    ),
    training: { ...document.training, deploy: "one" },
  };
}
