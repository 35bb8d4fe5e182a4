import { describe, expect, test } from "vitest";
import { applyRules } from "../apply-rules.ts";
import { codeOf, repeat, ruleOf, tableOf } from "../testing/made-tables.ts";
import type { RawTable } from "../types.ts";
import { assignRoles, SET_BY_YOU } from "./assign-roles.ts";
import { inferRules } from "./infer-rules.ts";
import { inferTarget } from "./infer-target.ts";
import { overrideRule } from "./override-rule.ts";

describe("roles", () => {
  const n = 200;
  const index = Array.from({ length: n }, (_, row) => row);
  const noise = index.map((row) => ((row * 7919) % 1009) / 10);
  const labels = index.map((row) => (((row * 7919) % 1009) + row < 600 ? "yes" : "no"));
  const table = tableOf({
    id: index.map((row) => `U${row}`),
    row: index.map((row) => String(row + 1)),
    customer_id: index.map((row) => String((row * 7919) % 10_007)),
    year: index.map((row) => String(1800 + row)),
    constant: index.map(() => "same"),
    empty: index.map((row) => (row < 5 ? "1" : "")),
    flag: index.map((row) => (row % 3 === 0 ? "yes" : "")),
    remark: index.map((row) => `this is remark ${row} on something else`),
    noise: noise.map(String),
    leak: labels.map((label) => (label === "yes" ? "paid" : "open")),
    leakNumber: labels.map((label, row) => String(label === "yes" ? row / 7 : 100 + row / 9)),
    target: labels,
  });

  test("each column has the role that its cells speak for, with the reason", () => {
    const { rules } = inferTarget(table, inferRules(table), "target");
    const roles = Object.fromEntries(rules.map(({ name, role }) => [name, role]));
    expect(roles).toEqual({
      id: "aside",
      row: "aside",
      customer_id: "aside",
      year: "used",
      constant: "aside",
      empty: "aside",
      flag: "used",
      remark: "aside",
      noise: "used",
      leak: "aside",
      leakNumber: "aside",
      target: "target",
    });
    expect(ruleOf(rules, "leak").roleReason).toContain("AUC 1.000");
    expect(ruleOf(rules, "empty").roleReason).toContain("missing");
    expect(ruleOf(rules, "id").roleReason).toContain("Identifier");
    expect(ruleOf(rules, "remark").roleReason).toContain("Free text");
  });

  test("a regression target is given away by its own ranks only", () => {
    const values = index.map((row) => String(noise[row] * 3 + row / 1000));
    const regression = tableOf({
      copy: index.map((row) => String(Math.exp(Number(values[row]) / 100))),
      near: index.map((row) => String(Number(values[row]) + (row % 17) * 5)),
      y: values,
    });
    const { rules, target } = inferTarget(regression, inferRules(regression), "y");
    expect(target.task).toBe("regression");
    expect(rules.map(({ role }) => role)).toEqual(["aside", "used", "target"]);
  });

  test("a role that was set by hand stays", () => {
    const rules = inferRules(table).map((rule) =>
      rule.name === "leak" ? overrideRule(table, rule, { role: "used" }) : rule,
    );
    const after = inferTarget(table, rules, "target").rules;
    expect(ruleOf(after, "leak")).toMatchObject({ role: "used", roleReason: SET_BY_YOU });
    expect(ruleOf(assignRoles(table, after, undefined), "target").role).toBe("used");
  });
});

describe("targets", () => {
  const texts = (labels: readonly string[]): RawTable =>
    tableOf({ y: repeat(labels, 12), x: repeat(labels, 12).map((_, row) => String(row % 5)) });
  const target = (labels: readonly string[], name = "y") => {
    const table = texts(labels);
    const renamed = {
      ...table,
      columns: table.columns.map((column, index) => (index === 0 ? { ...column, name } : column)),
    };
    return inferTarget(renamed, inferRules(renamed), name).target;
  };

  test("the task follows from the values", () => {
    expect(target(["yes", "no"])).toMatchObject({ task: "binary", classes: [{ label: "no" }, { label: "yes" }] });
    expect(target(["1", "2"])).toMatchObject({ task: "binary" });
    expect(target(["a", "b", "c"])).toMatchObject({ task: "multiclass" });
    expect(target(["0", "1", "2"])).toMatchObject({ task: "multiclass" });
    expect(target(["3", "5", "8"])).toMatchObject({ task: "regression", classes: [] });
    expect(target(["3", "5", "8"], "class")).toMatchObject({ task: "multiclass" });
    expect(target(["1.5", "2", "8"])).toMatchObject({ task: "regression" });
  });

  test("it can be overridden where that makes sense", () => {
    const table = texts(["3", "5", "8"]);
    expect(inferTarget(table, inferRules(table), "y", "multiclass").target).toMatchObject({
      task: "multiclass",
      taskReason: SET_BY_YOU,
    });
    expect(codeOf(() => inferTarget(table, inferRules(table), "y", "binary"))).toBe("E_TARGET_TASK");
    const words = texts(["a", "b"]);
    expect(codeOf(() => inferTarget(words, inferRules(words), "y", "regression"))).toBe("E_TARGET_TASK");
    expect(codeOf(() => inferTarget(words, inferRules(words), "z"))).toBe("E_TARGET_COLUMN");
    const constant = texts(["a"]);
    expect(codeOf(() => inferTarget(constant, inferRules(constant), "y"))).toBe("E_TARGET_CONSTANT");
  });

  test("1 and 1.0 are one class, in new rows too", () => {
    const table = tableOf({ y: ["0", "1", "1.0", "0", ""], x: ["a", "b", "a", "b", "a"] });
    const { target: found, rules } = inferTarget(table, inferRules(table), "y");
    expect(found.classes.length).toBe(2);
    expect(Array.from(applyRules(table, rules, found).columns.labels)).toEqual([0, 1, 1, 0, Number.NaN]);
    const later = tableOf({ y: ["1.00", "7"], x: ["a", "c"] });
    const { columns, report } = applyRules(later, rules, found);
    expect(Array.from(columns.labels)).toEqual([1, Number.NaN]);
    expect(report.unknownLevels.map(({ column }) => column)).toEqual(["x", "y"]);
  });
});
