/** Splits of real tables over 200 seeds. */
import { describe, expect, test } from "vitest";
import { applyRules } from "../apply-rules.ts";
import { inferRules } from "../infer/infer-rules.ts";
import { inferTarget } from "../infer/infer-target.ts";
import { hasData, readDataFile } from "../testing/data-on-disk.ts";
import { groupRepeats } from "./row-groups.ts";
import { expectUnbiased, splitManyTimes } from "./testing/check-unbiased.ts";

const tables = [
  ["real/cardetails.csv", "selling_price"],
  ["real/telco.csv", "Churn"],
  ["real/bengaluru.csv", "price"],
] as const;

describe.skipIf(!hasData).each(tables)("%s", (path, name) => {
  test("repeats come to each split as often as its share says", async () => {
    const table = await readDataFile(path);
    const { rules, target } = inferTarget(table, inferRules(table), name, undefined);
    const { columns } = applyRules(table, rules, target);
    expect(groupRepeats(columns).nGroups).toBeLessThan(columns.nRows);
    expectUnbiased(splitManyTimes(columns, { by: "random" }));
  });
});
