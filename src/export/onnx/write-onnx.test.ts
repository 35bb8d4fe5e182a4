/** ONNX files against the float64 evaluator, in onnxruntime. */
import { InferenceSession } from "onnxruntime-web";
import { describe, expect, test } from "vitest";
import { catalogue } from "../../pipeline/catalogue.ts";
import { dirtyRows, evaluatorSays, largestDifference, readRows } from "../testing/dirty-rows.ts";
import { exportedPipelines } from "../testing/exported-pipelines.ts";
import { onnxSays } from "../testing/onnx-says.ts";
import { app, tinyPipeline } from "../testing/tiny-pipeline.ts";
import { writeOnnx } from "./write-onnx.ts";

/** Of float32 engines. */
const TOLERANCE = 1e-4;
const pipelines = await exportedPipelines();

describe.each(["raw", "numeric"] as const)("%s: predictions in onnxruntime are those of the evaluator", (form) => {
  test.each(pipelines)("$name", async ({ trained }) => {
    const cells = dirtyRows(trained);
    const expected = evaluatorSays(trained, readRows(trained, cells));
    expect(largestDifference(await onnxSays(trained, cells, form), expected)).toBeLessThanOrEqual(TOLERANCE);
  });
});

test("inputs bear the names of the columns, and the same pipeline gives the same bytes", async () => {
  const trained = tinyPipeline("multiclass");
  const bytes = writeOnnx(trained, { app, catalogue, form: "raw" });
  expect(writeOnnx(tinyPipeline("multiclass"), { app, catalogue, form: "raw" })).toEqual(bytes);
  const { inputNames } = await InferenceSession.create(bytes);
  const { numbers, categories } = trained.schema;
  expect(inputNames).toEqual([...numbers, ...categories].map(({ name }) => name));
});

test("the numeric form has core operators alone, and its metadata say which column is which", () => {
  const text = (form: "raw" | "numeric") =>
    new TextDecoder("latin1").decode(writeOnnx(tinyPipeline("regression"), { app, catalogue, form }));
  expect(text("raw")).toContain("ai.onnx.ml");
  const numeric = text("numeric");
  expect(numeric).not.toContain("ai.onnx.ml");
  for (const words of [
    "document_sha256",
    '"name":"size","kind":"number","offset":0',
    "(unseen)",
    "Scale number (n3)/Mul_",
  ])
    expect(numeric).toContain(words);
});
