import { expect, test } from "vitest";
import { blocks } from "../blocks/catalogue.generated.ts";
import { tableOf, usualTable } from "../blocks/testing/tables.ts";
import { withBlockBeside } from "./block-beside.ts";
import { catalogue } from "./catalogue.ts";
import { checkDocument } from "./checks.ts";
import { defaultDocument, plainDocument } from "./default-document.ts";
import { fit } from "./fit.ts";

const encoder = blocks.find(({ spec }) => spec.id === "encode-number")!;
const table = usualTable();
const document = defaultDocument(table.schema);

test("features of the numbers arrive beside them, and nothing else changes", () => {
  const encoded = withBlockBeside(document, catalogue, { block: encoder, settings: { bins: 5 } })!;
  const [added, ...others] = encoded.blocks.filter(({ id }) => !document.blocks.some((block) => block.id === id));
  expect(others).toEqual([]);
  expect(added).toMatchObject({ id: `n${document.nextBlock}`, type: "encode-number", settings: { bins: 5 } });
  expect(encoded.nextBlock).toBe(document.nextBlock + 1);
  expect(encoded.edges.slice(0, document.edges.length)).toEqual(document.edges);
  const typeOf = (id: string) => encoded.blocks.find((block) => block.id === id)?.type;
  const words = encoded.edges
    .slice(document.edges.length)
    .map(({ from, to }) => [typeOf(from.block), typeOf(to.block)]);
  expect(words).toEqual([
    ["scale-number", "encode-number"],
    ["encode-number", "select-features"],
  ]);
  expect(checkDocument(catalogue, encoded)).toEqual([]);
  const options = { catalogue, dataset: table, seed: 1 };
  const widthOf = (made: typeof document) => fit({ ...options, document: made }).statistics.blocks.n9.nFeatures[0];
  expect(Number(widthOf(encoded)) - Number(widthOf(document))).toBe(2 * 5);
});

test("the plain pipeline is that of the document without it", () => {
  const encoded = withBlockBeside(document, catalogue, { block: encoder, settings: {} })!;
  const plain = plainDocument(encoded, catalogue);
  expect({ ...plain, nextBlock: document.nextBlock }).toEqual(plainDocument(document, catalogue));
});

test("nothing comes of it where there are no number columns, or the block is there already", () => {
  const none = defaultDocument(tableOf({ categories: { colour: () => 2 } }).schema);
  expect(withBlockBeside(none, catalogue, { block: encoder, settings: {} })).toBeUndefined();
  const once = withBlockBeside(document, catalogue, { block: encoder, settings: {} })!;
  expect(withBlockBeside(once, catalogue, { block: encoder, settings: {} })).toBeUndefined();
});
