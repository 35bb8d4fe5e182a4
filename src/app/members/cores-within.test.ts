import { expect, test } from "vitest";
import { tinyDataset } from "../../pipeline/testing/tiny-pipeline.ts";
import { coresWithin } from "./cores-within.ts";
import { MemberPool } from "./member-pool.ts";

const hostOf = (memoryBytes: number | undefined) => ({
  memoryBytes,
  members: new MemberPool(8, () => {
    throw new Error("no core is started");
  }),
});

test("each core has room for a table of its own in a quarter of the memory, or there are fewer of them", () => {
  const dataset = tinyDataset({ nRows: 100 });
  const { numbers, missing, categories, labels } = dataset;
  const bytes = 4 * numbers.length + missing.length + 4 * categories.length + 8 * labels.length;
  const coresOf = (memoryBytes: number | undefined) => coresWithin(hostOf(memoryBytes), dataset)?.nCores ?? 1;
  expect([undefined, 32 * bytes, 31 * bytes, 8 * bytes, 7 * bytes, 1].map(coresOf)).toEqual([8, 8, 7, 2, 1, 1]);
});
