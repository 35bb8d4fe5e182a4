/** What the blocks that weigh learn: the plain pipeline with one of them, trained by itself for some passes over the rows. */
import { randomSample, STREAMS } from "../src/base/random.ts";
import { catalogue } from "../src/pipeline/catalogue.ts";
import { plainDocument } from "../src/pipeline/default-document.ts";
import type { PipelineDocument } from "../src/pipeline/document.ts";
import { fit } from "../src/pipeline/fit.ts";
import { initialParameters } from "../src/program/parameters.ts";
import type { Dataset } from "../src/table/types.ts";
import { freshState } from "../src/training/phase/phase.ts";
import { planOf, softSchedule } from "../src/training/plan.ts";
import { namedEngine } from "./named-engine.ts";

const WEIGH = "weigh";
/** The blocks, with their settings and what they learn: a score of each row or source, higher where it counts more. */
const WEIGHING = {
  rows: { type: "weigh-rows", settings: { floor: 0.02 }, scores: "scores" },
  sources: { type: "select-sources", settings: { by: "" }, scores: "weights" },
} as const;

/** With the block between the table and the model. */
function weighing(document: PipelineDocument, what: keyof typeof WEIGHING): PipelineDocument {
  const plain = plainDocument(document, catalogue);
  const [source, model] = ["csv-source", "neural-network"].map(
    (type) => plain.blocks.find((block) => block.type === type)?.id ?? "",
  );
  const { type, settings } = WEIGHING[what];
  return {
    ...plain,
    blocks: [...plain.blocks, { id: WEIGH, type, version: catalogue.get(type)?.spec.version ?? 1, settings }],
    edges: [
      // Of several files, a block that is bypassed leaves the connection that stood there.
      ...plain.edges.filter(({ to }) => to.block !== model || to.port !== "weights"),
      { from: { block: source, port: "rows" }, to: { block: WEIGH, port: "rows" } },
      { from: { block: WEIGH, port: "rows" }, to: { block: model, port: "weights" } },
    ],
  };
}

/** Training rows that are taken at most … */
const MOST_ROWS = 6000;
/** … and passes over them. */
const N_PASSES = 10;

/** Some training rows at random, ascending, where there are many. */
export function weighedRows({ split }: Dataset, seed: number): Uint32Array {
  if (split.train.length <= MOST_ROWS) return split.train;
  const drawn = randomSample({ seed, stream: STREAMS.sample, step: 1003 }, split.train.length, MOST_ROWS);
  return drawn.map((at) => split.train[at]).sort();
}

export interface Weighed {
  /** Of each training row, or source that has some, in their order. */
  readonly scores: Float32Array;
  readonly testLoss: number;
}

export async function learnedScores(
  given: PipelineDocument,
  dataset: Dataset,
  what: keyof typeof WEIGHING,
): Promise<Weighed> {
  const document = weighing(given, what);
  const { training } = document;
  const { program, statistics } = fit({ catalogue, document, dataset, seed: training.seed });
  const { labelOffset, labelScale } = statistics;
  const engine = await namedEngine("compiled-wasm");
  const trainable = await engine.compile(
    program,
    { ...dataset, labelOffset, labelScale },
    planOf(training, program, []),
  );
  const nSteps = Math.ceil((N_PASSES * dataset.split.train.length) / training.batchSize);
  await trainable.write(freshState(initialParameters(program, training.seed)));
  const schedule = softSchedule(training, nSteps);
  await trainable.run(nSteps, schedule);
  const testLoss = await trainable.evaluate("test", schedule);
  const { parameters } = await trainable.read("current");
  trainable.dispose();
  engine.dispose();
  return { scores: parameters[`${WEIGH}/${WEIGHING[what].scores}`], testLoss };
}
