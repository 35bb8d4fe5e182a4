/** Counts of what a rule says, beside a recount row by row. */
import { expect, test } from "vitest";
import { createEvaluatorEngine } from "../engine/reference/evaluator-engine.ts";
import { usualCosts } from "../pipeline/costs.ts";
import { defaultDocument } from "../pipeline/default-document.ts";
import { splitSettingsSchema } from "../pipeline/document.ts";
import { predict } from "../training/predict.ts";
import { tableOfTraining } from "./compare.ts";
import { decisionCounts } from "./decision-counts.ts";
import { openTable, textFile } from "./open-table.ts";
import { train } from "./train.ts";
import { trainingTable } from "./training-table.ts";

const LABELS = ["a", "b", "c"];
const labelOf = (row: number) => LABELS[(((row * 37) % 101) + ((row * 53) % 29)) % 3];
const TEXT = ["size,target", ...Array.from({ length: 120 }, (_, row) => `${(row * 37) % 101},${labelOf(row)}`)].join(
  "\n",
);

async function trainedOnLetters() {
  const open = await openTable([textFile("data.csv", TEXT)]);
  const target = { name: "target", task: "multiclass" as const };
  const table = trainingTable({
    open,
    wishes: { overrides: [], target },
    split: splitSettingsSchema.parse({ seed: 3 }),
  });
  const start = defaultDocument(table.dataset.schema);
  const training = { ...start.training, deploy: "one" as const, maxSteps: 5, budgetSeconds: 3600, seed: 3 };
  const document = { ...start, training, table: { overrides: [], dialects: [], target } };
  let now = 0;
  const choose = async () => ({ engine: createEvaluatorEngine(), reason: "" });
  const trained = await train({ table, document, engine: "auto" }, { engines: { choose }, clock: () => now++ });
  return { trained, table: tableOfTraining(trained, open) };
}

test("by costs the class that is expected to cost least is counted, and by no rule the likeliest", async () => {
  const { trained, table } = await trainedOnLetters();
  const { test: rows } = table.dataset.split;
  const { values } = await predict(trained.predictor, table.dataset, { rows });
  const recount = (costs: readonly (readonly number[])[]) => {
    const counts = new Array<number>(9).fill(0);
    for (const [at, row] of rows.entries()) {
      const shares = values.subarray(3 * at, 3 * at + 3);
      const expected = [0, 1, 2].map((said) => shares.reduce((sum, share, is) => sum + share * costs[is][said], 0));
      const is = LABELS.indexOf(labelOf(row));
      counts[3 * is + expected.indexOf(Math.min(...expected))]++;
    }
    return counts;
  };
  // Whatever else is said of a "c" is dear.
  const dear = [
    [0, 1, 1],
    [1, 0, 1],
    [9, 9, 0],
  ];
  const counts = await decisionCounts(trained, table, { decision: { by: "costs", costs: dear } });
  expect(counts).toEqual({ likeliest: recount(usualCosts(3)), decided: recount(dear) });
  expect(counts.decided).not.toEqual(counts.likeliest);
  expect(counts.likeliest).toEqual(
    trained.report.diagnostics?.deployed.kind === "classes" ? trained.report.diagnostics.deployed.confusion : [],
  );
});
