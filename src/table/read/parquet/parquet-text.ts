/** Values of Parquet as texts of cells. */
import type { SchemaElement } from "hyparquet";

/**
 * Makes the text of a value that is not null, as the file stores it: no type but the physical one has been applied. A number stands for
 * the text that JavaScript writes for it.
 */
export type ValueText = (value: unknown) => string | number;

const DAY_MS = 86_400_000n;

/**
 * How values of a column become texts.
 *
 * Integers of any size and decimals exactly, digit for digit; other numbers as JavaScript writes them, those of 32 bits with no more
 * digits than they have; true and false; dates "2024-12-31"; moments "2024-12-31T13:00:00.5", with a Z where they are said to be UTC;
 * times of day "13:00:00"; bytes as UTF-8, else as hexadecimal digits.
 */
export function textOfElement(element: SchemaElement): ValueText {
  const { type, converted_type: converted, logical_type: logical } = element;
  if (converted === "DECIMAL" || logical?.type === "DECIMAL") {
    const scale = element.scale ?? (logical?.type === "DECIMAL" ? logical.scale : 0);
    return (value) => decimalText(integerOf(value), scale);
  }
  // The library has read its two parts, and `PARSERS` have made a text of them.
  if (type === "INT96") return String;
  if (converted === "DATE" || logical?.type === "DATE") return (value) => dayText(integerOf(value));
  if (logical?.type === "TIMESTAMP") {
    const { unit, isAdjustedToUTC } = logical;
    return (value) => momentText(integerOf(value), DIGITS[unit], isAdjustedToUTC);
  }
  if (converted === "TIMESTAMP_MILLIS") return (value) => momentText(integerOf(value), 3, true);
  if (converted === "TIMESTAMP_MICROS") return (value) => momentText(integerOf(value), 6, true);
  if (logical?.type === "TIME") return (value) => clockText(integerOf(value), DIGITS[logical.unit]);
  if (converted === "TIME_MILLIS") return (value) => clockText(integerOf(value), 3);
  if (converted === "TIME_MICROS") return (value) => clockText(integerOf(value), 6);
  if (logical?.type === "UUID") return (value) => uuidText(hexOf(value));
  if (logical?.type === "FLOAT16") return (value) => shortText(float16Of(value), 1, isFloat16);
  const isUnsigned = converted?.startsWith("UINT_") || (logical?.type === "INTEGER" && !logical.isSigned);
  if (isUnsigned) return (value) => String(BigInt.asUintN(type === "INT64" ? 64 : 32, integerOf(value)));
  if (type === "FLOAT") return (value) => shortText(Number(value), 6, (other, right) => Math.fround(other) === right);
  if (type === "DOUBLE" || type === "INT32") return Number;
  const isBinary = converted === "BSON" || converted === "INTERVAL";
  return (value) => (value instanceof Uint8Array ? bytesText(value, isBinary) : String(value));
}

const DIGITS = { MILLIS: 3, MICROS: 6, NANOS: 9 } as const;

/** Bytes are big-endian two's complement. */
function integerOf(value: unknown): bigint {
  if (typeof value === "bigint") return value;
  if (typeof value === "number") return BigInt(value);
  const hex = hexOf(value);
  return hex === "" ? 0n : BigInt.asIntN(hex.length * 4, BigInt(`0x${hex}`));
}

