/** Fields that this version does not know, kept for a version that does: what opens with them is saved with them, at their places. */
import { z } from "zod";
import { isJsonObject, type JsonObject } from "./json-object.ts";

/** Of one object or list. */
export interface UnknownFields {
  /** Whole fields of the object, by key. */
  readonly fields?: JsonObject | undefined;
  /** Of the objects and lists within it: by key, or by what tells the items of a list apart. */
  readonly within?: Readonly<Record<string, UnknownFields>> | undefined;
}

export const unknownFieldsSchema: z.ZodType<UnknownFields> = z.lazy(() =>
  z.object({
    fields: z.record(z.string(), z.unknown()).optional(),
    within: z.record(z.string(), unknownFieldsSchema).optional(),
  }),
);

/** What items of lists are known by, whatever their order, the first that an item has. */
const NAMES = ["id", "name", "file", "column", "label", "stage", "block"] as const;

/** A key for each item: what it is called, where no other is called so; else its place in a list of that length. */
function itemKeys(list: readonly unknown[]): readonly string[] {
  const names = list.map((item) => {
    const key = isJsonObject(item) ? NAMES.find((each) => typeof item[each] === "string") : undefined;
    return key === undefined ? undefined : `${key} ${Reflect.get(Object(item), key)}`;
  });
  const counts = new Map<string | undefined, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return names.map((name, at) => (name !== undefined && counts.get(name) === 1 ? name : `${at} of ${list.length}`));
}

const hasParts = (value: unknown) => typeof value === "object" && value !== null;

/** Files hold no key __proto__ anywhere; records of storage may, and lose it. */
function isForFiles(key: string, value: unknown): boolean {
  if (key === "__proto__") return false;
  return typeof value !== "object" || value === null || Object.entries(value).every((inner) => isForFiles(...inner));
}

function made(fields: JsonObject, within: Readonly<Record<string, UnknownFields>>): UnknownFields | undefined {
  const [hasFields, hasWithin] = [fields, within].map((part) => Object.keys(part).length > 0);
  if (!hasFields && !hasWithin) return undefined;
  return { ...(hasFields ? { fields } : {}), ...(hasWithin ? { within } : {}) };
}

/**
 * @param stored as it stands in a file of this version.
 * @param parsed the same as its schema reads it, which leaves out what it does not know.
 */
export function unknownFields(stored: unknown, parsed: unknown): UnknownFields | undefined {
  if (Array.isArray(stored) && Array.isArray(parsed)) {
    // Of numbers and texts there is nothing to know.
    if (stored.length !== parsed.length || !stored.some(hasParts)) return undefined;
    const keys = itemKeys(parsed);
    return made({}, collected(stored.map((item, at) => [keys[at], unknownFields(item, parsed[at])])));
  }
  if (!isJsonObject(stored) || !isJsonObject(parsed)) return undefined;
  const entries = Object.entries(stored);
  const isKnown = (key: string) => Object.hasOwn(parsed, key);
  return made(
    Object.fromEntries(entries.filter(([key, item]) => !isKnown(key) && isForFiles(key, item))),
    collected(entries.map(([key, item]) => [key, isKnown(key) ? unknownFields(item, parsed[key]) : undefined])),
  );
}

function collected(
  entries: readonly (readonly [key: string, value: UnknownFields | undefined])[],
): Readonly<Record<string, UnknownFields>> {
  return Object.fromEntries(entries.flatMap(([key, value]) => (value ? [[key, value] as const] : [])));
}

/** Puts fields back, at the end of the objects that had them. What has gone since takes its unknown fields with it; what is known wins. */
export function withUnknownFields(value: unknown, unknown: UnknownFields | undefined): unknown {
  if (unknown === undefined) return value;
  const { fields = {}, within = {} } = unknown;
  const inner = (key: string, item: unknown) =>
    withUnknownFields(item, Object.hasOwn(within, key) ? within[key] : undefined);
  if (Array.isArray(value)) {
    const keys = itemKeys(value);
    return value.map((item, at) => inner(keys[at], item));
  }
  if (!isJsonObject(value)) return value;
  const known = Object.entries(value).map(([key, item]) => [key, inner(key, item)] as const);
  const added = Object.entries(fields).filter(([key]) => !Object.hasOwn(value, key));
  return Object.fromEntries([...known, ...added]);
}
