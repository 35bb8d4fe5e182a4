import { expect, test } from "vitest";
import { emptyDocument } from "../document/edits.ts";
import { toNodes } from "./flow-elements.ts";

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
