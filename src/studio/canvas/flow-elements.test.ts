import { expect, test } from "vitest";
import { emptyDocument } from "../document/edits.ts";
import { toEdges, toNodes } from "./flow-elements.ts";

function documentWith(type: string) {
  const block = { id: "n1", type, version: 1, settings: {} };
  return { ...emptyDocument(), blocks: [block] };
}

test("a node keeps what was measured about it only while its id stands for the same type of block", () => {
  const [first] = toNodes(documentWith("impute-number"), [], []);
  const measured = { ...first, measured: { width: 190, height: 90 } };
  const [same] = toNodes(documentWith("impute-number"), [measured], ["n1"]);
  expect(same.measured).toEqual({ width: 190, height: 90 });
  expect(same.data).toBe(measured.data);
  expect(same.selected).toBe(true);
  const [other] = toNodes(documentWith("encode-category"), [measured], []);
  expect(other.measured).toBeUndefined();
});

test("connections lie below blocks, and those that are selected above them", () => {
  const block = (id: string, type: string) => ({ id, type, version: 1, settings: {} });
  const edge = (from: string, to: string) => ({
    from: { block: from, port: "numbers" },
    to: { block: to, port: "numbers" },
  });
  const document = {
    ...emptyDocument(),
    blocks: [block("n1", "csv-source"), block("n2", "impute-number"), block("n3", "scale-number")],
    edges: [edge("n1", "n2"), edge("n2", "n3")],
  };
  const above = (selected: readonly string[], hovered?: string) =>
    toEdges(document, selected, hovered).map(({ zIndex = 0 }) => zIndex > 0);
  expect(above([])).toEqual([false, false]);
  expect(above(["n2.numbers>n3.numbers"])).toEqual([false, true]);
  // One that is pointed at would cover the port at its end.
  expect(above([], "n2.numbers>n3.numbers")).toEqual([false, false]);
});
