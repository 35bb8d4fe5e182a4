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
    const said = await onnxSays(trained, cells, { form, letters: "as written" });
    expect(largestDifference(said, expected)).toBeLessThanOrEqual(TOLERANCE);
  });
});

test("texts in any mixture of letters are their level where they are handed over in small ones, as the metadata say", async () => {
  const trained = tinyPipeline("multiclass");
  const { columns, rows } = dirtyRows(trained, 40);
  const place = columns.indexOf("colour");
  const mixed = rows.map((row, at) => row.with(place, ["gReEn", "GREEN", "rEd", "Blue", "N/a"][at % 5]));
  const cells = { columns, rows: mixed };
  const expected = evaluatorSays(trained, readRows(trained, cells));
  const said = (letters: "as written" | "small") => onnxSays(trained, cells, { form: "raw", letters });
  expect(largestDifference(await said("small"), expected)).toBeLessThanOrEqual(TOLERANCE);
  expect(largestDifference(await said("as written"), expected)).toBeGreaterThan(TOLERANCE);
  const metadata = new TextDecoder("latin1").decode(writeOnnx(trained, { app, catalogue, form: "raw" }));
  expect(metadata).toContain('"letters":"small"');
});

test("of levels that differ by case alone, spellings are asked for as they are, and other mixtures in small letters", async () => {
  const trained = tinyPipeline("multiclass");
  const levels = ["red", "RED", "rEd"].map((label) => ({ label, spellings: [label] }));
  const rules = trained.document.rules.map((rule) => (rule.name === "colour" ? { ...rule, levels } : rule));
  const other = { ...trained, document: { ...trained.document, rules } };
  const { columns, rows } = dirtyRows(other, 40);
  const place = columns.indexOf("colour");
  const texts = ["red", "RED", "rEd", "reD", "Red"];
  const cells = { columns, rows: rows.map((row, at) => row.with(place, texts[at % texts.length])) };
  const expected = evaluatorSays(other, readRows(other, cells));
  const said = await onnxSays(other, cells, { form: "raw", letters: "small" });
  expect(largestDifference(said, expected)).toBeLessThanOrEqual(TOLERANCE);
  const metadata = new TextDecoder("latin1").decode(writeOnnx(other, { app, catalogue, form: "raw" }));
  expect(metadata).toContain('"letters":"as spelt, else small","spellings":["red","RED","rEd"]');
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
