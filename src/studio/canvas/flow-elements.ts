/** The document as React Flow's nodes and edges. Positions of a drag in progress live in React Flow until it ends. */

import { canvasText } from "../../base/texts/studio/canvas.ts";
import { catalogue } from "../../pipeline/catalogue.ts";
import { portSpec } from "../../pipeline/checks.ts";
import type { PipelineDocument } from "../../pipeline/document.ts";
import { blockLabel } from "../document/document-store.ts";
import { edgeId } from "../document/edits.ts";
import { positionOf } from "../document/layout.ts";
import type { BlockFlowNode } from "./block-node.tsx";
import type { ConnectionFlowEdge } from "./connection-edge.tsx";

/**
 * Nodes of a document; those that stay keep what React Flow measured about them. Another document may have another type of
 * block under the same id, whose ports have to be measured anew: their connections would not be drawn.
 */
export function toNodes(
  document: PipelineDocument,
  previous: readonly BlockFlowNode[],
  selected: readonly string[],
): BlockFlowNode[] {
  const known = new Map(previous.map((node) => [`${node.data.type} ${node.id}`, node]));
  return document.blocks.map(({ id, type }) => {
    const before = known.get(`${type} ${id}`);
    return {
      ...before,
      id,
      type: "block",
      position: positionOf(document, id),
      data: before?.data ?? { type },
      selected: selected.includes(id),
      ariaLabel: canvasText("block", { block: blockLabel(document, id) }),
    };
  });
}

/** Above all blocks, selected ones too, which React Flow lifts by 1,000. */
const ABOVE_BLOCKS = 2000;

/** Connections lie below blocks, so that none covers a port; one that is selected lies above them, and lets pointers through. */
export function toEdges(
  document: PipelineDocument,
  selected: readonly string[],
  hovered: string | undefined,
): ConnectionFlowEdge[] {
  return document.edges.flatMap((edge) => {
    const from = portSpec(catalogue, document, edge.from, "outputs");
    const to = portSpec(catalogue, document, edge.to, "inputs");
    // A connection to a port that no longer exists cannot be drawn; the problems list and the outline name it.
    if (!from || !to) return [];
    const id = edgeId(edge);
    const ends = {
      from: { block: blockLabel(document, edge.from.block), port: from.title },
      to: { block: blockLabel(document, edge.to.block), port: to.title },
    };
    const isSelected = selected.includes(id);
    return {
      id,
      zIndex: isSelected ? ABOVE_BLOCKS : 0,
      type: "connection",
      source: edge.from.block,
      sourceHandle: edge.from.port,
      target: edge.to.block,
      targetHandle: edge.to.port,
      selected: isSelected,
      ariaLabel: canvasText("connection", ends),
      data: { type: from.type, label: canvasText("connectionEnds", ends), isHovered: id === hovered },
    };
  });
}
