import { describe, expect, test } from "vitest";
import { applyRules, schemaOf } from "./apply-rules.ts";
import { inferRules } from "./infer/infer-rules.ts";
import { inferOne, tableOf } from "./testing/made-tables.ts";
import type { TargetRule } from "./types.ts";

const target: TargetRule = { name: "y", task: "regression", taskReason: "", classes: [] };

describe("censored values", () => {
  const plain = Array.from({ length: 40 }, (_, index) => ((index + 1) * 0.25).toFixed(2));
  const cells = [...plain, "<0.02", "< 0.02", "≤0.02", ">100", ">= 100", "~5", "3-5", "", "n/a"];
  const table = tableOf({ conc: cells, y: cells.map((_, row) => String(row % 7)) });
  const rules = inferRules(table).map((rule) => (rule.name === "y" ? { ...rule, role: "target" as const } : rule));
  const [conc] = rules;

  test("are a number, and a column beside it says which way they are open", () => {
    expect(conc).toMatchObject({ type: "number", hasLimitColumn: true });
    expect(conc.typeReason).toContain("−1 at most, 1 at least");
    const { columns } = applyRules(table, [{ ...conc, role: "used" }], undefined);
    expect(columns.schema.numbers).toEqual([
      { name: "conc", original: "conc", offset: 0 },
      { name: "conc (limit)", original: "conc", offset: 0 },
    ]);
    const rows = cells.map((_, row) =>
      [0, 1].map((at) => (columns.missing[row * 2 + at] ? null : columns.numbers[row * 2 + at])),
    );
    const small = Math.fround(0.02);
    expect(rows.slice(0, 2)).toEqual([
      [0.25, 0],
      [0.5, 0],
    ]);
    expect(rows.slice(40)).toEqual([
      ...[small, small, small].map((value) => [value, -1]),
      ...[100, 100].map((value) => [value, 1]),
      [5, 0],
      [4, 0],
      [null, null],
      [null, null],
    ]);
  });

  test("bring both columns wherever the rule is used, also where a file lacks the column", () => {
    expect(schemaOf(rules, target, []).numbers.map(({ name }) => name)).toEqual(["conc", "conc (limit)"]);
    const { columns } = applyRules(tableOf({ other: ["1"] }), [{ ...conc, role: "used" }], undefined);
    expect([...columns.missing]).toEqual([1, 1]);
  });

  test("that are few, or only about so much, have no column of their own", () => {
    expect(inferOne([...plain, "<0.02", "<0.02"]).hasLimitColumn).toBeUndefined();
    expect(
      inferOne([...plain, ...Array.from({ length: 8 }, (_, index) => `~${index + 1}`)]).hasLimitColumn,
    ).toBeUndefined();
  });
});
