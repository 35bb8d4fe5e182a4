import { describe, expect, test } from "vitest";
import { inferRules } from "./infer/infer-rules.ts";
import { inferTarget } from "./infer/infer-target.ts";
import { profileColumn } from "./profile.ts";
import { hasData, readDataFile } from "./testing/data-on-disk.ts";
import { ruleOf } from "./testing/made-tables.ts";
import type { ColumnRule } from "./types.ts";

describe.skipIf(!hasData)("real dirty tables, without a hand", () => {
  const typesOf = (rules: readonly ColumnRule[]) =>
    Object.fromEntries(rules.map(({ name, type, role }) => [name, `${type} ${role}`]));

  test("cafe_sales", async () => {
    const table = await readDataFile("dirty/cafe_sales/data.csv");
    const { rules, target } = inferTarget(table, inferRules(table), "Total Spent");
    expect(typesOf(rules)).toEqual({
      "Transaction ID": "text aside",
      Item: "category used",
      Quantity: "number used",
      "Price Per Unit": "number used",
      "Total Spent": "number target",
      "Payment Method": "category used",
      Location: "category used",
      "Transaction Date": "date used",
    });
    expect(target.task).toBe("regression");
    for (const rule of rules.slice(1)) expect([...rule.missingMarkers].sort()).toEqual(["ERROR", "UNKNOWN"]);
    expect(
      ruleOf(rules, "Item")
        .levels.map(({ label }) => label)
        .sort(),
    ).toEqual(["Cake", "Coffee", "Cookie", "Juice", "Salad", "Sandwich", "Smoothie", "Tea"]);
    expect(table.nRows).toBe(10_001);
  });

  test("cafe_sales with the dates of a spreadsheet", async () => {
    const rules = inferRules(await readDataFile("dirty/cafe_sales/data-excel-dates.csv"));
    expect(ruleOf(rules, "transaction_date")).toMatchObject({
      type: "date",
      dateFormat: "mdy",
      dateParts: ["days", "month", "weekday"],
    });
  });

  test("titanic_kaggle", async () => {
    const table = await readDataFile("dirty/titanic_kaggle/data.csv");
    const { rules, target } = inferTarget(table, inferRules(table), "Survived");
    expect(typesOf(rules)).toEqual({
      PassengerId: "number aside",
      Survived: "number target",
      Pclass: "number used",
      Name: "text aside",
      Sex: "category used",
      Age: "number used",
      SibSp: "number used",
      Parch: "number used",
      Ticket: "text aside",
      Fare: "number used",
      Cabin: "text aside",
      Embarked: "category used",
    });
    expect(target).toMatchObject({ task: "binary", classes: [{ label: "0" }, { label: "1" }] });
    expect(profileColumn(table.columns[5], rules[5])).toMatchObject({ nMissing: 177, numbers: { min: 0.42, max: 80 } });
  });
});
