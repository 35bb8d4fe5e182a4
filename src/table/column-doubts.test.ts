import { describe, expect, test } from "vitest";
import { doubtsOf } from "./column-doubts.ts";
import { inferRules } from "./infer/infer-rules.ts";
import { overrideRule } from "./infer/override-rule.ts";
import { tableOf } from "./testing/made-tables.ts";

function doubts(texts: readonly string[]) {
  const table = tableOf({ x: texts });
  const [rule] = inferRules(table);
  return { table, rule, found: doubtsOf(table.columns[0], rule) };
}

const heights = Array.from({ length: 60 }, (_, index) => String(150 + ((index * 7) % 45)));

describe("numbers that may mean missing", () => {
  test("come with their cells, the value next to them, and all their spellings", () => {
    const { found, rule, table } = doubts([...heights, "0", "0.0", "0.0", "0,000", "999", "999"]);
    expect(found?.sentinels).toEqual([
      { value: 0, count: 4, nearest: 150, spellings: ["0", "0.0", "0,000"] },
      { value: 999, count: 2, nearest: 194, spellings: ["999"] },
    ]);
    const decided = overrideRule(table, rule, { missingMarkers: found?.sentinels[0].spellings ?? [] });
    expect(doubtsOf(table.columns[0], decided)?.sentinels.map(({ value }) => value)).toEqual([999]);
  });

  test("are none in a plain column", () => {
    expect(doubts(heights).found).toBeUndefined();
  });
});

describe("a decimal mark that no cell shows", () => {
  test("comes with a cell that the other mark reads otherwise, also where it is written as a plain number", () => {
    expect(doubts(["1,234", "2,345", "987"]).found?.mark).toEqual({
      mark: ".",
      because: "nothing",
      example: "1,234",
      value: 1234,
      otherwise: 1.234,
    });
    const table = tableOf({ x: ["1.234", "2.345", "987"], y: ["0,5", "1,25", "3,75"] });
    const [x] = inferRules(table);
    expect(doubtsOf(table.columns[0], x)?.mark).toEqual({
      mark: ",",
      because: "other columns",
      example: "1.234",
      value: 1234,
      otherwise: 1.234,
    });
  });

  test("is none once it was said", () => {
    const { table, rule } = doubts(["1,234", "2,345", "987"]);
    expect(doubtsOf(table.columns[0], overrideRule(table, rule, { decimalMark: "." }))).toBeUndefined();
  });
});
