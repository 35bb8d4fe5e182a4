/** Test support: every block that keeps the contract, the template for new ones included. */
import { type Block, defineBlock } from "../block.ts";
import { blocks } from "../catalogue.generated.ts";
import { explain } from "./template-block/explain.ts";
import { fit } from "./template-block/fit.ts";
import { program } from "./template-block/program.ts";
import { spec } from "./template-block/spec.ts";

export const testedBlocks: readonly Block[] = [...blocks, defineBlock({ spec, fit, program, explain })];
