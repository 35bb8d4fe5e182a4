/** Documents that our own methods train: the product's proposal for the table, made plain, and changes of it. */
import { randomUniform, STREAMS } from "../../src/base/random.ts";
import { FILLINGS as LEVEL_FILLINGS } from "../../src/blocks/impute-category/spec.ts";
import { SCALINGS } from "../../src/blocks/scale-number/spec.ts";
import { withBlockBeside } from "../../src/pipeline/block-beside.ts";
import { catalogue } from "../../src/pipeline/catalogue.ts";
import { defaultDocument, plainDocument } from "../../src/pipeline/default-document.ts";
import type { PipelineDocument } from "../../src/pipeline/document.ts";
import type { HardPlan, PlanDocument } from "./plan.ts";
import type { SplitTask } from "./split-task.ts";

/** What the product proposes for the table, with the seed of the task. */
export function proposedDocument({ table, decisions, seed }: SplitTask): PipelineDocument {
  const document = defaultDocument(table.dataset.schema);
  return { ...document, table: decisions, training: { ...document.training, seed } };
}

export function plainPipeline(task: SplitTask): PipelineDocument {
  return plainDocument(proposedDocument(task), catalogue);
}

/** What of a document a plan keeps: the rest follows from the table. */
export function planDocument({ blocks, edges, training }: PipelineDocument): PlanDocument {
  return { blocks, edges, training };
}

function hardPlan(document: PipelineDocument): HardPlan {
  return { document: planDocument(document) };
}

export function plainPlan(task: SplitTask): HardPlan {
  return hardPlan(plainPipeline(task));
}

type BlockSettings = Readonly<Record<string, unknown>>;

/** Changes settings of the blocks of a type, where the document has any. */
function withSettings(document: PipelineDocument, type: string, change: BlockSettings): PipelineDocument {
  const blocks = document.blocks.map((block) =>
    block.type === type ? { ...block, settings: { ...block.settings, ...change } } : block,
  );
  return { ...document, blocks };
}

/** The plain pipeline with each of the fixed scalings; the plain pipeline alone where no number column is scaled. */
export function fixedPlans(task: SplitTask): readonly HardPlan[] {
  const plain = plainPipeline(task);
  const documents = plain.blocks.some(({ type }) => type === "scale-number")
    ? SCALINGS.map((use) => withSettings(plain, "scale-number", { use }))
    : [plain];
  return documents.map(hardPlan);
}

const SKETCH_SCALINGS = ["z-score", "robust", "signed log", "quantile to normal"] as const;
/** With so many piecewise-linear bins beside each scaled number; the document itself where it has no numbers. */
function encoded(document: PipelineDocument, bins: number | undefined): PipelineDocument {
  const block = catalogue.get("encode-number");
  if (bins === undefined || !block) return document;
  return withBlockBeside(document, catalogue, { block, settings: { bins } }) ?? document;
}

/** Piecewise-linear bins beside the scaled numbers. */
const SKETCH_BINS = [undefined, 16, 48] as const;
const SKETCH_NETWORK = { width: 128, hiddenLayers: 2 } as const;
const SKETCH_AVERAGE = 0.99;
const MOST_DROPOUT = 0.3;

/**
 * Twelve networks of 2 × 128: four fixed scalings with no, 16 and 48 piecewise-linear bins, averaged weights; learning rate,
 * weight decay and dropout are drawn for each.
 */
export function sketchPlans(task: SplitTask): readonly HardPlan[] {
  const plain = withSettings(plainPipeline(task), "neural-network", SKETCH_NETWORK);
  const variants = SKETCH_SCALINGS.flatMap((use) => SKETCH_BINS.map((bins) => ({ use, bins })));
  return variants.map(({ use, bins }, index) => {
    const scaled = withSettings(plain, "scale-number", { use });
    const beside = encoded(scaled, bins);
    const draw = (step: number) => randomUniform({ seed: task.seed, stream: STREAMS.sample, step }, index);
    const training = {
      ...plain.training,
      seed: (task.seed * 100 + index) % 2 ** 32,
      learningRate: between(1e-3, 1e-2, draw(100)),
      weightDecay: between(1e-5, 1e-2, draw(101)),
    };
    const network = { dropout: MOST_DROPOUT * draw(102) };
    const document = withSettings({ ...beside, training }, "neural-network", network);
    return { ...hardPlan(document), averageDecay: SKETCH_AVERAGE };
  });
}

const FILLINGS = ["mean", "median", "most frequent"] as const;

/**
 * Hard pipelines drawn at random, without repeats: how gaps are filled and told, the scaling, piecewise-linear bins. The fixed
 * scalings of the plain pipeline come first.
 */
export function searchedPlans(task: SplitTask, count: number): readonly HardPlan[] {
  const plain = plainPipeline(task);
  const found = new Map(fixedPlans(task).map((plan) => [JSON.stringify(plan), plan]));
  // Tables with few kinds of columns have few such pipelines.
  for (let index = 0; index < 4 * count && found.size < count; index++) {
    const drawn = <Value>(values: readonly Value[], step: number): Value =>
      values[Math.floor(randomUniform({ seed: task.seed, stream: STREAMS.sample, step }, index) * values.length)];
    const use = drawn(SCALINGS, 200);
    const bins = drawn(SKETCH_BINS, 201);
    const gaps = { use: drawn(FILLINGS, 202), indicators: drawn([true, false], 203) };
    const filled = withSettings(plain, "impute-number", gaps);
    const levels = withSettings(filled, "impute-category", { use: drawn(LEVEL_FILLINGS, 204) });
    const scaled = withSettings(levels, "scale-number", { use });
    const drawnPlan = hardPlan(encoded(scaled, bins));
    found.set(JSON.stringify(drawnPlan), drawnPlan);
  }
  return [...found.values()].slice(0, count);
}

/** On a logarithmic scale. @param share 0 … 1 */
function between(low: number, high: number, share: number): number {
  return low * (high / low) ** share;
}
