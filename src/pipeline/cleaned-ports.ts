/** Where in a pipeline the cells of each column are clean: behind the last block that leaves them in their units and levels. */
import type { CategoryPort, NumberPort, Port } from "../blocks/ports.ts";
import { dependencies } from "../program/evaluate.ts";
import { withoutSchedule } from "../program/prediction-program.ts";
import type { Node } from "../program/types.ts";
import type { DatasetSchema } from "../table/types.ts";
import type { Catalogue } from "./checks.ts";
import { compile, type PipelineStatistics } from "./compile.ts";
import type { PipelineDocument } from "./document.ts";

export interface CleanedPorts {
  /** Only what the ports need; the others are constants that nobody reads. */
  readonly nodes: readonly Node[];
  /** By the name of a column of the program. */
  readonly byColumn: ReadonlyMap<string, NumberPort | CategoryPort>;
}

const hasCells = (port: Port): port is NumberPort | CategoryPort => port.type === "number" || port.type === "category";

/**
 * Of blocks side by side, the longest chain counts; of equally long ones, the last in the order of the pipeline.
 *
 * @throws as `compile`
 */
export function cleanedPorts(options: {
  readonly catalogue: Catalogue;
  readonly document: PipelineDocument;
  readonly schema: DatasetSchema;
  readonly statistics: PipelineStatistics;
}): CleanedPorts {
  const { catalogue, document, schema, statistics } = options;
  /** How many cleaning blocks cells have passed; absent behind a block that makes something else of them. */
  const depths = new Map<string, number>();
  const found = new Map<string, { readonly port: NumberPort | CategoryPort; readonly depth: number }>();
  const { nodes } = compile(catalogue, document, schema, statistics, (instance, { outputs }) => {
    const { keepsUnits, inputs } = catalogue.get(instance.type)!.spec;
    const before = document.edges.flatMap(({ from, to }) => (to.block === instance.id ? [depths.get(from.block)] : []));
    const isSource = inputs.length === 0;
    if (!isSource && (!keepsUnits || before.includes(undefined))) return;
    const depth = isSource ? 0 : 1 + Math.max(...before.map((each) => each ?? 0));
    depths.set(instance.id, depth);
    for (const port of Object.values(outputs).filter(hasCells)) {
      for (const { name } of port.columns) {
        if ((found.get(name)?.depth ?? -1) <= depth) found.set(name, { port, depth });
      }
    }
  });
  const ports = [...found.values()].map(({ port }) => port);
  const wanted = ports.flatMap((port) =>
    port.type === "number"
      ? [port.value, port.missing]
      : port.pairs.flatMap(({ codes, weights }) => (codes.kind === "value" ? [codes.value, weights] : [weights])),
  );
  const needed = dependencies(nodes, wanted);
  const unread = {
    kind: "constant",
    type: { rows: false, shape: [], dtype: "float32" },
    data: [0],
    block: "",
  } as const;
  return {
    nodes: withoutSchedule(nodes).map((node, id) => (needed.has(id) ? node : unread)),
    byColumn: new Map([...found].map(([name, { port }]) => [name, port])),
  };
}
