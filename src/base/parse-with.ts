import type { z } from "zod";
import { studioError } from "./error.ts";
import type { FoundCode } from "./errors/catalogue.ts";

const LONGEST_GOT = 80;

/** A value in a few characters, for the "got" of an error. */
export function inShort(value: unknown): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > LONGEST_GOT ? `${text.slice(0, LONGEST_GOT)}…` : text;
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (at, key) => (typeof at === "object" && at !== null && Object.hasOwn(at, key) ? Reflect.get(at, key) : undefined),
    value,
  );
}

function pathText(path: readonly PropertyKey[]): string {
  return path.map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`)).join("");
}

/**
 * Parses data with a schema.
 *
 * @param options.root what the value itself is called, where its paths should begin with that.
 * @throws StudioError of the given code that names the path of the first thing that is wrong.
 */
export function parseWith<Value>(
  schema: z.ZodType<Value>,
  value: unknown,
  options: { readonly code: FoundCode; readonly where: string; readonly root?: string },
): Value {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const path = `${options.root ?? ""}${pathText(issue.path)}`;
  throw studioError(options.code, {
    where: path ? `${options.where}, ${path.replace(/^\./, "")}` : options.where,
    expected: issue.message.replace(/^Invalid input: expected (.*), received .*$/s, "$1"),
    got: inShort(valueAt(value, issue.path)),
  });
}
