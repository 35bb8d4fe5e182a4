/** Documents that our own methods train: the product's proposal for the table, made plain, and changes of it. */
import { randomUniform, STREAMS } from "../../src/base/random.ts";
import { SCALINGS } from "../../src/blocks/scale-number/spec.ts";
import { catalogue } from "../../src/pipeline/catalogue.ts";
import { defaultDocument, plainDocument } from "../../src/pipeline/default-document.ts";
import type { PipelineDocument } from "../../src/pipeline/document.ts";
import type { PlanDocument } from "./plan.ts";
import type { SplitTask } from "./split-task.ts";

/** What the product proposes for the table, with the seed of the task. */
export function proposedDocument({ table, decisions, seed }: SplitTask): PipelineDocument {
  const document = defaultDocument(table.dataset.schema);
  return { ...document, table: decisions, training: { ...document.training, seed } };
}

export function plainOf(task: SplitTask): PlanDocument {
  const { blocks, edges, training } = plainDocument(proposedDocument(task), catalogue);
  return { blocks, edges, training };
}

type BlockSettings = Readonly<Record<string, unknown>>;

/** Changes settings of the blocks of a type, where the document has any. */
function withSettings(document: PlanDocument, type: string, change: BlockSettings): PlanDocument {
  const blocks = document.blocks.map((block) =>
    block.type === type ? { ...block, settings: { ...block.settings, ...change } } : block,
  );
  return { ...document, blocks };
}

/** The plain pipeline with each of the fixed scalings; the plain pipeline alone where no number column is scaled. */
export function fixedDocuments(task: SplitTask): readonly PlanDocument[] {
  const plain = plainOf(task);
  if (!plain.blocks.some(({ type }) => type === "scale-number")) return [plain];
  return SCALINGS.map((use) => withSettings(plain, "scale-number", { use }));
}

const SKETCH_SCALINGS = ["z-score", "robust", "signed log", "quantile to normal"] as const;
const SKETCH_WIDTH = 128;
const NETWORKS_A_SCALING = 3;

/**
 * Twelve networks of 2 × 128: four fixed scalings three times, learning rate and weight decay drawn for each.
 *
 * DIFF: the sketch has {no, 16, 48} piecewise-linear bins, dropout and averaged weights beside them.
 */
export function sketchDocuments(task: SplitTask): readonly PlanDocument[] {
  const plain = withSettings(plainOf(task), "neural-network", { width: SKETCH_WIDTH, hiddenLayers: 2 });
  return Array.from({ length: SKETCH_SCALINGS.length * NETWORKS_A_SCALING }, (_, index) => {
    const use = SKETCH_SCALINGS[index % SKETCH_SCALINGS.length];
    const draw = (step: number) => randomUniform({ seed: task.seed, stream: STREAMS.sample, step }, index);
    const training = {
      ...plain.training,
      seed: (task.seed * 100 + index) % 2 ** 32,
      learningRate: between(1e-3, 1e-2, draw(100)),
      weightDecay: between(1e-5, 1e-2, draw(101)),
    };
    return { ...withSettings(plain, "scale-number", { use }), training };
  });
}

/** On a logarithmic scale. @param share 0 … 1 */
function between(low: number, high: number, share: number): number {
  return low * (high / low) ** share;
}
