import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readDateCells } from "../cells/read-cells.ts";
import { columnFromTexts } from "../column-builder.ts";
import { inferOne } from "../testing/made-tables.ts";

const MS_PER_DAY = 86_400_000;
const START = Date.UTC(2016, 0, 1) / MS_PER_DAY;
const days = Array.from({ length: 60 }, (_, index) => START + ((index * 97) % 360));
const two = (value: number) => String(value).padStart(2, "0");

function partsOf(day: number) {
  const date = new Date(day * MS_PER_DAY);
  return { date, y: date.getUTCFullYear(), m: date.getUTCMonth() + 1, d: date.getUTCDate() };
}

const daysOf = (texts: readonly string[]) =>
  Array.from(readDateCells(columnFromTexts("x", texts), inferOne(texts)).parts.days, (day) =>
    Number.isNaN(day) ? null : day,
  );

const iso = (day: number) => partsOf(day).date.toISOString().slice(0, 10);
const dmy = (day: number) => `${two(partsOf(day).d)}/${two(partsOf(day).m)}/${partsOf(day).y}`;

describe("dates", () => {
  test("several formats in a column are all read", () => {
    expect(daysOf(days.map((day, index) => (index % 5 === 0 ? dmy(day) : iso(day))))).toEqual(days);
    const three = days.map(
      (day, index) => [iso(day), dmy(day), `${partsOf(day).date.toISOString().slice(0, 19)}Z`][index % 3],
    );
    expect(daysOf(three)).toEqual(days);
  });

  test.each(["en", "de", "fr", "es", "it", "nl", "pt", "pl", "ru", "sv", "da", "id", "ro"])(
    "names of months are read in %s",
    (language) => {
      const name = new Intl.DateTimeFormat(language, { month: "long", timeZone: "UTC" });
      const write = (day: number) => `${partsOf(day).d}. ${name.format(partsOf(day).date)} ${partsOf(day).y}`;
      expect(daysOf(days.map(write))).toEqual(days);
      const months = days.map((day) => `${name.format(partsOf(day).date)} ${partsOf(day).y}`);
      expect(daysOf(months)).toEqual(days.map((day) => Date.UTC(partsOf(day).y, partsOf(day).m - 1) / MS_PER_DAY));
    },
  );

  test("a month and two digits are a month of a year", () => {
    const rule = inferOne(["Jan-16", "Feb-16", "Mar-17", "Dec-15", "Feb-16"]);
    expect(rule).toMatchObject({ type: "date", dateFormat: "month-year" });
  });

  test("a time of day is its hour", () => {
    const texts = ["00:00", "06:30:00", "11:59 PM", "18:15"];
    const rule = inferOne(texts);
    expect(rule).toMatchObject({ type: "date", dateParts: ["hour"] });
    expect(Array.from(readDateCells(columnFromTexts("x", texts), rule).parts.hour)).toEqual([
      0,
      6.5,
      23 + 59 / 60,
      18.25,
    ]);
  });

  test("two-digit years lie within the hundred years that they leave together", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1905, max: 1965 }), (first) => {
        const births = Array.from(
          { length: 55 },
          (_, index) => Date.UTC(first + index, index % 12, 1 + (index % 28)) / MS_PER_DAY,
        );
        const texts = births.map((day) => `${partsOf(day).m}/${partsOf(day).d}/${two(partsOf(day).y % 100)}`);
        // Years that version 1 reads together stay as it read them.
        fc.pre(first % 100 < 70 && (first + 54) % 100 >= 70);
        expect(daysOf(texts)).toEqual(births);
      }),
    );
  });

  test("the end of time is no date", () => {
    const texts = days.map((day, index) => (index % 6 === 1 ? "9999-12-31" : iso(day)));
    expect(daysOf(texts)).toEqual(days.map((day, index) => (index % 6 === 1 ? null : day)));
  });

  test("a log of a web server, and a year with its word behind it", () => {
    const log = (day: number) =>
      `${two(partsOf(day).d)}/${new Intl.DateTimeFormat("en", { month: "short", timeZone: "UTC" }).format(partsOf(day).date)}/${partsOf(day).y}:12:00:00 +0000`;
    expect(daysOf(days.map(log))).toEqual(days.map((day) => day + 0.5));
    const russian = new Intl.DateTimeFormat("ru", { dateStyle: "long", timeZone: "UTC" });
    expect(daysOf(days.map((day) => russian.format(partsOf(day).date)))).toEqual(days);
  });

  test("zero dates are missing", () => {
    expect(daysOf(["2016-01-01", "0000-00-00", "2016-01-03", "0000-00-00 00:00:00"])).toEqual([
      START,
      null,
      START + 2,
      null,
    ]);
  });

  test("weekday, month, day, time, zone and year", () => {
    expect(daysOf(["Thu Feb 04 10:00:00 +0000 2016", "Fri Sep 09 12:00:00 +0200 2016"])).toEqual([
      Date.UTC(2016, 1, 4, 10) / MS_PER_DAY,
      Date.UTC(2016, 8, 9, 10) / MS_PER_DAY,
    ]);
  });

  test("codes and versions are no dates", () => {
    for (const texts of [
      ["MAR-1", "SEPT-2", "DEC-1", "MAR-1"],
      ["1.0.0", "2.1.1", "1.4.12"],
      ["12-345", "99-123", "10-456"],
      ["2016-13", "2016-45", "2016-99"],
    ]) {
      expect(inferOne(texts).type).not.toBe("date");
    }
  });
});
