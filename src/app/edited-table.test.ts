/** A table with edits is what its file would be if somebody had written them there: the file is the oracle. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { splitSettingsSchema } from "../pipeline/document.ts";
import { type FileEdits, listEdits, withEdit } from "../table/edits/cell-edits.ts";
import { editedTable, originOf } from "../table/edits/edited-table.ts";
import { cellText } from "../table/raw-column.ts";
import { stackTables, tableFromRows } from "../table/stack.ts";
import type { RawTable } from "../table/types.ts";
import { describeTable } from "./describe-table.ts";
import { gridPage } from "./grid/grid-rows.ts";
import { openTable, textFile } from "./open-table.ts";
import { trainingTable } from "./training-table.ts";
import { viewTable } from "./view-table.ts";

const HEADER = ["size", "kind", "label"];
const rowsOf = (nRows: number) =>
  Array.from({ length: nRows }, (_, row) => [
    row % 7 === 0 ? "" : String((row * 37) % 101),
    ["a", "b", "c"][row % 3],
    row % 2 === 0 ? "yes" : "no",
  ]);
const textsOf = ({ columns, nRows }: RawTable) =>
  columns.map((column) => Array.from({ length: nRows }, (_, row) => cellText(column, row)));
const editOf = (row: number, column: number, to: string, rows = rowsOf(60)) => ({
  ...{ file: "a.csv", hash: "", row: row + 1, column: HEADER[column] },
  ...{ from: rows[row][column], to },
});
const openOf = (rows: readonly (readonly string[])[]) => stackTables([tableFromRows("a.csv", HEADER, rows)]);
const wishes = { overrides: [], target: { name: "label" } };
const split = splitSettingsSchema.parse({ seed: 3 });

describe("an edited table", () => {
  const text = fc.oneof(fc.constantFrom("", "x", "-5", "0.50", "1e3", "n/a"), fc.string({ maxLength: 4 }));
  const edit = fc.record({ row: fc.nat(59), column: fc.nat(2), to: text });

  test("says and means what its file would say and mean with the same texts", () => {
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 8 }), (given) => {
        const rows = rowsOf(60);
        for (const { row, column, to } of given) rows[row][column] = to;
        const edits = given.reduce(
          (sofar, { row, column, to }) => withEdit(sofar, editOf(row, column, to)),
          [] as readonly FileEdits[],
        );
        const [edited, written] = [editedTable(openOf(rowsOf(60)), edits), openOf(rows)];
        expect(textsOf(edited.table)).toEqual(textsOf(written.table));
        const views = [edited, written].map((open) => viewTable(open, describeTable(open, wishes)));
        expect(views[0]).toEqual(views[1]);
      }),
      { numRuns: 12 },
    );
  });

  test("has room for more different texts than the file has", () => {
    const rows = Array.from({ length: 400 }, (_, row) => [`t${row % 120}`, "k", "yes"]);
    const edits = Array.from({ length: 300 }, (_, row) => editOf(row, 0, `new ${row}`, rows)).reduce(
      withEdit,
      [] as readonly FileEdits[],
    );
    const [texts] = textsOf(editedTable(openOf(rows), edits).table);
    expect(texts.slice(298, 301)).toEqual(["new 298", "new 299", "t60"]);
  });

  test("keeps all that was found out about columns without an edit, and is the same for the same edits", () => {
    const open = openOf(rowsOf(60));
    const edits = withEdit([], editOf(4, 0, "9"));
    const edited = editedTable(open, edits);
    expect(edited.table.columns.map((column, index) => column === open.table.columns[index])).toEqual([
      false,
      true,
      true,
    ]);
    expect(editedTable(open, structuredClone(edits))).toBe(edited);
    expect(editedTable(open, [])).toBe(open);
  });

  test("an edit that does not find its cell is passed over and told; one of another file says nothing", () => {
    const open = openOf(rowsOf(60));
    const edits = [
      { ...editOf(4, 0, "9"), from: "no such text" },
      { ...editOf(5, 0, "9"), row: 61 },
      { ...editOf(6, 1, "z"), column: "gone" },
      editOf(8, 1, "z"),
      { ...editOf(9, 1, "z"), file: "other.csv" },
    ].reduce(withEdit, [] as readonly FileEdits[]);
    const { table } = editedTable(open, edits);
    expect(table.issues).toMatchObject([{ code: "W_EDIT_LOST", where: "a.csv", count: 3 }]);
    const changed = textsOf(table)
      .flat()
      .filter((text, index) => text !== textsOf(open.table).flat()[index]);
    expect(changed).toEqual(["z"]);
  });
});

describe("files", () => {
  const csv = (rows: readonly (readonly string[])[]) => [HEADER, ...rows].map((row) => row.join(",")).join("\n");

  test("a file keeps its edits under another name, below another one, and read anew; another version does not", async () => {
    const first = await openTable([textFile("a.csv", csv(rowsOf(60)))]);
    const cell = originOf(first, 8, "size");
    if (!cell) throw new Error("no cell");
    const { text: _, ...place } = cell;
    const edits = withEdit([], { ...place, to: "1000" });
    const above = textFile("above.csv", csv(rowsOf(10)));
    const renamed = await openTable([above, textFile("b.csv", csv(rowsOf(60)))], { edits });
    expect(cellText(renamed.table.columns[0], 18)).toBe("1000");
    expect(originOf(renamed, 18, "size")).toEqual({ ...cell, file: "b.csv", text: "1000" });
    const other = await openTable([textFile("a.csv", csv(rowsOf(61)))], { edits });
    expect(other.edits?.originals.size).toBe(0);
  });

  test("the grid says what the file says of an edited cell", () => {
    const open = editedTable(openOf(rowsOf(60)), withEdit([], editOf(0, 0, "12")));
    const request = { query: { filters: [] }, firstRow: 0, nRows: 2, firstColumn: 0, nColumns: 2 };
    const { rows } = gridPage(open, describeTable(open, wishes), request);
    expect(rows[0]).toMatchObject({ cells: ["12", "a"], originals: ["", undefined] });
    expect(rows[1].originals).toBeUndefined();
  });
});

describe("training", () => {
  test("takes edited cells, and leaves each row in its split, whatever is edited", () => {
    const rows = [...rowsOf(200), ...rowsOf(20)];
    rows[7][2] = "";
    const open = openOf(rows);
    const before = trainingTable({ open, wishes, split }).dataset;
    // A repeat that is none any more, a label that changes, one that goes and one that comes.
    const edits = [
      editOf(205, 0, "55", rows),
      editOf(12, 2, "no", rows),
      editOf(30, 2, "", rows),
      editOf(7, 2, "yes", rows),
    ].reduce(withEdit, [] as readonly FileEdits[]);
    const after = trainingTable({ open: editedTable(open, edits), wishes, split }).dataset;
    const without = (kept: Uint32Array) => [...kept].filter((row) => row !== 30 && row !== 7);
    for (const name of ["train", "validation", "test"] as const) {
      expect(without(after.split[name])).toEqual(without(before.split[name]));
    }
    expect([after.split.train.includes(7), after.labels[30], after.labels[12]]).toEqual([
      true,
      Number.NaN,
      before.labels[1],
    ]);
    expect(after.numbers[205]).toBe(55);
    expect(listEdits(edits)).toHaveLength(4);
  });

  test("leaves rows where they are even where an edit makes another column give the target away", () => {
    const isWrong = (row: number) => row % 20 === 3;
    const rows = Array.from({ length: 90 }, (_, row) => [
      String((row % 2 === 1) !== isWrong(row) ? 50 + (row % 7) : row % 7),
      ["a", "b", "c"][row % 3],
      row % 2 ? "yes" : "no",
    ]);
    const open = openOf(rows);
    const edits = rows.reduce<readonly FileEdits[]>(
      (sofar, [size], row) => (isWrong(row) ? withEdit(sofar, editOf(row, 0, String(50 + Number(size)), rows)) : sofar),
      [],
    );
    const [before, after] = [open, editedTable(open, edits)].map((each) =>
      trainingTable({ open: each, wishes, split }),
    );
    expect(after.rules.map(({ role }) => role)).not.toEqual(before.rules.map(({ role }) => role));
    expect(after.dataset.split).toEqual(before.dataset.split);
  });
});
