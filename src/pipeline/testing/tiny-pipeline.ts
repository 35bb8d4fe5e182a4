/** Test support: the catalogue with a tiny model, a document over it, and tables to fit it on. */
import { z } from "zod";
import { randomUniform } from "../../base/random.ts";
import { type Block, defineBlock } from "../../blocks/block.ts";
import { blocks } from "../../blocks/catalogue.generated.ts";
import { MODEL_INPUTS, MODEL_OUTPUTS, onePrediction } from "../../blocks/kit/dense.ts";
import { NO_STATISTICS } from "../../blocks/kit/statistics.ts";
import type { Dataset, Task } from "../../table/types.ts";
import { catalogueOf } from "../checks.ts";
import { documentSchema, FORMAT_VERSION, type PipelineDocument } from "../document.ts";

/** One linear layer: the smallest model that there is. */
const tinyModel: Block = defineBlock({
  spec: {
    id: "tiny-model",
    version: 1,
    title: "Tiny model",
    summary: "A linear layer.",
    category: "Model",
    inputs: MODEL_INPUTS,
    outputs: MODEL_OUTPUTS,
    settings: z.object({}),
    statistics: NO_STATISTICS,
    probes: [],
    migrations: {},
  },
  fit: () => ({}),
  program({ builder, inputs: { features }, nOutputs }) {
    const [nFeatures] = builder.typeOf(features.value).shape;
    const weights = builder.parameter("w", {
      shape: [nFeatures, nOutputs],
      role: "model",
      initial: { kind: "normal", deviation: 0.3 },
    });
    return { prediction: onePrediction(builder, builder.matMul(features.value, weights)) };
  },
  explain: () => ({ summary: "", details: [], certainty: "none" }),
});

/** The product's blocks and the tiny model. */
export const tinyCatalogue = catalogueOf([...blocks, tinyModel]);

/** A document from "type" and "type.port > type.port" lines; ids are the types. */
export function tinyDocument(
  types: readonly string[],
  edges: readonly string[],
  settings: Readonly<Record<string, Record<string, unknown>>> = {},
): PipelineDocument {
  const end = (text: string) => ({ block: text.split(".")[0], port: text.split(".")[1] });
  return documentSchema.parse({
    formatVersion: FORMAT_VERSION,
    blocks: types.map((type) => ({ id: type, type, version: 1, settings: settings[type] ?? {} })),
    edges: edges.map((edge) => ({ from: end(edge.split(" > ")[0]), to: end(edge.split(" > ")[1]) })),
    training: {},
  });
}

/** Every cleaning block, in the usual order, joined into the model. */
export const fullDocument = tinyDocument(
  ["csv-source", "impute-number", "tame-outliers", "scale-number", "impute-category", "encode-category", "tiny-model"],
  [
    "csv-source.numbers > impute-number.numbers",
    "impute-number.numbers > tame-outliers.numbers",
    "tame-outliers.numbers > scale-number.numbers",
    "scale-number.numbers > tiny-model.features",
    "impute-number.indicators > tiny-model.features",
    "csv-source.categories > impute-category.categories",
    "impute-category.categories > encode-category.categories",
    "encode-category.features > tiny-model.features",
  ],
);

export interface TinyTableOptions {
  readonly nRows?: number;
  readonly task?: Task;
  readonly seed?: number;
  readonly hasCategories?: boolean;
}

/** Three number columns with gaps and a far value, one category column, and a split of 60, 20 and 20 per cent. */
export function tinyDataset(options: TinyTableOptions = {}): Dataset {
  const { nRows = 50, task = "binary", seed = 1, hasCategories = true } = options;
  const draw = (stream: number, element: number) => randomUniform({ seed, stream, step: 0 }, element);
  const missing = Uint8Array.from({ length: nRows * 3 }, (_, i) => (i % 3 < 2 && draw(1, i) < 0.2 ? 1 : 0));
  const numbers = Float32Array.from({ length: nRows * 3 }, (_, i) =>
    missing[i] ? 0 : (i === 31 ? 900 : draw(2, i)) * 10 ** (i % 3),
  );
  const rows = Uint32Array.from({ length: nRows }, (_, row) => row);
  const [first, second] = [Math.floor(nRows * 0.6), Math.floor(nRows * 0.8)];
  const classes = { binary: 2, multiclass: 3, regression: 0 }[task];
  return {
    schema: {
      numbers: ["a", "b", "c"].map((name) => ({ name, original: name, offset: 0 })),
      categories: hasCategories ? [{ name: "kind", original: "kind", levels: ["p", "q"] }] : [],
      sources: ["table.csv"],
      target: {
        name: "y",
        task,
        taskReason: "",
        classes: Array.from({ length: classes }, (_, k) => ({ label: `class ${k}`, spellings: [] })),
      },
    },
    nRows,
    numbers,
    missing,
    categories: Int32Array.from(
      { length: hasCategories ? nRows : 0 },
      (_, row) => [0, 2, 3, 3][Math.floor(draw(3, row) * 4)],
    ),
    source: new Int32Array(nRows),
    labels: Float64Array.from({ length: nRows }, (_, row) =>
      task === "regression" ? 100 + 20 * draw(4, row) : Math.floor(draw(4, row) * classes),
    ),
    split: { train: rows.subarray(0, first), validation: rows.subarray(first, second), test: rows.subarray(second) },
  };
}
