import { describe, expect, test } from "vitest";
import { readDuration } from "./duration.ts";

const seconds = (text: string, short: "hours and minutes" | "minutes and seconds" = "minutes and seconds") =>
  readDuration(text, short)?.seconds;

describe("lengths of time", () => {
  // Computed by hand: 1 h = 3600 s, 1 day = 86,400 s, 1 week = 604,800 s, 1 year = 365.2425 days.
  test.each([
    ["1:23:45", 5025],
    ["01:23:45.5", 5025.5],
    ["-0:00:10", -10],
    ["36:30:00", 131_400],
    ["3:45", 225],
    ["90:15", 5415],
    ["1:02.75", 62.75],
    ["190:16.5", 11_416.5],
    ["2 days, 3:04:05", 183_845],
    ["1 day 00:00:01", 86_401],
    ["1.02:03:04", 93_784],
    ["90 min", 5400],
    ["1h 20m", 4800],
    ["1h20", undefined],
    ["1 hr 5 mins.", 3900],
    ["2 hours and 30 minutes", 9000],
    ["1,5 h", 5400],
    ["1.5h", 5400],
    ["3 Tage 4 Std.", 273_600],
    ["45 seconds", 45],
    ["250 ms", 0.25],
    ["1 year 6 months", 1.5 * 31_556_952],
    ["PT1H20M", 4800],
    ["PT0.5S", 0.5],
    ["P1DT12H", 129_600],
    ["P2W", 1_209_600],
    ["-PT5M", -300],
  ])("%s", (text, right) => {
    if (right === undefined) expect(seconds(text)).toBeUndefined();
    else expect(seconds(text)).toBeCloseTo(right, 9);
  });

  test.each([
    "",
    "12",
    "1:60",
    "1:2",
    "1:23:60",
    "5 kg",
    "3 M",
    "20m 1h",
    "1h 2h",
    "P",
    "PT",
    "12/03/2020",
    "a:10",
    "1 day 25:00:00",
  ])("%j is none", (text) => expect(seconds(text)).toBeUndefined());

  test("two parts of a clock are what the column's are", () => {
    expect(seconds("3:45", "hours and minutes")).toBe(13_500);
  });

  test("a long cell is none, and looked at no longer than a short one", () => {
    expect(seconds(`${"1h ".repeat(1000)}`)).toBeUndefined();
  });
});
