import type { Block } from "../../blocks/block.ts";
import { blocks } from "../../blocks/catalogue.generated.ts";
import { type Catalogue, catalogueOf } from "../../pipeline/checks.ts";

/** The blocks that this studio knows, in alphabetical order of their folders. */
export const knownBlocks: readonly Block[] = blocks;

export const catalogue: Catalogue = catalogueOf(knownBlocks);

/** A block's title, or its type where this studio does not know it. */
export function titleOf(type: string): string {
  return catalogue.get(type)?.spec.title ?? type;
}
