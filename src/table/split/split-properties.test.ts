/** Splits over 200 seeds: groups are dealt by chance alone, whatever their size. */
import { expect, test } from "vitest";
import { randomNormals, randomUniform, STREAMS } from "../../base/random.ts";
import { applyRules } from "../apply-rules.ts";
import { inferRules } from "../infer/infer-rules.ts";
import { inferTarget } from "../infer/infer-target.ts";
import { hasData, NO_DATA, readDataFile } from "../testing/data-on-disk.ts";
import { expectUnbiased, splitManyTimes } from "./testing/check-unbiased.ts";
import { columnsOf } from "./testing/made-columns.ts";

/** Rows of patients with few or many visits; sicker ones come more often. */
function visits(nPatients: number, task: "binary" | "regression") {
  const key = { seed: 3, stream: STREAMS.sample, step: nPatients };
  const health = randomNormals(key, nPatients);
  const patients: number[] = [];
  for (const [patient, sickness] of health.entries()) {
    for (let visit = 0; visit < Math.ceil(Math.exp(1 + sickness)); visit++) patients.push(patient);
  }
  const labels = patients.map((patient, row) => {
    const value = health[patient] + randomUniform({ ...key, step: 0 }, row);
    return task === "regression" ? 100 + 10 * value : Number(value > 0.5);
  });
  const columns = columnsOf({ values: labels.map((_, row) => row), labels, task });
  const groups = { ofRow: Int32Array.from(patients), nGroups: nPatients };
  return { columns, basis: { by: "group" as const, column: "patient", groups } };
}

test("every patient comes to every split as often as its share says, a number as target", () => {
  const { columns, basis } = visits(120, "regression");
  expectUnbiased(splitManyTimes(columns, basis));
});

test("every patient comes to every split as often as its share says, classes mixed within patients", () => {
  const { columns, basis } = visits(120, "binary");
  expectUnbiased(splitManyTimes(columns, basis));
});

test("the dealer of old documents fails the same test: all that repeats is trained on", () => {
  const values = Array.from({ length: 300 }, (_, row) => (row < 120 ? row % 20 : row));
  const columns = columnsOf({ values, labels: values.map((value) => (value < 20 ? 300 : 100)), task: "regression" });
  const { inclusion } = splitManyTimes(columns, { by: "largest-first" });
  expect(inclusion.train.subarray(0, 20).every((part) => part > 0.999)).toBe(true);
  expectUnbiased(splitManyTimes(columns, { by: "random" }));
});

test.skipIf(!hasData)(`repeats among few rows: G1 (${hasData ? "on disk" : NO_DATA})`, async () => {
  const table = await readDataFile("table-cases/G1-repeated-rows-all-in-training.csv");
  const { rules, target } = inferTarget(table, inferRules(table), "y", undefined);
  expectUnbiased(splitManyTimes(applyRules(table, rules, target).columns, { by: "random" }));
});
