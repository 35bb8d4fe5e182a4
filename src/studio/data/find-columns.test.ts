import { describe, expect, test } from "vitest";
import type { TableView } from "../../app/view-table.ts";
import { columnRule } from "../../table/testing/column-rule.ts";
import type { ColumnRole } from "../../table/types.ts";
import { countRoles, findColumns } from "./find-columns.ts";

const column = (name: string, role: ColumnRole): TableView["columns"][number] => ({
  rule: columnRule(name, { role }),
  profile: { name, nRows: 1, nMissing: 0, nUnique: 1, numbers: undefined, levels: [], examples: [] },
});
const columns = [
  column("Body mass", "used"),
  column("id", "aside"),
  column("species", "target"),
  column("mass", "aside"),
];

describe("columns of a wide table", () => {
  test("are found by a part of the name and by role", () => {
    const names = (text: string, role: "all" | ColumnRole) =>
      findColumns(columns, text, role).map(({ rule }) => rule.name);
    expect(names("MASS", "all")).toEqual(["Body mass", "mass"]);
    expect(names("mass", "aside")).toEqual(["mass"]);
    expect(names("", "target")).toEqual(["species"]);
    expect(countRoles(columns)).toEqual({ used: 1, aside: 2, weight: 0, target: 1 });
  });
});
