/** The example of the specification is a file that opens, and means what the page says. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { catalogue } from "../pipeline/catalogue.ts";
import { checkDocument } from "../pipeline/checks.ts";
import { readPipelineJson } from "./json.ts";
import { decodeTensor, tensorSchema } from "./json-values.ts";

const page = readFileSync(new URL("../../docs/file-format.md", import.meta.url), "utf8");
const [file, tensor] = [...page.slice(page.indexOf("<!-- example -->")).matchAll(/```json\n([\s\S]*?)```/g)].map(
  ([, text]) => text,
);

test("the file opens, and is a complete pipeline", async () => {
  const { document, trained, notes } = await readPipelineJson(file, { catalogue });
  expect({ trained, notes }).toEqual({ trained: undefined, notes: [] });
  expect(checkDocument(catalogue, document)).toEqual([]);
  expect(document.table.overrides).toEqual([{ name: "floor", missingMarkers: ["-1"] }]);
  expect(document.training.seed).toBe(7);
});

test("the tensor holds the numbers that the page says", () => {
  expect([...decodeTensor(tensorSchema.parse(JSON.parse(tensor)), "example")]).toEqual([1, -2.5]);
});
