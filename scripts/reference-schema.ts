/** The JSON Schema of pipeline files, from the schemas that files are parsed with. */
import { z } from "zod";
import { FILE_SCHEMA, trainedPartSchema } from "../src/export/file-schema.ts";
import { formatJson } from "../src/export/json-values.ts";
import { documentSchema, FILE_VERSION, FORMAT_VERSION } from "../src/pipeline/document.ts";

type JsonSchema = Record<string, unknown>;

/** What stands for numbers that JSON lacks. */
const SPECIAL = {
  type: "object",
  properties: { $number: { enum: ["NaN", "Infinity", "-Infinity", "-0"] } },
  required: ["$number"],
  additionalProperties: false,
};
const HASH = { type: "string", pattern: "^[0-9a-f]{64}$" };
const special = { $ref: "#/$defs/special" };

/** Moves what a schema says elsewhere, as where a number may also be one that JSON lacks. */
function replace(schema: JsonSchema, instead: JsonSchema): void {
  for (const key of Object.keys(schema)) delete schema[key];
  Object.assign(schema, instead);
}

function schemaOf(type: z.ZodType): JsonSchema {
  const { $schema: _, ...schema } = z.toJSONSchema(type, {
    io: "input",
    unrepresentable: "any",
    override({ zodSchema, jsonSchema }) {
      const own: JsonSchema = jsonSchema;
      // The custom schemas of files are numbers of any kind.
      if (zodSchema._zod.def.type === "custom") replace(own, { anyOf: [{ type: "number" }, special] });
      else if (own.type === "number" && own.const === undefined) replace(own, { anyOf: [{ ...own }, special] });
    },
  });
  return schema;
}

/** One text; the same schemas give the same. */
export function schemaPage(): string {
  const trained = schemaOf(trainedPartSchema);
  const parts: unknown = trained.properties;
  const required = z.array(z.string()).parse(trained.required);
  const page = {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    $id: FILE_SCHEMA,
    title: "A pipeline of DiffML Studio",
    description: `Version ${FORMAT_VERSION}, and ${FILE_VERSION} with a decision; docs/file-format.md says what the fields mean. Fields that are not known here are kept.`,
    type: "object",
    properties: {
      $schema: { type: "string" },
      formatVersion: { enum: [FORMAT_VERSION, FILE_VERSION] },
      app: { type: "object", properties: { name: { type: "string" }, version: { type: "string" } } },
      // In files, fields that are not known stand at their own places.
      document: schemaOf(documentSchema.omit({ unknownFields: true })),
      contentHash: HASH,
      reportHash: HASH,
      ...(typeof parts === "object" ? parts : {}),
    },
    required: ["formatVersion", "document"],
    dependentRequired: { predictor: required, decision: ["predictor"] },
    // What knows no decisions must not read past one.
    if: { required: ["decision"] },
    // biome-ignore lint/suspicious/noThenProperty: JSON Schema's own word, of data that nobody awaits.
    then: { properties: { formatVersion: { const: FILE_VERSION } } },
    $defs: { special: SPECIAL },
  };
  return `${formatJson(page)}\n`;
}
