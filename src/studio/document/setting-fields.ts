/** The fields of a settings schema, as a form needs them; made from its JSON Schema, so blocks bring no form of their own. */
import { z } from "zod";
import { rowText } from "../../base/define-texts.ts";
import type { Block } from "../../blocks/block.ts";
import { blockArea } from "../../blocks/block-spec.ts";
import { trainingSettingsSchema } from "../../pipeline/document.ts";
import { type NumberRange, rangeOfJsonSchema } from "../../pipeline/number-range.ts";

/** The part of JSON Schema that forms understand; everything else is edited as JSON. */
const propertySchema = z.looseObject({
  type: z.string().optional(),
  title: z.string().optional(),
  description: z.string().optional(),
  default: z.unknown().optional(),
  enum: z.array(z.string()).optional(),
  control: z.string().optional(),
});
const objectSchema = z.looseObject({ properties: z.record(z.string(), propertySchema).default({}) });

interface FieldBase {
  readonly key: string;
  readonly title: string;
  readonly description: string;
  /** The default. */
  readonly initial: unknown;
}

export type SettingField = FieldBase &
  (
    | { readonly kind: "select"; readonly options: readonly string[] }
    | ({ readonly kind: "number" } & NumberRange)
    | { readonly kind: "checkbox" | "text" | "columns" | "json" }
  );

const cache = new WeakMap<z.ZodType, readonly SettingField[]>();

/** What a setting is; one that a document leaves out, as those of an older version do, is as it begins. */
export function valueIn(settings: Readonly<Record<string, unknown>>, { key, initial }: SettingField): unknown {
  return settings[key] ?? initial;
}

/** The fields of a block's settings, in the language that is spoken. */
export function settingFields({ spec }: Block): readonly SettingField[] {
  return schemaFields(spec.settings, blockArea(spec.id));
}

export function trainingFields(): readonly SettingField[] {
  return schemaFields(trainingSettingsSchema, "training");
}

/** The fields of an object schema in its own order; none for another kind of schema. @param area of its titles */
export function schemaFields(schema: z.ZodType, area: string): readonly SettingField[] {
  return englishFields(schema).map((field) => ({
    ...field,
    title: rowText(area, `settings.${field.key}`, field.title),
    description: rowText(area, `settings.${field.key}.description`, field.description),
  }));
}

function englishFields(schema: z.ZodType): readonly SettingField[] {
  const known = cache.get(schema);
  if (known) return known;
  const made = objectSchema.parse(z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }));
  const fields = Object.entries(made.properties).map(([key, property]) => toField(key, property));
  cache.set(schema, fields);
  return fields;
}

function toField(key: string, property: z.infer<typeof propertySchema>): SettingField {
  const base = {
    key,
    title: property.title ?? inWords(key),
    description: property.description ?? "",
    initial: property.default,
  };
  if (property.control === "columns") return { ...base, kind: "columns" };
  if (property.enum) return { ...base, kind: "select", options: property.enum };
  const range = rangeOfJsonSchema(property);
  if (range) return { ...base, kind: "number", ...range };
  switch (property.type) {
    case "boolean":
      return { ...base, kind: "checkbox" };
    case "string":
      return { ...base, kind: "text" };
    default:
      return { ...base, kind: "json" };
  }
}

/** "learningRate" → "Learning rate". */
function inWords(key: string): string {
  const spaced = key.replace(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`);
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}