function hexOf(value: unknown): string {
  if (!(value instanceof Uint8Array)) throw new TypeError("bytes");
  return Array.from(value, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** 1234 with scale 2 is "12.34": all digits of the scale, as databases write it, less zeros at the end. */
function decimalText(unscaled: bigint, scale: number): string {
  if (scale <= 0) return String(unscaled * 10n ** BigInt(-scale));
  const digits = String(unscaled < 0n ? -unscaled : unscaled).padStart(scale + 1, "0");
  const rest = digits.slice(-scale).replace(/0+$/, "");
  return `${unscaled < 0n ? "-" : ""}${digits.slice(0, -scale)}${rest === "" ? "" : `.${rest}`}`;
}

/** The fewest digits that mean the same number in a format narrower than float64. */
function shortText(value: number, fewest: number, isSame: (other: number, right: number) => boolean): string {
  if (!Number.isFinite(value) || Number.isInteger(value)) return String(value);
  for (let digits = fewest; digits < 10; digits++) {
    const short = Number(value.toPrecision(digits));
    if (isSame(short, value)) return String(short);
  }
  return String(value);
}

/** Within half a step between neighbours, which have 10 bits behind the first one. */
function isFloat16(other: number, right: number): boolean {
  const exponent = Math.max(-14, Math.floor(Math.log2(Math.abs(right))));
  return Math.abs(other - right) < 2 ** (exponent - 11);
}

function float16Of(value: unknown): number {
  if (!(value instanceof Uint8Array)) throw new TypeError("bytes");
  const bits = value[0] | (value[1] << 8);
  const sign = bits >> 15 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0x1f) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** Beyond the years 0 to 9999 the count itself. */
function dayText(days: bigint): string {
  const text = isoOf(days * DAY_MS);
  return text === undefined ? String(days) : text.slice(0, 10);
}

function isoOf(ms: bigint): string | undefined {
  if (ms < -62_167_219_200_000n || ms >= 253_402_300_800_000n) return undefined;
  return new Date(Number(ms)).toISOString();
}

/** @param digits behind the seconds that the unit has: 3, 6 or 9. */
function momentText(count: bigint, digits: number, isUtc: boolean): string {
  const perSecond = 10n ** BigInt(digits);
  const seconds = (count - (((count % perSecond) + perSecond) % perSecond)) / perSecond;
  const text = isoOf(seconds * 1000n);
  if (text === undefined) return String(count);
  return `${text.slice(0, 19)}${fractionText(count - seconds * perSecond, digits)}${isUtc ? "Z" : ""}`;
}

function fractionText(count: bigint, digits: number): string {
  return count === 0n ? "" : `.${String(count).padStart(digits, "0").replace(/0+$/, "")}`;
}

function clockText(count: bigint, digits: number): string {
  const perSecond = 10n ** BigInt(digits);
  const seconds = count / perSecond;
  const two = (part: bigint) => String(part).padStart(2, "0");
  const whole = `${two(seconds / 3600n)}:${two((seconds / 60n) % 60n)}:${two(seconds % 60n)}`;
  return `${whole}${fractionText(count % perSecond, digits)}`;
}

function uuidText(hex: string): string {
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

function bytesText(bytes: Uint8Array, isBinary: boolean): string {
  if (!isBinary) {
    try {
      return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch {
      // No text; its digits are.
    }
  }
  return hexOf(bytes);
}

/** For values that the library converts: those inside lists, and moments of 96 bits. */
export const PARSERS = {
  timestampFromMilliseconds: (count: bigint) => momentText(BigInt(count), 3, false),
  timestampFromMicroseconds: (count: bigint) => momentText(BigInt(count), 6, false),
  timestampFromNanoseconds: (count: bigint) => momentText(BigInt(count), 9, false),
  dateFromDays: (days: number) => dayText(BigInt(days)),
};

/** A value that holds others, as JSON; integers keep all their digits. */
export function nestedText(value: unknown): string {
  if (value === null || value === undefined) return "null";
  if (typeof value === "bigint") return String(value);
  if (value instanceof Uint8Array) return JSON.stringify(bytesText(value, false));
  if (Array.isArray(value) || ArrayBuffer.isView(value)) {
    return `[${Array.from(value as ArrayLike<unknown>, nestedText).join(",")}]`;
  }
  if (typeof value === "object") {
    return `{${Object.entries(value)
      .map(([name, part]) => `${JSON.stringify(name)}:${nestedText(part)}`)
      .join(",")}}`;
  }
  return typeof value === "number" && !Number.isFinite(value) ? JSON.stringify(String(value)) : JSON.stringify(value);
}
