/** What a block could be connected to, for menus: only connections that would be accepted. */
import type { PortType } from "../../blocks/ports.ts";
import { type Catalogue, connectionProblem } from "../../pipeline/checks.ts";
import type { Edge, PipelineDocument } from "../../pipeline/document.ts";

export interface ConnectionOption {
  readonly edge: Edge;
  readonly type: PortType;
  /** Titles of the ports at both ends. */
  readonly fromTitle: string;
  readonly toTitle: string;
}

/** Connections that start or end at a block and would be accepted now, in document order. */
export function connectionOptions(
  catalogue: Catalogue,
  document: PipelineDocument,
  block: string,
  side: "from" | "to",
): readonly ConnectionOption[] {
  const other = side === "from" ? "to" : "from";
  const portsOf = (id: string, end: "from" | "to") => {
    const type = document.blocks.find((instance) => instance.id === id)?.type ?? "";
    return catalogue.get(type)?.spec[end === "from" ? "outputs" : "inputs"] ?? [];
  };
  return portsOf(block, side).flatMap((own) =>
    document.blocks
      .filter(({ id }) => id !== block)
      .flatMap(({ id }) =>
        portsOf(id, other).flatMap((theirs): readonly ConnectionOption[] => {
          const ends = { [side]: { block, port: own.name }, [other]: { block: id, port: theirs.name } };
          const edge: Edge = { from: ends.from, to: ends.to };
          if (connectionProblem(catalogue, document, edge) !== undefined) return [];
          const [from, to] = side === "from" ? [own, theirs] : [theirs, own];
          return [{ edge, type: from.type, fromTitle: from.title, toTitle: to.title }];
        }),
      ),
  );
}
