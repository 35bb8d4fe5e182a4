import { describe, expect, test } from "vitest";
import { listEdits } from "../../table/edits/cell-edits.ts";
import { error, report, view, withTable } from "./testing/fake-worker.ts";

const origin = { file: "rows.csv", hash: "h", row: 2, column: "a", from: "1", text: "1" };

describe("a cell that is edited", () => {
  test("is asked for whole, becomes the document's in one step, and is taken back", async () => {
    const { session, last, document, steps } = await withTable();
    const asked = session.getState().cellOrigin(1, "a");
    expect(last("cellOrigin").body).toMatchObject({ row: 1, column: "a" });
    await last("cellOrigin").answer(origin);
    expect(await asked).toEqual(origin);
    const nSteps = steps.length;
    const edited = session.getState().editCell(origin, "5");
    // Only a table that could be described with it has it.
    expect(document().table.edits).toBeUndefined();
    await last("describe").answer(view("rows.csv", "b"));
    await edited;
    const { text: _, ...cell } = origin;
    expect(listEdits(document().table.edits ?? [])).toEqual([{ ...cell, to: "5" }]);
    expect(steps.length).toBe(nSteps + 1);
    const gone = session.getState().takeBackEdits(listEdits(document().table.edits ?? []));
    await last("describe").answer(view("rows.csv", "b"));
    await gone;
    expect("edits" in document().table).toBe(false);
  });

  test("stays as it was where the table cannot be described with it", async () => {
    const { session, last, document, errors } = await withTable();
    const edited = session.getState().editCell(origin, "5");
    await last("describe").refuse(error("E_TARGET_CONSTANT"));
    await edited;
    expect([document().table.edits, errors.length]).toEqual([undefined, 1]);
  });
});

describe("cells to fix", () => {
  const found = { cells: [], columns: [], rows: [], nRows: 3, loss: 1, gain: 0 };

  test("are asked for with whether edits paid, and forgotten with the report that they are about", async () => {
    const { session, last } = await withTable();
    void session.getState().findCellsToFix();
    expect(session.getState().cellsToFix).toEqual({ kind: "working" });
    await last("cellsToFix").answer(found);
    expect(session.getState().cellsToFix).toEqual({ kind: "ready", found });
    await last("repairPaid").answer({ nCells: 2 });
    expect(session.getState().repairPaid).toEqual({ nCells: 2 });
    void session.getState().train();
    await last("train").answer(report);
    expect([session.getState().cellsToFix, session.getState().repairPaid]).toEqual([{ kind: "none" }, undefined]);
  });

  test("that cannot be ranked are told in words, without a notice, and not asked for again and again", async () => {
    const { session, last, errors } = await withTable();
    void session.getState().findCellsToFix();
    await last("cellsToFix").refuse(error("E_COMPARE_SPLIT"));
    expect(session.getState().cellsToFix).toMatchObject({ kind: "failed" });
    expect(errors).toEqual([]);
  });

  test("are trained again from the weights that are there", async () => {
    const { session, last } = await withTable();
    void session.getState().train();
    await last("train").answer(report);
    void session.getState().retrainWarm();
    expect(session.getState()).toMatchObject({ goesOn: true, training: { kind: "preparing" } });
  });
});
