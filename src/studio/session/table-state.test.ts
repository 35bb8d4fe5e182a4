import fc from "fast-check";
import { expect, test } from "vitest";
import { describeTable } from "../../app/describe-table.ts";
import { viewTable } from "../../app/view-table.ts";
import { stackTables, tableFromRows } from "../../table/stack.ts";
import { nextTableState, type TableSignal, type TableState, viewOf } from "./table-state.ts";
import { error, view } from "./testing/fake-worker.ts";

const signal: fc.Arbitrary<TableSignal> = fc.oneof(
  fc.constantFrom<TableSignal>(
    { type: "readingBegan", names: ["a.csv"] },
    { type: "readingWentOn", fraction: 0.5, rows: 3 },
    { type: "readingFailed", error: error("E_CSV_EMPTY").details, isLost: false },
    { type: "failurePassed" },
    { type: "descriptionAsked" },
    { type: "descriptionRefused" },
  ),
  fc.constantFrom("one.csv", "two.csv").map((name): TableSignal => ({ type: "described", view: view(name) })),
);

test("after any history the newest view is there, whatever is read, asked or failed since", () => {
  fc.assert(
    fc.property(fc.array(signal, { maxLength: 30 }), (signals) => {
      const state = signals.reduce<TableState>(nextTableState, { kind: "none" });
      const described = signals.filter((each) => each.type === "described");
      expect(viewOf(state)).toEqual(described.at(-1)?.view);
      const isUpdating = state.kind === "ready" && state.isUpdating;
      const asked = signals.findLastIndex(({ type }) => type === "descriptionAsked");
      const answered = signals.findLastIndex(({ type }) => type === "described" || type === "descriptionRefused");
      if (isUpdating) expect(asked).toBeGreaterThan(answered);
    }),
  );
});

test("news of a reading that has ended change nothing, nor do answers where no table is ready", () => {
  const late: TableSignal = { type: "readingWentOn", fraction: 1, rows: 9 };
  const ready: TableState = { kind: "ready", view: view("a.csv"), isUpdating: false };
  expect(nextTableState(ready, late)).toBe(ready);
  const reading = nextTableState(ready, { type: "readingBegan", names: ["b.csv"] });
  expect(nextTableState(reading, { type: "descriptionAsked" })).toBe(reading);
  expect(nextTableState(reading, { type: "descriptionRefused" })).toBe(reading);
});

test("a table stays ready where other files cannot be read, until it is lost itself or closed", () => {
  const ready: TableState = { kind: "ready", view: view("a.csv"), isUpdating: false };
  const reading = nextTableState(ready, { type: "readingBegan", names: ["b.csv"] });
  const failed = { type: "readingFailed", error: error("E_CSV_EMPTY").details } as const;
  const kept = nextTableState(reading, { ...failed, isLost: false });
  expect(kept).toEqual({ ...ready, failure: failed.error });
  for (const next of ["failurePassed", "descriptionAsked"] as const) {
    expect(nextTableState(kept, { type: next })).not.toHaveProperty("failure");
  }
  expect(nextTableState(reading, { ...failed, isLost: true })).toEqual({ kind: "error", error: failed.error });
  expect(nextTableState(kept, { type: "closed" })).toEqual({ kind: "none" });
});

test("a column of which nothing new is known is the one that stood there", () => {
  const rows = Array.from({ length: 30 }, (_, i) => [String(i % 7), i % 2 ? "a" : "b", i % 3 ? "c" : "d"]);
  const open = stackTables([tableFromRows("a.csv", ["size", "kind", "town"], rows)]);
  const [before, after] = ["kind", "town"].map((name) =>
    viewTable(open, describeTable(open, { overrides: [], target: { name } })),
  );
  const ready: TableState = { kind: "ready", view: before, isUpdating: true };
  const next = viewOf(nextTableState(ready, { type: "described", view: structuredClone(after) }));
  expect(next).toEqual(after);
  expect(next?.columns.map((column, at) => column === before.columns[at])).toEqual([true, false, false]);
});
