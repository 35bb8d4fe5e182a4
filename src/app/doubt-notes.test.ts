import { expect, test } from "vitest";
import { columnRule } from "../table/testing/column-rule.ts";
import { doubtNotes } from "./doubt-notes.ts";

test("a run says what it took for granted, a line a number and a line a mark", () => {
  const notes = doubtNotes([
    columnRule("chol", { sentinelCandidates: [-9, 0] }),
    columnRule("slope", { sentinelCandidates: [-9], decimalDoubt: "other columns" }),
    columnRule("id", { role: "aside", sentinelCandidates: [-9], decimalDoubt: "nothing" }),
    columnRule("price", { role: "target", decimalDoubt: "delimiter", decimalMark: "," }),
  ]);
  expect(notes).toEqual([
    '"-9" in chol and slope was read as a number, and may mean “missing”.',
    '"0" in chol was read as a number, and may mean “missing”.',
    "The comma was taken for the decimal mark of price, which no cell shows.",
  ]);
  expect(doubtNotes([columnRule("plain")])).toEqual([]);
});
