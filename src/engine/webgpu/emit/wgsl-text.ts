/** Words of WGSL: numbers, names and index maps as text. */
import { constantOf, type IndexMap } from "../../loops/index-map.ts";

/** A u32 literal; negative numbers wrap, as u32 arithmetic does. */
export function unsigned(value: number): string {
  return `${value >>> 0}u`;
}

/** A float32 literal. */
export function float(value: number): string {
  if (Object.is(value, -0)) return "-0.0f";
  const text = String(Math.fround(value));
  return /[.e]/.test(text) ? `${text}f` : `${text}.0f`;
}

/** A name that WGSL takes, close to the given one. */
export function identifier(text: string): string {
  const plain = text
    .replace(/[^A-Za-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "")
    .slice(0, 40);
  return /^[A-Za-z]/.test(plain) ? plain : `v_${plain}`;
}

/** Text that stays on its line of comments. */
export function remark(text: string): string {
  return text.replace(/[^\x20-\x7e]+/g, " ");
}

/** `factor · text`, as short as it can be; undefined for 0. */
export function times(text: string, factor: number): string | undefined {
  if (factor === 0) return undefined;
  return factor === 1 ? text : `${text} * ${unsigned(factor)}`;
}

/** Joins what there is to add. */
export function sum(...parts: readonly (string | number | undefined)[]): string {
  const texts = parts.flatMap((part) => {
    if (part === undefined || part === 0 || part === "0u") return [];
    return [typeof part === "number" ? unsigned(part) : part];
  });
  return texts.length === 0 ? "0u" : texts.join(" + ");
}

/** Where a table of indices begins among the constants. */
export type PutTable = (values: Int32Array) => number;

/**
 * The element that a map gives for the element `at`, a u32.
 *
 * @param at an expression that binds at least as closely as a product.
 */
export function mapped(map: IndexMap, at: string, putTable: PutTable): string {
  const same = constantOf(map);
  if (same !== undefined) return unsigned(same);
  if (map.kind === "table") return `u32(constants[${sum(putTable(map.values), at)}])`;
  const { divisor, outer, inner, offset } = map;
  if (divisor === 1) return sum(times(at, outer), offset);
  return sum(times(`(${at} / ${unsigned(divisor)})`, outer), times(`(${at} % ${unsigned(divisor)})`, inner), offset);
}

export function indented(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}
