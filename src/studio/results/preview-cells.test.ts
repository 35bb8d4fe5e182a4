import { expect, test } from "vitest";
import { shownPreview } from "./preview-cells.ts";

test("probabilities have three digits, the class and the cells of the file none more or less than they have", () => {
  const rows = [
    ["prediction", "p_1", "p_2", "weight", "zip", "place"],
    ["1", "0.2664684375556266", "0.7335315624443733", "0.5000001234", "01234", "A 1"],
    ["2", "1", "1e-9", "", "99999", ""],
  ];
  const shown = shownPreview({ rows, nAdded: 3, isRegression: false });
  expect(shown.rows).toEqual([
    ["1", "26.6 %", "73.4 %", "0.5000001234", "01234", "A 1"],
    ["2", "100.0 %", "under 0.1 %", "", "99999", ""],
  ]);
  expect(shown.header).toEqual(rows[0]);
  expect(shown.areNumbers).toEqual([true, true, true, true, true, false]);
});

test("predicted numbers have four digits that matter, as everywhere", () => {
  const rows = [
    ["prediction", "size", "note"],
    ["123.456789", "1,056.25", ""],
    ["−7", "?", "n/a"],
  ];
  const shown = shownPreview({ rows, nAdded: 1, isRegression: true });
  expect(shown.rows).toEqual([
    ["123.5", "1,056.25", ""],
    ["−7", "?", "n/a"],
  ]);
  // What stands for a gap says nothing of a column, and a column of gaps alone is not one of numbers.
  expect(shown.areNumbers).toEqual([true, true, false]);
});
