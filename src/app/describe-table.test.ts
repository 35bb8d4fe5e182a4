import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { splitSettingsSchema } from "../pipeline/document.ts";
import { stackTables, tableFromRows } from "../table/stack.ts";
import { describeTable, type TableWishes } from "./describe-table.ts";
import { openTable, textFile } from "./open-table.ts";
import { trainingTable } from "./training-table.ts";
import { viewTable } from "./view-table.ts";

const split = splitSettingsSchema.parse({ seed: 1 });
const rows = Array.from({ length: 60 }, (_, row) => [
  String((row % 7) / 3),
  row % 2 ? "a" : "b",
  row % 3 ? "no" : "yes",
]);

const opened = (header = ["x", "kind", "label"]) => stackTables([tableFromRows("rows.csv", header, rows)]);
const target = { name: "label" };
const aside: TableWishes = { overrides: [{ name: "kind", role: "aside" }], target };
const plain: TableWishes = { overrides: [], target };

const schemaOf = (wishes: TableWishes, open = opened()) => trainingTable({ open, wishes, split }).dataset.schema;
const namesOf = (columns: readonly { readonly name: string }[]) => columns.map(({ name }) => name);

describe("rules of a trained pipeline", () => {
  /** As they are stored where nothing says that "kind" was set aside by hand. */
  function trained() {
    const { rules, target: rule } = trainingTable({ open: opened(), wishes: aside, split });
    return { rules, target: rule, overrides: [] };
  }

  test("training that goes on reads its files as before, and leaves the table as it is shown", () => {
    const { dataset, rules } = trainingTable({ open: opened(), wishes: { ...plain, follow: trained() }, split });
    expect(dataset.schema.categories).toEqual([]);
    expect(rules).toEqual(trained().rules);
    expect(namesOf(schemaOf(plain).categories)).toEqual(["kind"]);
  });

  test("what was set by hand, another target or other columns stand", () => {
    const follow = trained();
    const typed: TableWishes = { overrides: [{ name: "x", type: "category" }], target, follow };
    expect(namesOf(schemaOf(typed).categories)).toEqual(["x", "kind"]);
    expect(schemaOf({ ...plain, target: { name: "kind" }, follow }).target.name).toBe("kind");
    expect(namesOf(schemaOf({ ...plain, follow }, opened(["y", "kind", "label"])).numbers)).toEqual(["y"]);
  });

  test("are followed where the same was decided, and not where one of them was decided otherwise", () => {
    const { rules, target: rule } = trained();
    const marked = rules.map((each) => ({ ...each, typeReason: "as it was trained" }));
    const follow = { rules: marked, target: rule, overrides: aside.overrides };
    expect(describeTable(opened(), { ...aside, follow }).rules).toEqual(marked);
    const task = { name: "label", task: "binary" as const };
    expect(describeTable(opened(), { ...aside, target: task, follow }).rules).toEqual(marked);
    expect(describeTable(opened(), { ...plain, follow }).rules).not.toEqual(marked);
    expect(describeTable(opened(), { ...aside, target: { ...task, task: "multiclass" }, follow }).rules).not.toEqual(
      marked,
    );
  });
});

describe("a described table", () => {
  test("follows from files and wishes alone, in whatever order it was asked", () => {
    const override = fc.record(
      {
        name: fc.constantFrom("x", "kind", "label", "nowhere"),
        type: fc.constantFrom("number", "category", "date", "text"),
        role: fc.constantFrom("used", "aside"),
        missingMarkers: fc.subarray(["a", "yes", "0"]),
      },
      { requiredKeys: ["name"] },
    );
    const wish = fc.record({
      overrides: fc.uniqueArray(override, { selector: ({ name }) => name }),
      target: fc.option(
        fc.record({
          name: fc.constantFrom("x", "kind", "label", "nowhere"),
          task: fc.constantFrom("binary", "regression", undefined),
        }),
        { nil: undefined },
      ),
    }) as fc.Arbitrary<TableWishes>;
    const asked = opened();
    const view = (open: ReturnType<typeof opened>, wishes: TableWishes) => {
      const description = describeTable(open, wishes);
      return { ...viewTable(open, description), unmet: description.unmet?.details.code };
    };
    fc.assert(
      // A table that was never asked anything else is the oracle of what was remembered.
      fc.property(wish, (wishes) => {
        expect(view(asked, wishes)).toEqual(view(opened(), wishes));
      }),
      { numRuns: 60 },
    );
  });

  test("a wish that cannot be met is told, and the rest is described without it", () => {
    const open = opened();
    const unfit = describeTable(open, { ...aside, target: { name: "label", task: "regression" } });
    expect(unfit.unmet?.details.code).toBe("E_TARGET_TASK");
    expect(unfit.target).toMatchObject({ name: "label", task: "binary" });
    expect(unfit.rules.find(({ name }) => name === "kind")?.role).toBe("aside");
    const nowhere = describeTable(open, { ...aside, target: { name: "nowhere" } });
    expect(nowhere).toMatchObject({ target: undefined, schema: undefined });
    expect(nowhere.unmet?.details.code).toBe("E_TARGET_COLUMN");
  });
});

describe("opening", () => {
  test("tells how far it is of all files, and ends when it is aborted", async () => {
    const files = ["a", "b"].map((name) => textFile(`${name}.csv`, `x,y\n1,${name}\n`));
    const seen: number[] = [];
    const { table } = await openTable(files, { onProgress: (fraction) => seen.push(fraction) });
    expect(table.sources.map(({ name }) => name)).toEqual(["a.csv", "b.csv"]);
    expect([seen[0] > 0, seen.at(-1)]).toEqual([true, 1]);
    expect([...seen]).toEqual([...seen].sort((one, other) => one - other));
    const abort = new AbortController();
    abort.abort(new Error("other files"));
    await expect(openTable(files, { signal: abort.signal })).rejects.toThrow("other files");
  });
});
