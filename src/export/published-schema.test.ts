/** The published JSON Schema, read by another program's validator, says what files are. */
import { readdirSync, readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { catalogue } from "../pipeline/catalogue.ts";
import { readPipelineJson, writeDocumentJson, writePipelineJson } from "./json.ts";
import { exportedPipelines } from "./testing/exported-pipelines.ts";
import { app } from "./testing/tiny-pipeline.ts";

const schema: object = JSON.parse(readFileSync(new URL("../../public/pipeline.schema.json", import.meta.url), "utf8"));
// What it has beyond the draft's words is left to people.
const validate = new Ajv2020({ strict: false, allErrors: true }).compile(schema);
const problemsOf = (text: string) => (validate(JSON.parse(text)) ? [] : validate.errors);

const FIXTURES = new URL("fixtures/version-1/", import.meta.url);

test.each(await exportedPipelines())("$name is valid as it is written", async ({ trained }) => {
  expect(problemsOf(await writePipelineJson(trained, { app, catalogue }))).toEqual([]);
});

test("so is a document without training", async () => {
  const names = readdirSync(FIXTURES).filter((name) => name.startsWith("document-") && !name.includes("expected"));
  expect(names.length).toBeGreaterThan(2);
  for (const name of names) {
    const { document } = await readPipelineJson(readFileSync(new URL(name, FIXTURES), "utf8"), { catalogue });
    expect(problemsOf(writeDocumentJson(document, app)), name).toEqual([]);
  }
});

test("so is a file with a decision, which is of version 3", () => {
  const text = readFileSync(new URL("fixtures/version-3/costs.json", import.meta.url), "utf8");
  expect(problemsOf(text)).toEqual([]);
  expect(problemsOf(JSON.stringify({ ...JSON.parse(text), formatVersion: 2 }))).not.toEqual([]);
});

test("what is damaged is not", async () => {
  const [{ trained }] = await exportedPipelines();
  const file = JSON.parse(await writePipelineJson(trained, { app, catalogue }));
  const damaged = [
    { ...file, formatVersion: 9 },
    { ...file, document: { ...file.document, blocks: {} } },
    { ...file, soft: undefined },
    { ...file, predictor: { ...file.predictor, labelScale: "1" } },
    { ...file, predictor: { ...file.predictor, labelScale: { $number: "Null" } } },
  ];
  for (const each of damaged) expect(problemsOf(JSON.stringify(each))).not.toEqual([]);
});
