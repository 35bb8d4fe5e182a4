/** What onnxruntime makes of a pipeline's ONNX file. */
import * as webOnnx from "onnxruntime-web";
import { catalogue } from "../../pipeline/catalogue.ts";
import type { TrainedPipeline } from "../../training/types.ts";
import { takesSmallLetters } from "../onnx/table-inputs.ts";
import { type OnnxForm, writeOnnx } from "../onnx/write-onnx.ts";
import { type CellRows, readRows } from "./dirty-rows.ts";
import { app } from "./tiny-pipeline.ts";

/** What the packages `onnxruntime-web` and `onnxruntime-node` have in common. */
export type OnnxRuntime = Pick<typeof webOnnx, "InferenceSession" | "Tensor">;

interface RawFeeds {
  readonly runtime: OnnxRuntime;
  readonly trained: TrainedPipeline;
  readonly cells: CellRows;
  /** Of the model's inputs. */
  readonly names: readonly string[];
  readonly areSmall: boolean;
}

/** Cells as the program that calls the model has them: numbers that were read, texts without spaces at the ends. */
function rawFeeds({ runtime: { Tensor }, trained, cells, names, areSmall }: RawFeeds) {
  const { numbers, missing, nRows, schema } = readRows(trained, cells);
  const width = schema.numbers.length;
  const feeds: Record<string, webOnnx.Tensor> = {};
  schema.numbers.forEach(({ offset }, at) => {
    const values = Array.from({ length: nRows }, (_, row) =>
      missing[row * width + at] === 1 ? Number.NaN : numbers[row * width + at] + offset,
    );
    feeds[names[at]] =
      offset === 0
        ? new Tensor("float32", Float32Array.from(values), [nRows, 1])
        : new Tensor("float64", Float64Array.from(values), [nRows, 1]);
  });
  schema.categories.forEach(({ original }, at) => {
    const place = cells.columns.indexOf(original);
    const rule = trained.document.rules.find(({ name }) => name === original);
    const isAsSpelt = !areSmall || rule === undefined;
    const spellings = new Set(
      isAsSpelt || takesSmallLetters(rule) ? [] : rule.levels.flatMap((level) => level.spellings),
    );
    const texts = cells.rows
      .map((row) => row[place].trim())
      .map((text) => (isAsSpelt || spellings.has(text) ? text : text.toLowerCase()));
    feeds[names[width + at]] = new Tensor("string", texts, [nRows, 1]);
  });
  return feeds;
}

function numericFeeds({ runtime: { Tensor }, trained, cells }: Pick<RawFeeds, "runtime" | "trained" | "cells">) {
  const { numbers, missing, categories, nRows, schema } = readRows(trained, cells);
  const [width, nCategories] = [schema.numbers.length, schema.categories.length];
  const all = new Float32Array(nRows * (width + nCategories));
  for (let row = 0; row < nRows; row++) {
    for (let at = 0; at < width; at++) {
      all[row * (width + nCategories) + at] = missing[row * width + at] === 1 ? Number.NaN : numbers[row * width + at];
    }
    for (let at = 0; at < nCategories; at++) {
      all[row * (width + nCategories) + width + at] = categories[row * nCategories + at];
    }
  }
  return { features: new Tensor("float32", all, [nRows, width + nCategories]) };
}

interface SayOptions {
  readonly form: OnnxForm;
  /** Of categories: as they are written, or in small letters as the model asks for them. */
  readonly letters: "as written" | "small";
  /** onnxruntime's WebAssembly build unless it is said otherwise. */
  readonly runtime?: OnnxRuntime;
}

/** All outputs by their names. */
export async function onnxOutputs(
  trained: TrainedPipeline,
  cells: CellRows,
  { form, letters, runtime = webOnnx }: SayOptions,
): Promise<Readonly<Record<string, webOnnx.Tensor>>> {
  const session = await runtime.InferenceSession.create(writeOnnx(trained, { app, catalogue, form }));
  const feeds =
    form === "raw"
      ? rawFeeds({ runtime, trained, cells, names: session.inputNames, areSmall: letters === "small" })
      : numericFeeds({ runtime, trained, cells });
  return session.run(feeds);
}

/** @throws where outputs are not named or shaped as they should be. */
export async function onnxSays(trained: TrainedPipeline, cells: CellRows, options: SayOptions): Promise<Float32Array> {
  const { task, classes } = trained.schema.target;
  const name = task === "regression" ? "value" : "probabilities";
  const { dims, data } = (await onnxOutputs(trained, cells, options))[name];
  const shape = [cells.rows.length, task === "regression" ? 1 : classes.length];
  if (dims.join() !== shape.join() || !(data instanceof Float32Array)) throw new Error(`${name}: [${dims.join()}]`);
  return data;
}
