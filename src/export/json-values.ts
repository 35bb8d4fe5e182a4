/** JSON that loses nothing: canonical key order, exact numbers (also NaN, ±Infinity and −0), float32 tensors as base64. */
import { z } from "zod";
import { messageOf, studioError } from "../base/error.ts";
import { inShort } from "../base/parse-with.ts";
import { sizeOf } from "../program/types.ts";
import { assertJsonSize } from "./scan-json.ts";

/** JSON has no such numbers; they are written as { "$number": "NaN" }. */
const SPECIAL: ReadonlyMap<string, number> = new Map([
  ["NaN", Number.NaN],
  ["Infinity", Number.POSITIVE_INFINITY],
  ["-Infinity", Number.NEGATIVE_INFINITY],
  ["-0", -0],
]);
const SPECIAL_KEY = "$number";

/** Lines up to this length are not broken. */
const LINE_LENGTH = 120;

export const anyNumber = z.custom<number>((value) => typeof value === "number", "a number");

function specialName(value: number): string | undefined {
  if (Object.is(value, -0)) return "-0";
  return Number.isFinite(value) ? undefined : String(value);
}

/** Plain data with its keys in one order, so that the same data always gives the same text; `undefined` is left out. */
export function canonical(value: unknown): unknown {
  if (typeof value === "number") {
    const name = specialName(value);
    return name === undefined ? value : { [SPECIAL_KEY]: name };
  }
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, item]) => [key, canonical(item)]));
}

/** JSON text of canonical data: short things on one line, long ones an item a line. */
export function formatJson(value: unknown, indent = ""): string {
  const line = JSON.stringify(value);
  const isLeaf = typeof value !== "object" || value === null;
  const isFlat = Array.isArray(value) && value.every((item) => typeof item !== "object");
  if (isLeaf || isFlat || line.length + indent.length <= LINE_LENGTH) return line;
  const inner = `${indent}  `;
  const items = Array.isArray(value)
    ? value.map((item) => formatJson(item, inner))
    : Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${formatJson(item, inner)}`);
  const [open, close] = Array.isArray(value) ? "[]" : "{}";
  return `${open}\n${items.map((item) => inner + item).join(",\n")}\n${indent}${close}`;
}

/** Whether a text may hold what has to be looked for: a number by its name, a forbidden key, or either of them in other letters. */
const IS_SPECIAL = /"\$number"|"__proto__"|\\u/;

/** In place. The depth has been bounded. */
function revived(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) {
      if (typeof value[index] === "object") value[index] = revived(value[index]);
    }
    return value;
  }
  if (Object.hasOwn(value, SPECIAL_KEY)) {
    const name: unknown = Reflect.get(value, SPECIAL_KEY);
    const number = typeof name === "string" ? SPECIAL.get(name) : undefined;
    if (number === undefined) throw new SyntaxError(`an unknown number ${inShort(name)}`);
    return number;
  }
  for (const [key, item] of Object.entries(value)) {
    if (key === "__proto__") throw new SyntaxError("a key named __proto__, which no pipeline has");
    if (typeof item === "object") Reflect.set(value, key, revived(item));
  }
  return value;
}

/**
 * Reads what `canonical` and `formatJson` wrote.
 *
 * @throws E_FILE_LARGE before anything is made of a text that is too large; E_FILE_JSON when the text is no JSON, or has a key
 *   named __proto__.
 */
export function parseJson(text: string, where: string): unknown {
  assertJsonSize(text, where);
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ""));
    return IS_SPECIAL.test(text) ? revived(value) : value;
  } catch (error) {
    throw studioError("E_FILE_JSON", { where, reason: text.trim() === "" ? undefined : messageOf(error) });
  }
}

export const tensorSchema = z.strictObject({
  dtype: z.literal("float32"),
  shape: z.array(z.number().int().nonnegative()),
  /** Row-major, four bytes a number, least significant byte first. */
  encoding: z.literal("base64-le"),
  data: z.string(),
});
export type StoredTensor = z.infer<typeof tensorSchema>;

const BYTES = 4;
const SLICE = 0x8000;

export function encodeTensor(values: Float32Array, shape: readonly number[] = [values.length]): StoredTensor {
  const bytes = new Uint8Array(values.length * BYTES);
  const view = new DataView(bytes.buffer);
  values.forEach((value, index) => {
    view.setFloat32(index * BYTES, value, true);
  });
  let binary = "";
  for (let start = 0; start < bytes.length; start += SLICE) {
    binary += String.fromCharCode(...bytes.subarray(start, start + SLICE));
  }
  return { dtype: "float32", shape: [...shape], encoding: "base64-le", data: btoa(binary) };
}

/** The numbers as they are stored. @throws DOMException when the data is no base64. */
export function tensorBytes({ data }: Pick<StoredTensor, "data">): Uint8Array<ArrayBuffer> {
  const binary = atob(data);
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < bytes.length; at++) bytes[at] = binary.charCodeAt(at);
  return bytes;
}

/** @throws E_FILE_TENSOR when the data is no base64 or has another length than its shape says. */
export function decodeTensor(stored: StoredTensor, where: string): Float32Array {
  const nBytes = sizeOf(stored.shape) * BYTES;
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    bytes = tensorBytes(stored);
  } catch {
    throw studioError("E_FILE_TENSOR", { where, expected: "base64 text", got: "other characters" });
  }
  if (bytes.length !== nBytes)
    throw studioError("E_FILE_TENSOR", {
      where,
      expected: `${nBytes} bytes for [${stored.shape.join(", ")}]`,
      got: `${bytes.length}`,
    });
  const view = new DataView(bytes.buffer);
  return Float32Array.from({ length: nBytes / BYTES }, (_, index) => view.getFloat32(index * BYTES, true));
}
