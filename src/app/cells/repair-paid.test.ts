import { expect, test } from "vitest";
import { createEvaluatorEngine } from "../../engine/reference/evaluator-engine.ts";
import { defaultDocument } from "../../pipeline/default-document.ts";
import { type FileEdits, withEdit } from "../../table/edits/cell-edits.ts";
import { editedTable } from "../../table/edits/edited-table.ts";
import { TRAINING_PHASES } from "../../training/phases.ts";
import { predict } from "../../training/predict.ts";
import type { HeldOut } from "../../training/types.ts";
import { openTable, textFile } from "../open-table.ts";
import { train } from "../train.ts";
import { trainingTable } from "../training-table.ts";
import { cellsToFix } from "./cells-to-fix.ts";
import { type RunOnTable, repairPaid } from "./repair-paid.ts";

const N_ROWS = 120;
/** The kind follows from the size, but for some rows; the size is in another unit in others. */
const csv = ["size,rest,kind"]
  .concat(
    Array.from({ length: N_ROWS }, (_, row) => {
      const size = ((row * 37) % 41) + 1;
      return [
        row % 9 === 4 ? 1000 * size : size,
        (row * 13) % 7,
        size > 20 !== (row % 11 === 3) ? "large" : "small",
      ].join();
    }),
  )
  .join("\n");
const pause = async () => undefined;

async function runOn(edits: readonly FileEdits[], seed = 1): Promise<RunOnTable> {
  const open = editedTable(await openTable([textFile("t.csv", csv)]), edits);
  const wishes = { overrides: [], target: { name: "kind" } };
  const settings = defaultDocument(
    trainingTable({ open, wishes, split: { letters: "TVE".repeat(N_ROWS / 3) } }).dataset.schema,
  );
  const training = { ...settings.training, seed, deploy: "one" as const, maxSteps: 4, budgetSeconds: 60 };
  const document = { ...settings, training, table: { ...wishes, dialects: [], edits } };
  const table = trainingTable({ open, wishes, split: training });
  const choose = async () => ({ engine: createEvaluatorEngine(), reason: "" });
  let now = 0;
  const phases = TRAINING_PHASES.filter(({ id }) => id !== "baseline");
  const host = { engines: { choose }, clock: () => (now += 10) };
  const trained = await train({ table, document, engine: "auto", phases }, host);
  return { trained, table };
}

test("cells to fix are those that cost, none of a test row; whether fixing paid is what two runs say of the same rows", async () => {
  const before = await runOn([]);
  const found = await cellsToFix(before.trained, before.table, { pause });
  const { split } = before.table.dataset;
  expect(found.cells.length).toBeGreaterThan(0);
  expect(found.cells.some(({ row }) => split.test.includes(row))).toBe(false);
  expect(found.columns[0].of).toBe("size");
  const [cell] = found.cells;
  expect(cell.text).toBe(csv.split("\n")[cell.row + 1].split(",")[0]);
  expect(found.gain).toBeCloseTo(
    found.columns.reduce((sum, { gain }) => sum + gain, 0),
    10,
  );

  const hash = before.table.raw.sources[0].hash;
  const wrong = Array.from({ length: N_ROWS }, (_, row) => row).filter((row) => row % 9 === 4);
  const edits = wrong.reduce<readonly FileEdits[]>((sofar, row) => {
    const [from] = csv.split("\n")[row + 1].split(",");
    return withEdit(sofar, {
      file: "t.csv",
      hash,
      row: row + 1,
      column: "size",
      from,
      to: String(Number(from) / 1000),
    });
  }, []);
  const after = await runOn(edits);
  const paid = await repairPaid(before, after, pause);
  expect(paid).toMatchObject({ nCells: wrong.length, isOnlyCells: true, metric: "logLoss" });
  // By hand: the mean log loss of both on the rows that neither was trained on.
  const lossOf = ({ rows, values }: HeldOut, { table }: RunOnTable) => {
    const losses = Array.from(rows, (row, at) => -Math.log(values[2 * at + table.dataset.labels[row]]));
    return losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
  };
  const said = async ({ trained, table }: RunOnTable, rows: Uint32Array) => ({
    rows,
    values: (await predict(trained.predictor, table.dataset, { rows })).values,
  });
  const [first, second] = [await said(before, split.validation), await said(after, split.validation)];
  expect(paid?.difference).toBeCloseTo(lossOf(first, before) - lossOf(second, after), 9);
  expect(paid && paid.low <= paid.difference && paid.difference <= paid.high).toBe(true);
  // Where a run says more of rows that it was not trained on, that counts, on the rows that both tell of.
  const held = await said(after, Uint32Array.from([...split.validation.slice(4), ...split.train]));
  const more = await repairPaid(before, { ...after, trained: { ...after.trained, heldOut: held } }, pause);
  const common = split.validation.slice(4);
  expect(more?.nRows).toBe(common.length);
  expect(more?.difference).toBeCloseTo(
    lossOf(await said(before, common), before) - lossOf(await said(after, common), after),
    9,
  );
  expect(await repairPaid(before, before, pause), "with the same cells").toBeUndefined();
  expect(await repairPaid(before, await runOn(edits, 2), pause), "other rows are split otherwise").toMatchObject({
    isOnlyCells: false,
  });
});
