import { expect, it } from "vitest";
import { emptyDocument } from "../document/edits.ts";
import { edgeFlows, edgeWidth } from "./edge-flows.ts";

const block = (id: string, type: string) => ({ id, type, version: 1, settings: {} });
const document = {
  ...emptyDocument(),
  blocks: [
    block("n1", "csv-source"),
    block("n2", "impute-number"),
    block("n3", "encode-category"),
    block("n4", "select-features"),
    block("n5", "linear-model"),
  ],
  edges: [
    { from: { block: "n1", port: "numbers" }, to: { block: "n2", port: "numbers" } },
    { from: { block: "n1", port: "categories" }, to: { block: "n3", port: "categories" } },
    { from: { block: "n1", port: "rows" }, to: { block: "n5", port: "rows" } },
    { from: { block: "n2", port: "numbers" }, to: { block: "n4", port: "features" } },
    { from: { block: "n3", port: "features" }, to: { block: "n4", port: "features" } },
    { from: { block: "n4", port: "features" }, to: { block: "n5", port: "features" } },
  ],
};
const column = (name: string) => ({ name }) as never;
const schema = { numbers: ["a", "b", "c"].map(column), categories: [column("d")] };

it("counts columns from the source on, adds up what meets, and lets through what gates let through", () => {
  const flows = edgeFlows(document, schema, (id) => (id === "n4" ? 0.5 : 1));
  expect([...flows]).toEqual([
    ["n1.numbers>n2.numbers", 3],
    ["n1.categories>n3.categories", 1],
    ["n1.rows>n5.rows", 1],
    ["n2.numbers>n4.features", 3],
    ["n3.features>n4.features", 1],
    ["n4.features>n5.features", 2],
  ]);
});

it("is as wide as the root of the part of the most, and never vanishes", () => {
  expect(edgeWidth(0, 4)).toBe(1.5);
  expect(edgeWidth(4, 4)).toBe(7);
  expect(edgeWidth(1, 4)).toBe((1.5 + 7) / 2);
});
