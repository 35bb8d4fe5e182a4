/** Splits of documents that were saved before groups were dealt evenly: they stay as they were, row by row. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { randomUniform, STREAMS } from "../../base/random.ts";
import type { Task } from "../types.ts";
import type { Shares } from "./shares.ts";
import { splitFingerprint } from "./split-fingerprint.ts";
import { splitRows } from "./split-rows.ts";
import { columnsOf } from "./testing/made-columns.ts";

interface StoredCase {
  readonly task: Task;
  readonly nRows: number;
  readonly seed: number;
  readonly isTrainingOnly: boolean;
  readonly fractions: Shares;
  readonly fingerprint: string;
}

const stored: readonly StoredCase[] = JSON.parse(
  readFileSync(new URL("./fixtures/largest-first.json", import.meta.url), "utf8"),
);

/** Many repeats of few values, a rare class, rows without a label, two sources. */
function madeColumns(task: Task, nRows: number) {
  const key = { seed: 77, stream: STREAMS.sample, step: nRows };
  const values = Array.from({ length: nRows }, (_, row) => Math.floor((randomUniform(key, row) ** 3 * nRows) / 2));
  const classOf = { binary: (v: number) => v % 2, multiclass: (v: number) => (v % 7 === 6 ? 6 : v % 5) };
  const labels = values.map((value, row) => {
    if (row % 17 === 5) return Number.NaN;
    return task === "regression" ? value % 13 : classOf[task](value);
  });
  return columnsOf({ values, labels, task, sources: values.map((_, row) => Number(row % 6 === 0)) });
}

test("the split is the one that was stored", () => {
  const found = stored.map((each) => {
    const { seed, fractions } = each;
    const trainingOnlySources = each.isTrainingOnly ? ["b.csv"] : [];
    const { split } = splitRows(madeColumns(each.task, each.nRows), {
      seed,
      basis: { by: "largest-first" },
      fractions,
      trainingOnlySources,
    });
    return { ...each, fingerprint: splitFingerprint(split) };
  });
  expect(found).toEqual(stored);
});
