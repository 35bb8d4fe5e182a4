import { expect, test } from "vitest";
import { contentKey } from "./content.ts";
import { documentSchema, FORMAT_VERSION, type PipelineDocument } from "./document.ts";

const level = { label: "a", spellings: ["a", "A"] };
const rule = {
  version: 1,
  name: "x",
  type: "number",
  role: "used",
  typeReason: "All filled cells are numbers.",
  roleReason: "Nothing speaks against using it.",
  missingMarkers: ["?"],
  decimalMark: ".",
  offset: 0,
  levels: [level],
  otherLabel: "",
  dateFormat: "",
  dateParts: [],
};
const stored = {
  formatVersion: FORMAT_VERSION,
  name: "P",
  blocks: [
    { id: "n1", type: "csv-source", version: 1, settings: {} },
    { id: "n2", type: "linear-model", version: 1, settings: { a: 1, b: [1, 2] } },
  ],
  edges: [
    { from: { block: "n1", port: "numbers" }, to: { block: "n2", port: "features" } },
    { from: { block: "n1", port: "rows" }, to: { block: "n2", port: "weights" } },
  ],
  training: { seed: 3, trainingOnlySources: ["b.csv"] },
  table: {
    overrides: [
      { name: "x", role: "used" },
      { name: "c", type: "text" },
    ],
    target: { name: "y" },
    dialects: [{ file: "a.csv", delimiter: ";" }],
  },
  rules: [rule],
  target: { name: "y", task: "binary", taskReason: "It has two values.", classes: [level] },
  nextBlock: 3,
  layout: { n1: { x: 0, y: 0 } },
};
type Stored = typeof stored;
const keyOf = (change: Partial<Record<keyof Stored, unknown>> = {}) =>
  contentKey(documentSchema.parse(structuredClone({ ...stored, ...change })));

test("names, layout, the counter of ids, reasons, unknown fields and the order of keys and decisions are no content", () => {
  const reordered = Object.fromEntries(Object.entries(stored).reverse());
  expect(contentKey(documentSchema.parse(reordered))).toBe(keyOf());
  const { table, target } = stored;
  for (const change of [
    { name: "Another" },
    { layout: {} },
    { nextBlock: 99 },
    { rules: [{ ...rule, typeReason: "set by you", roleReason: "set by you" }] },
    { target: { ...target, taskReason: "set by you" } },
    { table: { ...table, overrides: [...table.overrides].reverse() } },
    { table: { ...table, target: { name: "y", task: undefined } } },
    { blocks: stored.blocks.map((block) => ({ ...block, settings: { ...block.settings }, colour: "red" })) },
    { training: { trainingOnlySources: ["b.csv"], seed: 3, note: "mine" } },
  ]) {
    expect(keyOf(change)).toBe(keyOf());
  }
});

test("whatever predicts or retrains is content", () => {
  const { blocks, edges, training, table, target } = stored;
  const changes: readonly Partial<Record<keyof Stored, unknown>>[] = [
    { blocks: [{ ...blocks[0], id: "n9" }, blocks[1]] },
    { blocks: [{ ...blocks[0], type: "linear-model" }, blocks[1]] },
    { blocks: [{ ...blocks[0], version: 2 }, blocks[1]] },
    { blocks: [blocks[0], { ...blocks[1], settings: { a: 2, b: [1, 2] } }] },
    { blocks: [blocks[0], { ...blocks[1], settings: { a: 1, b: [2, 1] } }] },
    { blocks: [...blocks].reverse() },
    { edges: [edges[0]] },
    { edges: [...edges].reverse() },
    { training: { ...training, seed: 4 } },
    { training: { ...training, learningRate: 0.1 } },
    { table: { ...table, overrides: [{ name: "x", role: "aside" }, table.overrides[1]] } },
    { table: { ...table, target: { name: "z" } } },
    { table: { ...table, target: { name: "y", task: "binary" } } },
    { table: { ...table, dialects: [] } },
    { rules: [{ ...rule, missingMarkers: [] }] },
    { rules: [{ ...rule, role: "aside" }] },
    { rules: [{ ...rule, levels: [{ label: "b", spellings: ["a", "A"] }] }] },
    { rules: [] },
    { target: { ...target, classes: [] } },
    { target: undefined },
  ];
  const keys = changes.map(keyOf);
  expect(new Set([keyOf(), ...keys]).size).toBe(changes.length + 1);
});

test("an edit of one part keeps the others' texts, and changes nothing of the key but that part", () => {
  const document: PipelineDocument = documentSchema.parse(stored);
  const before = contentKey(document);
  const edited = { ...document, training: { ...document.training, seed: 4 } };
  expect(contentKey(edited)).toBe(before.replace('"seed":3', '"seed":4'));
  expect(contentKey({ ...edited, training: document.training })).toBe(before);
});
