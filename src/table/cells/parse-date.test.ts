import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseDate } from "./parse-date.ts";

describe("dates", () => {
  test.each([
    ["2024-02-29", "iso", Date.UTC(2024, 1, 29)],
    ["2024-02-29T23:30:00Z", "iso", Date.UTC(2024, 1, 29, 23, 30)],
    ["2024-03-01 00:30+02:00", "iso", Date.UTC(2024, 1, 29, 22, 30)],
    ["2024/3/1", "ymd", Date.UTC(2024, 2, 1)],
    ["20240301", "ymd", Date.UTC(2024, 2, 1)],
    ["1.3.2024", "dmy", Date.UTC(2024, 2, 1)],
    ["01-Mar-24", "dmy", Date.UTC(2024, 2, 1)],
    ["3/1/2024 1:05 PM", "mdy", Date.UTC(2024, 2, 1, 13, 5)],
    ["March 1, 2024", "mdy", Date.UTC(2024, 2, 1)],
    ["Fri, 1 Mar 2024 12:00:00 GMT", "dmy", Date.UTC(2024, 2, 1, 12)],
    ["2024-03-01 00:30:00+02", "iso", Date.UTC(2024, 1, 29, 22, 30)],
    ["2024-03-01T00:30:00.500-03:30[America/St_Johns]", "iso", Date.UTC(2024, 2, 1, 4, 0, 0, 500)],
    ["20240301T0130", "ymd", Date.UTC(2024, 2, 1, 1, 30)],
    ["20240301T013015Z", "ymd", Date.UTC(2024, 2, 1, 1, 30, 15)],
    ["2024年3月1日", "ymd", Date.UTC(2024, 2, 1)],
    ["2024년 3월 1일", "ymd", Date.UTC(2024, 2, 1)],
    ["1709251200", "epoch-s", Date.UTC(2024, 2, 1)],
    ["1709251200000", "epoch-ms", Date.UTC(2024, 2, 1)],
  ] as const)("%s as %s", (text, format, milliseconds) => {
    const moment = parseDate(text, format);
    expect(moment?.days).toBeCloseTo(milliseconds / 86_400_000, 9);
  });

  test.each([
    ["2023-02-29", "iso"],
    ["2024-13-01", "iso"],
    ["31/04/2024", "dmy"],
    ["13/13/2024", "mdy"],
    ["1.2", "dmy"],
    ["20240301T2561", "ymd"],
    ["2024年13月1日", "ymd"],
    ["soon", "mdy"],
  ] as const)("%s is no date as %s", (text, format) => expect(parseDate(text, format)).toBeUndefined());

  test("agrees with the platform on every day", () => {
    fc.assert(
      fc.property(fc.integer({ min: -20_000, max: 40_000 }), (day) => {
        const date = new Date(day * 86_400_000);
        const moment = parseDate(date.toISOString().slice(0, 10), "iso");
        const weekday = date.getUTCDay() === 0 ? 7 : date.getUTCDay();
        expect(moment).toEqual({ days: day, month: date.getUTCMonth() + 1, weekday, hour: 0 });
      }),
    );
  });
});
