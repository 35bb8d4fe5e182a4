import type { Edge } from "./document.ts";

/** Each connection once, in order. */
export function distinctEdges(edges: readonly Edge[]): Edge[] {
  return [...new Map(edges.map((edge) => [JSON.stringify(edge), edge])).values()];
}
