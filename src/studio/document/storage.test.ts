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

test("a document of another version goes through its migrations, or is refused in words", () => {
  expect(() => readSaved({ document: { ...document, formatVersion: 99 } })).toThrow("E_FORMAT_VERSION");
  expect(() => readSaved({ document: { ...document, blocks: 3 } })).toThrow("E_PIPELINE_DOCUMENT");
  expect(() => readSaved("nonsense")).toThrow();
});
