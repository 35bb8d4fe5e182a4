import { expect, test } from "vitest";
import { type TableDecisions, tableDecisionsSchema } from "./document.ts";
import { decisionsAbout, haveSameDialects, isUndecided, withDialect, withOverride } from "./table-decisions.ts";

const none: TableDecisions = tableDecisionsSchema.parse({});

test("a decision about a column joins those about it, and leaves those about others", () => {
  const typed = withOverride(withOverride(none, { name: "a", type: "date" }), { name: "b", role: "aside" });
  const both = withOverride(typed, { name: "a", role: "aside" });
  expect(new Set(both.overrides)).toEqual(
    new Set([
      { name: "a", type: "date", role: "aside" },
      { name: "b", role: "aside" },
    ]),
  );
  expect(withOverride(both, { name: "a", type: "text" }).overrides).toContainEqual({
    name: "a",
    type: "text",
    role: "aside",
  });
  expect([isUndecided(none), isUndecided(both), none.overrides]).toEqual([true, false, []]);
});

test("a decision about files holds for each of them once, and for no other", () => {
  const first = withDialect(none, { files: ["a.csv", "a.csv", "b.csv"], change: { delimiter: ";" } });
  const second = withDialect(first, { files: ["b.csv"], change: { hasHeader: false } });
  expect(second.dialects).toEqual([
    { file: "a.csv", delimiter: ";" },
    { file: "b.csv", delimiter: ";", hasHeader: false },
  ]);
  expect(haveSameDialects(first, second, ["a.csv", "c.csv"])).toBe(true);
  expect(haveSameDialects(first, second, ["a.csv", "b.csv"])).toBe(false);
  for (const change of [{ skipRows: 2 }, { keepAll: true }]) {
    expect(haveSameDialects(first, withDialect(first, { files: ["a.csv"], change }), ["a.csv"])).toBe(false);
  }
  const undone = withDialect(none, { files: ["a.csv"], change: { skipRows: undefined } });
  expect(haveSameDialects(none, undone, ["a.csv"])).toBe(true);
});

test("decisions about other tables are left out, the target stays", () => {
  const decided: TableDecisions = {
    overrides: [
      { name: "a", role: "aside" },
      { name: "__proto__", role: "used" },
    ],
    dialects: [{ file: "a.csv", delimiter: ";" }],
    target: { name: "y" },
  };
  const about = decisionsAbout(decided, { columns: ["__proto__", "y"], files: [] });
  expect(about).toEqual({ overrides: [{ name: "__proto__", role: "used" }], dialects: [], target: { name: "y" } });
});
