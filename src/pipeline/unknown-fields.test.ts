import fc from "fast-check";
import { expect, test } from "vitest";
import { unknownFields, withUnknownFields } from "./unknown-fields.ts";

const stored = {
  name: "p",
  later: { x: [1, { y: 2 }] },
  blocks: [
    { id: "n1", settings: {}, note: "first" },
    { id: "n2", settings: {} },
  ],
  edges: [{ from: { block: "n1", weight: 3 } }, { from: { block: "n2" } }],
  numbers: [1, 2],
};
const parsed = {
  name: "p",
  blocks: [
    { id: "n1", settings: {}, version: 1 },
    { id: "n2", settings: {}, version: 1 },
  ],
  edges: [{ from: { block: "n1" } }, { from: { block: "n2" } }],
  numbers: [1, 2],
};

test("what a schema leaves out is found wherever it stands, and put back there", () => {
  const unknown = unknownFields(stored, parsed);
  expect(unknown).toEqual({
    fields: { later: { x: [1, { y: 2 }] } },
    within: {
      blocks: { within: { "id n1": { fields: { note: "first" } } } },
      edges: { within: { "0 of 2": { within: { from: { fields: { weight: 3 } } } } } },
    },
  });
  expect(withUnknownFields(parsed, unknown)).toEqual({
    ...stored,
    blocks: [{ ...stored.blocks[0], version: 1 }, parsed.blocks[1]],
  });
});

test("items are known by their names: one that moved keeps its fields, one that has gone takes them with it", () => {
  const unknown = unknownFields(stored, parsed);
  const moved = { ...parsed, blocks: [{ id: "n9" }, parsed.blocks[0]], edges: [parsed.edges[1]] };
  expect(withUnknownFields(moved, unknown)).toEqual({
    ...moved,
    later: stored.later,
    blocks: [{ id: "n9" }, { ...parsed.blocks[0], note: "first" }],
  });
});

test("what is known wins, and nothing of nothing is made up", () => {
  expect(withUnknownFields({ later: 1 }, { fields: { later: 2 }, within: { gone: { fields: { a: 1 } } } })).toEqual({
    later: 1,
  });
  expect(unknownFields(parsed, parsed)).toBeUndefined();
  expect(unknownFields({ a: { b: 1 } }, { a: 1 })).toBeUndefined();
});

test("names of what every object has are names like others", () => {
  const odd = JSON.parse('{"constructor": 1, "list": [{"name": "constructor", "toString": 2}]}');
  const known = { list: [{ name: "constructor" }] };
  expect(withUnknownFields(known, unknownFields(odd, known))).toEqual(odd);
  expect(withUnknownFields({ constructor: { a: 1 } }, { within: {} })).toEqual({ constructor: { a: 1 } });
});

test("a key that no file may have is not kept, at any depth", () => {
  const record = JSON.parse('{"a": {"__proto__": 1}, "later": [{"__proto__": {}}], "kept": [{}]}');
  expect(unknownFields(record, { a: {} })).toEqual({ fields: { kept: [{}] } });
});

/** Takes fields called "u…" out of JSON, as a schema would. */
function withoutUnknown(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutUnknown);
  if (typeof value !== "object" || value === null) return value;
  const known = Object.entries(value).filter(([key]) => !key.startsWith("u"));
  return Object.fromEntries(known.map(([key, item]) => [key, withoutUnknown(item)]));
}

test("any JSON comes back whole", () => {
  const key = fc.constantFrom("a", "id", "name", "u1", "u2");
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom<unknown>(0, "x", "y", null, true),
      fc.array(tie("tree"), { maxLength: 4 }),
      fc.dictionary(key, tie("tree"), { maxKeys: 4 }),
    ),
  }));
  fc.assert(
    fc.property(tree, (value) => {
      const known = withoutUnknown(value);
      expect(withUnknownFields(known, unknownFields(value, known))).toEqual(value);
    }),
    { numRuns: 200 },
  );
});
