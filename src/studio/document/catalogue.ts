import type { Block } from "../../blocks/block.ts";
import { blocks } from "../../blocks/catalogue.generated.ts";
import { catalogue } from "../../pipeline/catalogue.ts";

/** The blocks that this studio knows, in alphabetical order of their folders. */
export const knownBlocks: readonly Block[] = blocks;

/** A block's title, or its type where this studio does not know it. */
export function titleOf(type: string): string {
  return catalogue.get(type)?.spec.title ?? type;
}
