/** Test support: bad settings made from a block's own schema, and words that its form needs. */
import { z } from "zod";
import type { Block } from "../block.ts";

interface FieldSchema {
  readonly type?: string;
  readonly title?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
}

/** The JSON Schema of each setting, from which the inspector's form is made. */
export function settingFields(block: Block): readonly (readonly [string, FieldSchema])[] {
  const schema = z.toJSONSchema(block.spec.settings, { io: "input" });
  return Object.entries((schema.properties ?? {}) as Record<string, FieldSchema>);
}

/** Values that the field must refuse, by its own JSON Schema. */
export function badValues(field: FieldSchema): readonly unknown[] {
  const bad: unknown[] = [null];
  if (field.type === "object") bad.push("no object", { mode: 7, names: 7 });
  else bad.push({ not: "this" });
  if (field.type === "number" || field.type === "integer") bad.push("one", Number.NaN);
  if (field.type === "integer") bad.push(1.5);
  if (field.type === "string") bad.push(7);
  if (field.type === "boolean") bad.push("yes");
  if (field.enum) bad.push("none of these");
  if (field.minimum !== undefined && field.minimum > -1e15) bad.push(field.minimum - 1);
  if (field.maximum !== undefined && field.maximum < 1e15) bad.push(field.maximum + 1);
  return bad;
}

/** Alternatives of a block whose choice can be fixed by the setting `use`; empty for other blocks. */
export function fixableAlternatives(block: Block): readonly string[] {
  const use = settingFields(block).find(([name]) => name === "use")?.[1];
  return (use?.enum ?? []).map(String).filter((value) => value !== "learn");
}

/** Settings under which a choice is one a column, however few rows there are. */
export function perColumn(block: Block): Readonly<Record<string, unknown>> {
  return settingFields(block).some(([name]) => name === "share") ? { share: "per column" } : {};
}

/** Settings to try: the defaults per column, then each value of each setting that has few of them. */
export function variants(block: Block): readonly Readonly<Record<string, unknown>>[] {
  const each = settingFields(block).flatMap(([name, field]) => {
    const values = field.enum ?? (field.type === "boolean" ? [true, false] : []);
    return values.filter((value) => value !== field.default).map((value) => ({ ...perColumn(block), [name]: value }));
  });
  return [perColumn(block), ...each];
}
