import fc from "fast-check";
import Papa from "papaparse";
import { describe, expect, test } from "vitest";
import {
  formatAlike,
  formatBesideError,
  formatBytes,
  formatChanges,
  formatDay,
  formatDifference,
  formatDuration,
  formatNumber,
  formatPart,
  formatPercent,
  formatScore,
  formatShare,
  formatSignedBesideError,
  formatTaken,
} from "../../base/numbers.ts";
import { formatMetric, toCsv } from "./format.ts";

describe("numbers for people", () => {
  test.each([
    [0, "0"],
    [0.123456, "0.1235"],
    [1234.5678, "1,235"],
    [-1234567, "−1,234,567"],
    [0.00000012345, "1.23E−7"],
    [Number.NaN, "–"],
    [Number.POSITIVE_INFINITY, "∞"],
  ])("%d reads %s", (value, text) => {
    expect(formatNumber(value)).toBe(text);
  });

  test("shares, metrics, durations, sizes and days", () => {
    expect(formatPercent(0.9714)).toBe("97.1 %");
    expect(formatPart(1, 100_000)).toBe("under 0.1 %");
    expect(formatPart(0, 10)).toBe("0 %");
    expect([formatPart(9_999, 10_000), formatPart(10, 10)]).toEqual(["over 99.9 %", "100 %"]);
    expect([0, 0.004, 0.5, 0.996, 1, Number.NaN].map(formatShare)).toEqual([
      "0.00",
      "<0.01",
      "0.50",
      ">0.99",
      "1.00",
      "–",
    ]);
    expect(formatMetric("accuracy", 0.5)).toBe("50.0 %");
    expect(formatMetric("logLoss", 0.12345)).toBe("0.123");
    expect(formatMetric("r2", -0.0062)).toBe("−0.006");
    expect(formatMetric("rmse", 4321.6)).toBe("4,322");
    expect([0.12, -4.2, 0.00012, 0].map(formatScore)).toEqual(["0.120", "−4.200", "0.00012", "0.000"]);
    expect([formatDifference(0.1), formatDifference(-12), formatDifference(1234.5)]).toEqual([
      "0.100",
      "−12.0",
      "1,235",
    ]);
    expect(formatMetric("rocAuc", undefined)).toBe("–");
    expect(formatDuration(7.6)).toBe("8 s");
    expect(formatDuration(125)).toBe("2 min 5 s");
    expect(formatDuration(60)).toBe("1 min");
    expect(formatDuration(3840)).toBe("1 h 4 min");
    const besideErrors: readonly (readonly [number, number])[] = [
      [-0.65832, 0.0926],
      [1.2, 0.25],
      [0.00042, 0.000131],
      [31.4, 12.2],
      [0.5, 0],
    ];
    expect(besideErrors.map(([value, error]) => formatBesideError(value, error))).toEqual([
      "0.658",
      "1.20",
      "0.00042",
      "31",
      "0.500",
    ]);
    expect([-0.65832, 0.65832, -0.0004].map((value) => formatSignedBesideError(value, 0.0926))).toEqual([
      "−0.658",
      "0.658",
      "0.000",
    ]);
    expect([0, 0.64, 7, 9.96, 125].map(formatTaken)).toEqual(["under 0.1 s", "0.6 s", "7.0 s", "10 s", "2 min 5 s"]);
    expect(formatBytes(28_123_456)).toBe("28.1 MB");
    expect(formatDay(15403)).toBe("2012-03-04");
  });

  test("numbers told together have as many decimals each, and none but zero reads as zero", () => {
    expect(formatAlike([0.1, 0.00303, 0.246])).toEqual(["0.100", "0.003", "0.246"]);
    expect(formatAlike([1.23, 0.0004, -0.5])).toEqual(["1.2300", "0.0004", "−0.5000"]);
    expect(formatAlike([0.0999999, -1e-12, 0])).toEqual(["0.100000", "0.000000", "0.000000"]);
    expect(formatAlike([1234.5, 80.25, Number.NaN])).toEqual(["1,235", "80", "–"]);
    expect(formatAlike([0, 0])).toEqual(["0", "0"]);
    expect(formatAlike([3.12, 1.04, 50], 1)).toEqual(["3.1", "1.0", "50.0"]);
  });

  test("changes below each other have the decimals of the largest, and a sign where they read as any", () => {
    expect(formatChanges([15.42, -0.453, 0.019, 0])).toEqual(["+15.4", "−0.5", "0.0", "0.0"]);
    expect(formatChanges([0, 0])).toEqual(["0.00", "0.00"]);
    expect(formatChanges([])).toEqual([]);
  });

  test("CSV comes back cell by cell from another reader", () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.string(), { minLength: 2, maxLength: 4 }), { minLength: 1 }), (rows) => {
        const parsed = Papa.parse<string[]>(toCsv(rows), { delimiter: ",", newline: "\r\n" }).data;
        expect(parsed.slice(0, -1)).toEqual(rows);
      }),
    );
  });
});
