/** Numbers as people write them: signs, grouped thousands, currency, percent, accounting brackets. */
import type { DecimalMark } from "../types.ts";
import { isPlainNumber } from "./plain-number.ts";

const CURRENCY = "[$€£¥₹₽₩₺₪฿]|USD|EUR|GBP|CHF|JPY|CNY|INR|CAD|AUD|SEK|NOK|DKK|PLN|BRL|US\\$|R\\$|kr\\.?";
const DRESSED = new RegExp(
  `^([+-])?\\s*(?:${CURRENCY})?\\s*([+-])?\\s*([\\d.,'’\\s]+(?:[eE][+-]?\\d+)?)\\s*(?:%|${CURRENCY})?$`,
);
const BODY = {
  ".": /^(?:\d+|\d{1,3}(?:([,'’\s])\d{3})(?:\1\d{3})*)?(?:\.\d*)?(?:[eE][+-]?\d+)?$/,
  ",": /^(?:\d+|\d{1,3}(?:([.'’\s])\d{3})(?:\1\d{3})*)?(?:,\d*)?(?:[eE][+-]?\d+)?$/,
} as const;

/**
 * Reads a number, in the unit in which it is written: "12 %" is 12, "(3)" is −3.
 *
 * @param text trimmed or not; thousands may be grouped by the other mark, a space or an apostrophe.
 * @returns NaN where the text is no number, or too large for a float32.
 */
export function parseNumber(text: string, decimalMark: DecimalMark): number {
  const trimmed = text.trim();
  if (decimalMark === "." && isPlainNumber(trimmed)) return finite(Number(trimmed));
  if (!/\d/.test(trimmed) || trimmed.length > 40) return Number.NaN;
  const isBracketed = trimmed.startsWith("(") && trimmed.endsWith(")");
  const inner = (isBracketed ? trimmed.slice(1, -1) : trimmed).replaceAll("−", "-");
  const match = DRESSED.exec(inner);
  if (match === null || (match[1] !== undefined && match[2] !== undefined)) return Number.NaN;
  const body = match[3].trim();
  if (!BODY[decimalMark].test(body)) return Number.NaN;
  const plain = body.replace(decimalMark === "." ? /[,'’\s]/g : /[.'’\s]/g, "").replace(",", ".");
  if (!isPlainNumber(plain)) return Number.NaN;
  const isNegative = isBracketed !== (match[1] === "-" || match[2] === "-");
  return finite(isNegative ? -Number(plain) : Number(plain));
}

export const LARGEST_FLOAT32 = 3.4028234663852886e38;

function finite(value: number): number {
  return Math.abs(value) <= LARGEST_FLOAT32 ? value : Number.NaN;
}

/** Digits that would lose something as a number: a leading zero ("00123"), or more digits than a float64 holds. */
export function isDigitCode(text: string): boolean {
  return /^(?:0\d+|\d{16,})$/.test(text);
}

/** What the text of a canonical number means where the comma is the decimal mark: 1.234 is then 1234. */
export function numberUnderComma(value: number): number {
  return Number.isInteger(value) ? value : parseNumber(String(value), ",");
}
