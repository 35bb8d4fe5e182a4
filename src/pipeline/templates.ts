/** Pipelines to start from, each for one question: proposals for a table that leave out what the question is not about. */
import type { Block } from "../blocks/block.ts";
import { blocks as allBlocks } from "../blocks/catalogue.generated.ts";
import type { DatasetSchema } from "../table/types.ts";
import { catalogue } from "./catalogue.ts";
import { defaultDocument, plainDocument, proposedOf } from "./default-document.ts";
import type { PipelineDocument } from "./document.ts";

export const TEMPLATES = ["plain", "curves", "cleaning", "features", "sources", "labels"] as const;
export type Template = (typeof TEMPLATES)[number];

/** Lets features through, or not: features in, features out. */
const isGate = ({ spec }: Block) => spec.inputs[0]?.type === "features" && spec.outputs[0]?.type === "features";

/** Says how much rows count. */
const isWeighing = ({ spec }: Block) => spec.inputs[0]?.type === "weights";

const isModel = ({ spec }: Block) => spec.outputs[0]?.type === "prediction";

/** One that only people add, as if it were proposed. */
function proposed(block: Block, stage: "weigh" | "predict"): Block {
  return { ...block, spec: { ...block.spec, proposal: { stage } } };
}

/** Whether the question can be asked of the table. */
export function isPossible(template: Template, schema: DatasetSchema): boolean {
  return template !== "sources" || schema.sources.length > 1;
}

export function templateDocument(template: Template, schema: DatasetSchema): PipelineDocument {
  const cleaning = allBlocks.filter((block) => !isGate(block) && !isWeighing(block));
  switch (template) {
    case "plain":
      return plainDocument(defaultDocument(schema), catalogue);
    case "curves": {
      const additive = allBlocks.filter((block) => block.spec.isAdditive).map((block) => proposed(block, "predict"));
      const whole = proposedOf([...cleaning.filter((block) => !isModel(block)), ...additive], schema);
      return plainDocument(whole, catalogue);
    }
    case "cleaning":
      return proposedOf(cleaning, schema);
    case "features": {
      const whole = proposedOf([...cleaning, ...allBlocks.filter(isGate)], schema);
      const plain = plainDocument(whole, catalogue);
      // Prepared as the plain pipeline prepares, with the gates that it would leave out.
      const settingsOf = new Map(plain.blocks.map(({ id, settings }) => [id, settings]));
      return {
        ...whole,
        blocks: whole.blocks.map((block) => ({ ...block, settings: settingsOf.get(block.id) ?? block.settings })),
      };
    }
    case "sources":
      return proposedOf(
        [...cleaning, ...allBlocks.filter((block) => isWeighing(block) && block.spec.proposal)],
        schema,
      );
    case "labels":
      return proposedOf(
        [
          ...cleaning,
          ...allBlocks
            .filter((block) => isWeighing(block) && !block.spec.proposal)
            .map((block) => proposed(block, "weigh")),
        ],
        schema,
      );
    default:
      return template satisfies never;
  }
}
