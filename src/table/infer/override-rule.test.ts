import { describe, expect, test } from "vitest";
import { readNumberCells } from "../cells/read-cells.ts";
import { ruleOf, tableOf } from "../testing/made-tables.ts";
import { inferRules } from "./infer-rules.ts";
import { overrideRule } from "./override-rule.ts";

describe("a decimal mark that no cell shows", () => {
  const table = tableOf({ price: ["1,234", "2,345", "3,456", "n.a.", "987"], name: ["a", "b", "c", "d", "e"] });
  const price = ruleOf(inferRules(table), "price");

  test("is said to be doubtful, and stays so when other things are decided", () => {
    expect(price).toMatchObject({ type: "number", decimalMark: ".", decimalDoubt: "nothing" });
    expect(overrideRule(table, price, { missingMarkers: ["n.a.", "987"] })).toMatchObject({
      decimalMark: ".",
      decimalDoubt: "nothing",
      missingMarkers: ["n.a.", "987"],
    });
  });

  test("is beyond doubt once a person has said it, whichever it is", () => {
    for (const decimalMark of [",", "."] as const) {
      const rule = overrideRule(table, price, { decimalMark });
      expect(rule.decimalMark).toBe(decimalMark);
      expect(rule.decimalDoubt).toBeUndefined();
      expect(rule.typeReason).not.toContain("though no cell shows it");
    }
  });
});

test("numbers come out from behind texts that a person calls missing, unless the type was said, too", () => {
  const words = Array.from({ length: 12 }, (_, index) => `see note ${String.fromCharCode(97 + index)}`);
  const table = tableOf({ dose: [...Array.from({ length: 20 }, (_, index) => String(index * 3)), ...words] });
  const [dose] = inferRules(table);
  expect(dose.type).toBe("category");
  expect(overrideRule(table, dose, { missingMarkers: words })).toMatchObject({ type: "number", missingMarkers: words });
  expect(overrideRule(table, dose, { missingMarkers: words, type: "category" }).type).toBe("category");
  expect(overrideRule(table, dose, { missingMarkers: words.slice(0, 3) }).type).toBe("category");
});

test("who wants numbers of several units gets those of the most frequent one, and the others are not read", () => {
  const amounts = Array.from({ length: 30 }, (_, index) => 12 + (index % 7));
  const cells = [...amounts.map((value) => `${value} kg`), ...amounts.slice(0, 12).map((value) => `${value} lb`)];
  const table = tableOf({ weight: cells });
  const [weight] = inferRules(table);
  expect(weight.type).toBe("category");
  const decided = overrideRule(table, weight, { type: "number" });
  expect(decided).toMatchObject({ type: "number", numberFormat: { unit: "kg" } });
  const { values, unreadable } = readNumberCells(table.columns[0], decided);
  expect(Array.from(values.subarray(0, 30))).toEqual(amounts);
  expect(unreadable.count).toBe(12);
});
