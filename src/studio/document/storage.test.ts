import { expect, test } from "vitest";
import { defaultDocument } from "../../pipeline/default-document.ts";
import { readSaved } from "./storage.ts";

const document = defaultDocument({
  numbers: [{ name: "x", original: "x", offset: 0 }],
  categories: [],
  sources: ["a.csv"],
  target: { name: "y", task: "regression", taskReason: "", classes: [] },
});

test("what was saved comes back; what is not there has its default", () => {
  expect(readSaved({ document, suggestion: document, sample: "penguins" })).toEqual({
    document,
    suggestion: document,
    sample: "penguins",
  });
  expect(readSaved({ document })).toEqual({ document, suggestion: undefined, sample: "" });
});

test("what a studio of version 1 saved comes back in the version of today", () => {
  const { table, nextBlock, layout, ...rest } = document;
  const { split, ...training } = document.training;
  const position = { x: 7, y: 8 };
  const first = {
    ...rest,
    training,
    formatVersion: 1,
    blocks: document.blocks.map((block) => ({ ...block, position })),
  };
  const { document: read, suggestion } = readSaved({ document: first, suggestion: first });
  const places = Object.fromEntries(document.blocks.map(({ id }) => [id, position]));
  // Its rows stay in the splits that they were in.
  const kept = { ...training, split: { by: "largest-first" } };
  expect(read).toEqual({ ...document, training: kept, layout: places });
  expect(suggestion).toEqual(read);
});

test("a document of another version goes through its migrations, or is refused in words", () => {
  expect(() => readSaved({ document: { ...document, formatVersion: 99 } })).toThrow("E_FORMAT_VERSION");
  expect(() => readSaved({ document: { ...document, blocks: 3 } })).toThrow("E_PIPELINE_DOCUMENT");
  expect(() => readSaved("nonsense")).toThrow();
});
