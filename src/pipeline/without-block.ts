/** A document without one of its blocks, as if it had never been placed: what arrived at it flows on where ports allow. */
import { studioError } from "../base/error.ts";
import type { Block } from "../blocks/block.ts";
import type { PortSpec } from "../blocks/block-spec.ts";
import { accepts, type Catalogue, checkDocument } from "./checks.ts";
import { distinctEdges } from "./distinct-edges.ts";
import type { Edge, PipelineDocument } from "./document.ts";

/** A document, or why there is none. */
export type Without =
  | { readonly document: PipelineDocument }
  | { readonly reason: "source" | "model" | "columns" | "input" };

/**
 * @param id of a block of the document.
 * @returns the reason where nothing of what arrives can flow on: the table begins there, its model is there, columns of its type
 *   can go nowhere else, or a later block would lack what it needs.
 */
export function withoutBlock(document: PipelineDocument, catalogue: Catalogue, id: string): Without {
  const instance = document.blocks.find((block) => block.id === id);
  const block = instance && catalogue.get(instance.type);
  if (!block) return { document };
  if (block.spec.inputs.length === 0) return { reason: "source" };
  if (block.spec.outputs.some(({ type }) => type === "prediction")) return { reason: "model" };
  const leaving = document.edges.filter(({ from }) => from.block === id);
  const isPassedOn = leaving.some(({ from }) => passedOn(block, from.port) !== undefined);
  if (leaving.length > 0 && !isPassedOn) return { reason: "columns" };
  const less = bypassBlock(document, block, id);
  return checkDocument(catalogue, less).length > checkDocument(catalogue, document).length
    ? { reason: "input" }
    : { document: less };
}

/** As `withoutBlock`. @throws E_PIPELINE_WITHOUT where it cannot be, or there is no such block. */
export function documentWithout(document: PipelineDocument, catalogue: Catalogue, id: string): PipelineDocument {
  const named = document.blocks.map((each) => ({
    id: each.id,
    title: catalogue.get(each.type)?.spec.title ?? each.type,
  }));
  const block = named.find((each) => each.id === id);
  if (!block) throw studioError("E_PIPELINE_WITHOUT", { block: { id }, blocks: named });
  const found = withoutBlock(document, catalogue, id);
  if ("document" in found) return found.document;
  const others = named.filter((each) => "document" in withoutBlock(document, catalogue, each.id));
  throw studioError("E_PIPELINE_WITHOUT", { block, reason: found.reason, blocks: others });
}

/** Each edge from one of its outputs becomes edges from all that arrived at the input that stands for it; others end. */
export function bypassBlock(document: PipelineDocument, block: Block, id: string): PipelineDocument {
  const edges = document.edges.flatMap((edge): readonly Edge[] => {
    if (edge.to.block === id) return [];
    if (edge.from.block !== id) return [edge];
    const input = passedOn(block, edge.from.port);
    return document.edges
      .filter(({ to }) => to.block === id && to.port === input?.name)
      .map(({ from }) => ({ from, to: edge.to }));
  });
  return { ...document, blocks: document.blocks.filter((each) => each.id !== id), edges: distinctEdges(edges) };
}

/** The input that an output stands for: of its type; where no output has one, of a type that goes where it goes. */
function passedOn({ spec }: Block, port: string): PortSpec | undefined {
  const sameAs = (output: PortSpec | undefined) => spec.inputs.find(({ type }) => type === output?.type);
  const output = spec.outputs.find(({ name }) => name === port);
  if (spec.outputs.some((each) => sameAs(each) !== undefined)) return sameAs(output);
  return output && spec.inputs.find(({ type }) => accepts(output.type, type));
}
