import { expect, test } from "vitest";
import { tinyDocument } from "../export/testing/tiny-pipeline.ts";
import { blocksBehindTable, withBlockBehindTable } from "./block-behind-table.ts";
import { catalogue } from "./catalogue.ts";

const [block] = blocksBehindTable(catalogue);
const [input, output] = [block.spec.inputs[0].name, block.spec.outputs[0].name];

test("what the table gives goes through the block, and through several of its kind one after the other", () => {
  const one = withBlockBehindTable(tinyDocument, catalogue, block);
  expect(one?.edges).toContainEqual({ from: { block: "n1", port: "numbers" }, to: { block: "n9", port: input } });
  expect(one?.edges).toContainEqual({ from: { block: "n9", port: output }, to: { block: "n2", port: "numbers" } });
  expect(one?.edges).toHaveLength(tinyDocument.edges.length + 1);
  const two = one && withBlockBehindTable(one, catalogue, block);
  expect(two?.edges).toContainEqual({ from: { block: "n9", port: output }, to: { block: "n10", port: input } });
  expect(two?.edges).toContainEqual({ from: { block: "n10", port: output }, to: { block: "n2", port: "numbers" } });
  expect(two?.edges).toHaveLength(tinyDocument.edges.length + 2);
});

test("where no number column leaves the table, it cannot stand there", () => {
  const edges = tinyDocument.edges.filter(({ to }) => to.block !== "n2");
  expect(withBlockBehindTable({ ...tinyDocument, edges }, catalogue, block)).toBeUndefined();
});
