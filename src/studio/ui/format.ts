/** Numbers as people read them; one language, so that what is copied reads the same everywhere. */
import { percent } from "../../base/words.ts";
import type { MetricName } from "../../training/metric-evaluators.ts";
import { metricLabels, SHARE_DIGITS } from "../../training/metrics.ts";
import type { ReplicaSettings } from "../../training/replicas.ts";

const counts = new Intl.NumberFormat("en");
const short = new Intl.NumberFormat("en", { maximumSignificantDigits: 4, useGrouping: true });
const tiny = new Intl.NumberFormat("en", { notation: "scientific", maximumSignificantDigits: 3 });

/** "12,345" */
export const formatCount = (count: number): string => counts.format(count);

/** "1 row", "12,345 rows" */
export const countOf = (count: number, one: string, many = `${one}s`): string =>
  `${formatCount(count)} ${count === 1 ? one : many}`;

/** Four digits that matter: "0.1234", "1,234", "1.23E-7"; "–" for no number. */
export function formatNumber(value: number | undefined): string {
  if (value === undefined || Number.isNaN(value)) return "–";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e9)) return tiny.format(value);
  return size >= 1e4 ? counts.format(Math.round(value)) : short.format(value);
}

/** 0…1 as "12.3 %", "under 0.1 %", "over 99.9 %". */
export function formatPercent(share: number, digits = 1): string {
  return Number.isFinite(share) ? percent(share, digits) : "–";
}

/** 0…1 in two decimals, as the heat map has room for; what is neither 0 nor 1 is never said to be. */
export function formatShare(share: number): string {
  const text = share.toFixed(2);
  if (text === "0.00" && share > 0) return "<0.01";
  return text === "1.00" && share < 1 ? ">0.99" : Number.isFinite(share) ? text : formatNumber(share);
}

/** A part of a whole as "0 %", "under 0.1 %", "12.3 %", "100 %". */
export function formatPart(part: number, whole: number): string {
  if (part === 0 || whole === 0) return "0 %";
  return part === whole ? "100 %" : formatPercent(part / whole);
}

export function formatMetric(metric: MetricName, value: number | undefined): string {
  if (value === undefined || !Number.isFinite(value)) return "–";
  return metricLabels[metric].unit === "share"
    ? formatPercent(value, SHARE_DIGITS)
    : Math.abs(value) < 10
      ? value.toFixed(3).replace("-", "−")
      : formatNumber(value);
}

/** "8 s", "2 min 5 s", "1 h 4 min" */
export function formatDuration(seconds: number): string {
  if (!Number.isFinite(seconds)) return "unknown";
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return whole % 60 === 0 ? `${whole / 60} min` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}

export function formatBytes(sizeBytes: number): string {
  if (sizeBytes < 1000) return countOf(sizeBytes, "byte");
  if (sizeBytes < 1e6) return `${formatNumber(Number((sizeBytes / 1e3).toPrecision(3)))} kB`;
  if (sizeBytes < 1e9) return `${formatNumber(Number((sizeBytes / 1e6).toPrecision(3)))} MB`;
  return `${formatNumber(Number((sizeBytes / 1e9).toPrecision(3)))} GB`;
}

/** What tells a replica from the others: "learning rate 0.005, seed 1" */
export const formatReplica = ({ learningRate, seed }: ReplicaSettings): string =>
  `learning rate ${learningRate}, seed ${seed}`;

/** What something took: as `formatDuration`, with tenths where whole seconds say too little. */
export function formatTaken(seconds: number): string {
  if (seconds < 0.05) return "under 0.1 s";
  return seconds < 9.95 ? `${seconds.toFixed(1)} s` : formatDuration(seconds);
}

/** A day count since 1970-01-01 as "2012-03-04". */
export function formatDay(days: number): string {
  const date = new Date(days * 86_400_000);
  return Number.isNaN(date.getTime()) ? "–" : date.toISOString().slice(0, 10);
}

/** Rows as CSV text, quoted where needed, so that any reader gets the same cells back. */
export function toCsv(rows: Iterable<readonly (string | number)[]>): string {
  const cell = (value: string | number): string => {
    const text = typeof value === "number" && Number.isNaN(value) ? "" : String(value);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return `${Array.from(rows, (row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}
