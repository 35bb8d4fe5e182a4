import { describe, expect, test } from "vitest";
import { listEdits } from "../../table/edits/cell-edits.ts";
import { error, view, withTable } from "./testing/fake-worker.ts";

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
