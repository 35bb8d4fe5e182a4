/** What a number format makes of a number: only what changes its meaning, not how many digits are shown. */

/**
 * "date" with or without a time of day; "time" of day; "elapsed" hours; `padded`: leading zeros of a code, shown to so many digits.
 */
export type NumberKind = "number" | "date" | "time" | "elapsed" | { readonly padded: number };

/** Formats that files name by number alone. @source ECMA-376 part 1, 18.8.30; 27 to 36 and 50 to 58 are dates of East Asia. */
function builtIn(id: number): NumberKind {
  if ((id >= 18 && id <= 21) || id === 45 || id === 47) return "time";
  if (id === 46) return "elapsed";
  const isDate = (id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58);
  return isDate ? "date" : "number";
}

/** @param code of a format such as `[$-409]d-mmm-yy;@`; undefined for what the file does not spell out. */
export function kindOfFormat(id: number, code: string | undefined): NumberKind {
  if (code === undefined) return builtIn(id);
  const [positive] = code.replace(/"[^"]*"|\\.|[_*]./g, "").split(";");
  if (/\[(?:h+|m+|s+)\]/i.test(positive)) return "elapsed";
  const tokens = positive.replace(/\[[^\]]*\]/g, "").toLowerCase();
  if (/general|standard/.test(tokens)) return "number";
  if (/^0{2,}$/.test(tokens.trim())) return { padded: tokens.trim().length };
  if (/[ydg]/.test(tokens) || (/m/.test(tokens) && !/[hs]/.test(tokens))) return "date";
  return /[hs]/.test(tokens) ? "time" : "number";
}

const MS_PER_DAY = 86_400_000;
/** 9999-12-31. */
const LAST_SERIAL = 2_958_466;
const EPOCH_1900 = Date.UTC(1899, 11, 30);
const EPOCH_1904 = Date.UTC(1904, 0, 1);
/** Excel counts a 29 February 1900, which never was: serials before it are a day off. */
const FIRST_TRUE_SERIAL = 61;

/**
 * The text of a number cell: `String(value)`; dates as "2024-12-31" or "2024-12-31T13:00:00", times of day as "13:00:00",
 * elapsed time as "PT30H15M0S" (ISO 8601), which is no time of day; codes with leading zeros as they are shown. A number that is no date under a date's format stays a number.
 *
 * @param raw as it stands in the file.
 */
export function numberText(raw: string, kind: NumberKind, isEpoch1904: boolean): string {
  const value = Number(raw);
  if (raw.trim() === "" || !Number.isFinite(value)) return raw;
  const plain = String(value);
  if (kind === "number" || value < 0) return plain;
  if (typeof kind === "object") return Number.isInteger(value) ? plain.padStart(kind.padded, "0") : plain;
  const milliseconds = Math.round(value * MS_PER_DAY);
  if (kind === "elapsed") return durationText(milliseconds);
  if (kind === "time" && value < 1) return clockText(milliseconds);
  if (value >= LAST_SERIAL) return plain;
  if (isEpoch1904) return dateText(EPOCH_1904 + milliseconds);
  if (value < 1 || (value >= FIRST_TRUE_SERIAL - 1 && value < FIRST_TRUE_SERIAL)) return plain;
  return dateText(EPOCH_1900 + milliseconds + (value < FIRST_TRUE_SERIAL ? MS_PER_DAY : 0));
}

function dateText(ms: number): string {
  const iso = new Date(ms).toISOString();
  return iso.endsWith("T00:00:00.000Z") ? iso.slice(0, 10) : iso.replace(/(?:\.000)?Z$/, "");
}

function clockText(ms: number): string {
  const two = (count: number) => String(Math.floor(count)).padStart(2, "0");
  const rest = ms % 1000 === 0 ? "" : `.${String(ms % 1000).padStart(3, "0")}`;
  return `${two(ms / 3_600_000)}:${two((ms / 60_000) % 60)}:${two((ms / 1000) % 60)}${rest}`;
}

function durationText(ms: number): string {
  return `PT${Math.floor(ms / 3_600_000)}H${Math.floor(ms / 60_000) % 60}M${(ms % 60_000) / 1000}S`;
}
