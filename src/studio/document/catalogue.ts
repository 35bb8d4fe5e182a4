import type { Block } from "../../blocks/block.ts";
import { blocks } from "../../blocks/catalogue.generated.ts";
import { catalogue } from "../../pipeline/catalogue.ts";
import type { PipelineDocument } from "../../pipeline/document.ts";

/** The blocks that this studio knows, in alphabetical order of their folders. */
export const knownBlocks: readonly Block[] = blocks;

/** Whether a block of the pipeline adds up what each column does by itself. */
export const hasAdditiveModel = ({ blocks: used }: PipelineDocument): boolean =>
  used.some(({ type }) => catalogue.get(type)?.spec.isAdditive);

/** A block's title, or its type where this studio does not know it. */
export function titleOf(type: string): string {
  return catalogue.get(type)?.spec.title ?? type;
}
