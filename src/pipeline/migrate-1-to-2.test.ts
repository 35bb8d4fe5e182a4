import fc from "fast-check";
import { expect, test } from "vitest";
import { documentTo2, fileTo2 } from "./migrate-1-to-2.ts";

const rule = (name: string, change: Readonly<Record<string, string>> = {}) => ({
  name,
  type: "number",
  role: "used",
  typeReason: "All filled cells are numbers.",
  roleReason: "Nothing speaks against using it.",
  ...change,
});

test("positions become the layout, and ids go on behind the highest", () => {
  const { blocks, layout, nextBlock } = documentTo2({
    blocks: [
      { id: "n12", type: "csv-source", position: { x: 1, y: 2 } },
      { id: "my block", type: "linear-model", position: { x: 3, y: 4 } },
    ],
  });
  expect(blocks).toEqual([
    { id: "n12", type: "csv-source" },
    { id: "my block", type: "linear-model" },
  ]);
  expect(layout).toEqual({ n12: { x: 1, y: 2 }, "my block": { x: 3, y: 4 } });
  expect(nextBlock).toBe(13);
});

test("what a rule says that the user set becomes an override, and nothing else does", () => {
  const rules = [
    rule("plain"),
    rule("typed", { type: "category", typeReason: "set by you" }),
    rule("placed", { role: "aside", roleReason: "set by you" }),
    rule("both", { type: "date", typeReason: "set by you", roleReason: "set by you" }),
    rule("aimed at", { role: "target", roleReason: "This is what is predicted.", typeReason: "set by you" }),
  ];
  expect(documentTo2({ blocks: [], rules }).table).toEqual({
    overrides: [
      { name: "typed", type: "category" },
      { name: "placed", role: "aside" },
      { name: "both", type: "date", role: "used" },
      { name: "aimed at", type: "number" },
    ],
  });
});

test("the target stays chosen; its task only where the user set it", () => {
  const target = { name: "y", task: "multiclass", taskReason: "It has 3 different texts.", classes: [] };
  expect(documentTo2({ target }).table).toEqual({ overrides: [], target: { name: "y" } });
  const chosen = { ...target, taskReason: "set by you" };
  expect(documentTo2({ target: chosen }).table).toEqual({ overrides: [], target: { name: "y", task: "multiclass" } });
});

test("rows stay in the splits that they were in, also where the document left all settings out", () => {
  expect(documentTo2({ training: { seed: 7, trainFraction: 0.5 } }).training).toEqual({
    seed: 7,
    trainFraction: 0.5,
    split: { by: "largest-first" },
  });
  expect(documentTo2({ training: {} }).training).toEqual({ split: { by: "largest-first" } });
  expect(documentTo2({ training: "none" }).training).toBe("none");
});

test("no document makes it throw: what is wrong is said by the schema", () => {
  const loose = fc.record(
    { blocks: fc.anything(), rules: fc.anything(), target: fc.anything(), training: fc.anything() },
    { requiredKeys: [] },
  );
  fc.assert(fc.property(loose, (document) => void documentTo2(document)));
});

test("what a report calls tries are replicas, and the rest of a file stays", () => {
  const tries = { soft: [{ seed: 7 }], tuned: [] };
  expect(fileTo2({ formatVersion: 1, schema: {}, report: { steps: 3, tries } })).toEqual({
    formatVersion: 1,
    schema: {},
    report: { steps: 3, replicas: tries },
  });
  for (const file of [{}, { report: { steps: 3 } }, { report: "none" }]) expect(fileTo2(file)).toBe(file);
});
