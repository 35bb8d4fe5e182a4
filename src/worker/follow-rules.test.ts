import { expect, test } from "vitest";
import { tableFromRows } from "../table/stack.ts";
import { TableSession } from "./table-session.ts";

const settings = { seed: 1, trainFraction: 0.6, validationFraction: 0.2, trainingOnlySources: [] };
const rows = Array.from({ length: 60 }, (_, row) => [
  String((row % 7) / 3),
  row % 2 ? "a" : "b",
  row % 3 ? "no" : "yes",
]);

function opened(header = ["x", "kind", "label"]): TableSession {
  const table = new TableSession([tableFromRows("rows.csv", header, rows)]);
  table.choose(header[2], undefined);
  return table;
}

/** Rules of a pipeline whose user had set "kind" aside. */
function trained() {
  const table = opened();
  table.override("kind", { role: "aside" });
  const { dataset, rules } = table.dataset(settings);
  return { rules, target: dataset.schema.target };
}

test("training that goes on reads its files as before, and leaves the table as it is shown", () => {
  const table = opened();
  const { dataset, rules } = table.dataset(settings, trained());
  expect(dataset.schema.categories).toEqual([]);
  expect(rules).toEqual(trained().rules);
  expect(table.dataset(settings).dataset.schema.categories.map(({ name }) => name)).toEqual(["kind"]);
});

test("what was set by hand, another target or other columns stand", () => {
  const changed = opened();
  changed.override("x", { type: "category" });
  expect(changed.dataset(settings, trained()).dataset.schema.categories.map(({ name }) => name)).toEqual(["x", "kind"]);
  const other = opened();
  other.choose("kind", undefined);
  expect(other.dataset(settings, trained()).dataset.schema.target.name).toBe("kind");
  const renamed = opened(["y", "kind", "label"]);
  expect(renamed.dataset(settings, trained()).dataset.schema.numbers.map(({ name }) => name)).toEqual(["y"]);
});
