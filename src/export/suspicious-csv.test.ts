import { expect, test } from "vitest";
import { suspiciousCsv } from "./suspicious-csv.ts";

const suspicious = {
  ...{ nLooked: 10, nSuspicious: 1, wrongShare: 0.1, nPlanted: 1, foundShare: 1 },
  rows: [{ file: "=a.csv", row: 3, label: "@home", expected: "-1", suspicion: 0.9 }],
};

test("rows are listed letter for letter, and safe for spreadsheets where that is asked for", () => {
  expect([...suspiciousCsv(suspicious)].at(-1)).toBe("=a.csv,3,@home,-1,0.9\n");
  expect([...suspiciousCsv(suspicious, { isDefused: true })].at(-1)).toBe("'=a.csv,3,'@home,-1,0.9\n");
  expect([...suspiciousCsv(undefined)]).toHaveLength(1);
});
