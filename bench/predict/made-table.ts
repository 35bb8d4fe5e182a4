/** A made table of numbers with gaps and of categories, and the pipeline that the studio proposes for it, with weights that nobody trained. */
import { randomNormal, randomUint32, randomUniform, STREAMS } from "../../src/base/random.ts";
import type { TensorMap } from "../../src/engine/engine.ts";
import { catalogue } from "../../src/pipeline/catalogue.ts";
import type { PipelineStatistics } from "../../src/pipeline/compile.ts";
import { defaultDocument } from "../../src/pipeline/default-document.ts";
import { fit } from "../../src/pipeline/fit.ts";
import { initialParameters } from "../../src/program/parameters.ts";
import type { Program } from "../../src/program/types.ts";
import type { Dataset } from "../../src/table/types.ts";

const SEED = 1;
/** One column in five is of categories. */
const CATEGORIES = 5;
const MISSING_SHARE = 0.05;

/** Numbers of several shapes, with gaps in every other column; categories of 3 to 12 levels. */
export function madeDataset(nRows: number, nColumns: number): Dataset {
  const nCategories = Math.floor(nColumns / CATEGORIES);
  const nNumbers = nColumns - nCategories;
  const numbers = new Float32Array(nRows * nNumbers);
  const missing = new Uint8Array(nRows * nNumbers);
  for (let at = 0; at < numbers.length; at++) {
    const column = at % nNumbers;
    const normal = randomNormal({ seed: SEED, stream: STREAMS.sample, step: 1 }, at);
    const isGap =
      column % 2 === 0 && randomUniform({ seed: SEED, stream: STREAMS.sample, step: 2 }, at) < MISSING_SHARE;
    missing[at] = isGap ? 1 : 0;
    numbers[at] = isGap ? 0 : column % 3 === 0 ? Math.exp(normal) : 10 * column + normal;
  }
  const depthOf = (column: number) => 3 + (column % 10);
  const categories = Int32Array.from(
    { length: nRows * nCategories },
    (_, at) => randomUint32({ seed: SEED, stream: STREAMS.sample, step: 3 }, at) % (depthOf(at % nCategories) + 2),
  );
  const rows = Uint32Array.from({ length: nRows }, (_, row) => row);
  const [nTrain, nValidation] = [Math.floor(0.6 * nRows), Math.floor(0.2 * nRows)];
  return {
    schema: {
      numbers: Array.from({ length: nNumbers }, (_, i) => ({ name: `x${i}`, original: `x${i}`, offset: 0 })),
      categories: Array.from({ length: nCategories }, (_, i) => ({
        name: `c${i}`,
        original: `c${i}`,
        levels: Array.from({ length: depthOf(i) }, (_, level) => `level ${level}`),
      })),
      sources: ["made"],
      target: {
        name: "y",
        task: "binary",
        taskReason: "",
        classes: ["no", "yes"].map((label) => ({ label, spellings: [label] })),
      },
    },
    nRows,
    numbers,
    missing,
    categories,
    source: new Int32Array(nRows),
    labels: Float64Array.from({ length: nRows }, (_, row) => (numbers[row * nNumbers] > 1 ? 1 : 0)),
    split: {
      train: rows.slice(0, nTrain),
      validation: rows.slice(nTrain, nTrain + nValidation),
      test: rows.slice(nTrain + nValidation),
    },
  };
}

/** The proposed pipeline, its choices leaning and its gates half open here and there, as training leaves them. */
export function madePipeline(dataset: Dataset): {
  readonly program: Program;
  readonly statistics: PipelineStatistics;
  readonly parameters: TensorMap;
} {
  const document = { ...defaultDocument(dataset.schema), target: dataset.schema.target };
  const { program, statistics } = fit({ catalogue, document, dataset, seed: SEED });
  const parameters = Object.fromEntries(
    Object.entries(initialParameters(program, SEED)).map(([name, values], step) => [
      name,
      values.map((value, i) => value + 0.3 * randomNormal({ seed: SEED + 1, stream: STREAMS.sample, step }, i)),
    ]),
  );
  return { program, statistics, parameters };
}
