import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { markShown, shownByCanonical } from "../cells/read-number.ts";
import { ruleOf, tableOf } from "../testing/made-tables.ts";
import type { RawTable } from "../types.ts";
import { inferRules } from "./infer-rules.ts";

const others = ["1.299", "2.455", "3.125", "0.875", "4.125"];
const prices = ["1,50", "12,25", "0,99", "3,10", "7,45"];

/** As a workbook has it, where cells have types and nothing stands between them. */
const typed = (table: RawTable): RawTable => ({
  ...table,
  sources: table.sources.map((source) => ({ ...source, dialect: { ...source.dialect, delimiter: "" } })),
});

describe("numbers with three digits behind a point, beside a column of decimal commas", () => {
  const large = { weight: ["1.299", "2.455", "3.125", "1.875", "4.125"], price: prices };

  test("are read as thousands from a table of text, and that is told", () => {
    const rule = ruleOf(inferRules(tableOf(large)), "weight");
    expect([rule.decimalMark, rule.decimalDoubt]).toEqual([",", "other columns"]);
  });

  test("are what they were stored as in a workbook, and it is told that texts differ", () => {
    const rule = ruleOf(inferRules(typed(tableOf(large))), "weight");
    expect([rule.decimalMark, rule.decimalDoubt]).toEqual([".", "nothing"]);
  });

  test("leave no doubt in a workbook without such texts", () => {
    const rule = ruleOf(inferRules(typed(tableOf({ weight: large.weight, other: others }))), "weight");
    expect([rule.decimalMark, rule.decimalDoubt]).toEqual([".", undefined]);
  });
});

test("what a number shows is what its text shows", () => {
  const parts = fc.tuple(fc.integer({ min: 0, max: 2_000_000 }), fc.constantFrom(1, 10, 100, 1000, 10_000));
  const value = fc.oneof(
    fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }),
    parts.map(([whole, divisor]) => whole / divisor),
  );
  fc.assert(
    fc.property(value, (number) => {
      expect(shownByCanonical(number)).toBe(markShown(String(number)));
    }),
    { numRuns: 2000 },
  );
});
