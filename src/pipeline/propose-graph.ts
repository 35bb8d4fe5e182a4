/** Which blocks a table starts with and how they are connected: derived from what their specs say of the proposal, and from ports. */
import type { Block } from "../blocks/block.ts";
import { PROPOSAL_STAGES } from "../blocks/block-spec.ts";
import type { PortType } from "../blocks/ports.ts";
import type { DatasetSchema } from "../table/types.ts";
import { accepts } from "./checks.ts";

interface ProposedPort {
  readonly block: Block;
  readonly port: string;
}

interface ProposedEdge {
  readonly from: ProposedPort;
  readonly to: ProposedPort;
}

/** Types along which there is one chain each, in document order; the last takes in what the others give. */
const CHAIN_TYPES = ["number", "category", "weights", "features"] as const;
type ChainType = (typeof CHAIN_TYPES)[number];

export interface ProposedGraph {
  readonly sources: readonly Block[];
  /** The blocks whose first input has the type, in the order of their stages. */
  readonly chains: Readonly<Record<ChainType, readonly Block[]>>;
  readonly models: readonly Block[];
  readonly edges: readonly ProposedEdge[];
}

function gives(block: Block, type: PortType): ProposedPort | undefined {
  const output = block.spec.outputs.find((port) => port.type === type);
  return output && { block, port: output.name };
}

/** From an output into the first of the blocks that takes its type. */
function connect(from: ProposedPort, targets: readonly Block[]): readonly ProposedEdge[] {
  const type = from.block.spec.outputs.find((port) => port.name === from.port)!.type;
  for (const block of targets) {
    const input = block.spec.inputs.find((port) => accepts(port.type, type));
    if (input) return [{ from, to: { block, port: input.name } }];
  }
  return [];
}

/** One after the other along a type; outputs of another type, and the last of the type, go on to `targets`. */
function connectChain(options: {
  readonly type: ChainType;
  readonly start: ProposedPort | undefined;
  readonly blocks: readonly Block[];
  readonly targets: readonly Block[];
}): readonly ProposedEdge[] {
  const { type, blocks, targets } = options;
  let last = options.start;
  const within: ProposedEdge[] = [];
  const besides: ProposedPort[] = [];
  for (const block of blocks) {
    if (last) within.push(...connect(last, [block]));
    const next = gives(block, type);
    for (const { name } of block.spec.outputs) if (name !== next?.port) besides.push({ block, port: name });
    last = next ?? last;
  }
  return [...within, ...[...(last ? [last] : []), ...besides].flatMap((from) => connect(from, targets))];
}

function hasColumns(type: ChainType, schema: DatasetSchema): boolean {
  switch (type) {
    case "number":
      return schema.numbers.length > 0;
    case "category":
      return schema.categories.length > 0;
    case "weights":
    case "features":
      return true;
    default:
      return type satisfies never;
  }
}

/** The proposal for a table, made of those of the given blocks that join it. */
export function proposeGraph(blocks: readonly Block[], schema: DatasetSchema): ProposedGraph {
  const joining = PROPOSAL_STAGES.flatMap((stage) =>
    blocks.filter(({ spec: { proposal } }) => proposal?.stage === stage && (proposal.when?.(schema) ?? true)),
  );
  const sources = joining.filter((block) => block.spec.inputs.length === 0);
  const models = joining.filter((block) => gives(block, "prediction"));
  const chainOf = (type: ChainType) =>
    hasColumns(type, schema)
      ? joining.filter((block) => !models.includes(block) && block.spec.inputs[0]?.type === type)
      : [];
  const chains = {
    number: chainOf("number"),
    category: chainOf("category"),
    weights: chainOf("weights"),
    features: chainOf("features"),
  };
  const targets = [...chains.features, ...models];
  const edges = CHAIN_TYPES.flatMap((type) => {
    // Without a block that weighs rows the model's input for weights stays free: it then counts each row once.
    if (!hasColumns(type, schema) || (type === "weights" && chains.weights.length === 0)) return [];
    const start = sources.flatMap((source) => gives(source, type) ?? [])[0];
    return connectChain({ type, start, blocks: chains[type], targets: type === "features" ? models : targets });
  });
  return { sources, chains, models, edges };
}
