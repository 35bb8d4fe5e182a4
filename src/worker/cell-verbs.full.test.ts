import { expect, test } from "vitest";
import { withEdit } from "../table/edits/cell-edits.ts";
import { csvText, decided, trainOn, withTarget } from "./testing/bench.ts";

test("an edited cell is trained on from the weights that are there, and asked about; the file stays as it is", async () => {
  const { ask, view } = await withTarget();
  const wish = trainOn(view, 2, "one");
  await ask(wish);
  expect(await ask({ type: "repairPaid" }), "nothing was trained before").toBeNull();
  const { table } = wish.document;
  const cell = await ask({ type: "cellOrigin", table, row: 3, column: "size" });
  if (!cell) throw new Error("no cell");
  expect(cell).toMatchObject({ row: 4, text: csvText().split("\n")[4].split(",")[0] });
  const { text: _, ...place } = cell;
  const edited = { ...table, edits: withEdit([], { ...place, to: "4.25" }) };
  const again = await ask({ ...wish, document: { ...wish.document, table: edited }, resume: true });
  expect(again.notes.join()).not.toContain("anew");
  expect(again.history[0].step).toBeGreaterThan(2);
  expect(await ask({ type: "repairPaid" })).toMatchObject({ nCells: 1, isOnlyCells: true });
  const found = await ask({ type: "cellsToFix" });
  expect(found.nRows).toBe(again.rows.train + again.rows.validation);
  expect((await ask({ type: "cellOrigin", table: edited, row: 3, column: "size" }))?.text).toBe("4.25");
  expect(await ask({ type: "cellOrigin", table: decided("kind"), row: 3, column: "size" })).toEqual(cell);
  expect(await ask({ type: "cellOrigin", table, row: 4000, column: "size" })).toBeNull();
  expect(
    await ask({
      type: "rowPlace",
      table,
      query: { filters: [{ by: "text", column: "colour", text: "green" }] },
      row: 4,
    }),
  ).toBe(1);
});
