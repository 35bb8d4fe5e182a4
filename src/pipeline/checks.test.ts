import { describe, expect, test } from "vitest";
import { accepts, checkDocument, connectionProblem, topologicalOrder } from "./checks.ts";
import type { Edge, PipelineDocument } from "./document.ts";
import { fullDocument, tinyCatalogue, tinyDocument } from "./testing/tiny-pipeline.ts";

const plain = tinyDocument(
  ["csv-source", "scale-number", "tiny-model"],
  ["csv-source.numbers > scale-number.numbers", "scale-number.numbers > tiny-model.features"],
);

function edge(from: string, to: string): Edge {
  const [fromBlock, fromPort] = from.split(".");
  const [toBlock, toPort] = to.split(".");
  return { from: { block: fromBlock, port: fromPort }, to: { block: toBlock, port: toPort } };
}
function issues(document: PipelineDocument): string[] {
  return checkDocument(tinyCatalogue, document).map((issue) => `${issue.code} ${issue.block}`);
}

test("complete documents have no issue", () => {
  expect(issues(plain)).toEqual([]);
  expect(issues(fullDocument)).toEqual([]);
});

test("only numbers pass for features", () => {
  expect(accepts("features", "number")).toBe(true);
  expect(accepts("number", "features")).toBe(false);
  expect(accepts("features", "category")).toBe(false);
  expect(accepts("weights", "weights")).toBe(true);
});

describe("connections are refused with a reason", () => {
  const document = { ...plain, blocks: fullDocument.blocks };
  const problem = (from: string, to: string) => connectionProblem(tinyCatalogue, document, edge(from, to));
  test("of other types", () => {
    expect(problem("csv-source.categories", "scale-number.numbers")).toBe(
      "“Number columns” takes number columns, but “Category columns” gives category columns.",
    );
  });
  test("twice the same, or a second one where one is the most", () => {
    expect(problem("csv-source.numbers", "scale-number.numbers")).toBe("These two are connected already.");
    const taken = {
      ...document,
      edges: [...document.edges, edge("csv-source.categories", "encode-category.categories")],
    };
    expect(
      connectionProblem(tinyCatalogue, taken, edge("impute-category.categories", "encode-category.categories")),
    ).toBe("“Category columns” takes one connection and has it already.");
  });
  test("in a circle, onto itself, or to nowhere", () => {
    const chain = { ...document, edges: [edge("tame-outliers.numbers", "impute-number.numbers")] };
    const back = edge("impute-number.numbers", "tame-outliers.numbers");
    expect(connectionProblem(tinyCatalogue, chain, back)).toContain("circle");
    expect(problem("scale-number.numbers", "scale-number.numbers")).toContain("circle");
    expect(problem("csv-source.nothing", "scale-number.numbers")).toContain("does not exist");
    expect(problem("gone.numbers", "scale-number.numbers")).toContain("does not exist");
  });
  test("allowed ones have none", () => {
    expect(problem("impute-number.indicators", "tiny-model.features")).toBeUndefined();
    expect(problem("impute-number.numbers", "tiny-model.features")).toBeUndefined();
  });
});

test("every fault of a document is listed with its block", () => {
  expect(issues({ ...plain, edges: plain.edges.slice(1) })).toEqual(["E_PIPELINE_INPUT scale-number"]);
  expect(issues({ ...plain, blocks: plain.blocks.slice(1) })).toContain("E_PIPELINE_SOURCE ");
  expect(issues({ ...plain, blocks: plain.blocks.slice(0, 2) })).toContain("E_PIPELINE_MODEL ");
  const unknown = plain.blocks.map((block) =>
    block.id === "scale-number" ? { ...block, type: "scale-letter" } : block,
  );
  expect(issues({ ...plain, blocks: unknown })).toContain("E_PIPELINE_BLOCK scale-number");
  expect(issues({ ...plain, blocks: [...plain.blocks, plain.blocks[1]] })).toContain("E_PIPELINE_ID scale-number");
  const second = { ...plain.blocks[2], id: "second" };
  expect(issues({ ...plain, blocks: [...plain.blocks, second] })).toContain("E_PIPELINE_MODEL second");
  const wrong = { ...plain, edges: [...plain.edges, edge("csv-source.categories", "tiny-model.features")] };
  expect(issues(wrong)).toEqual(["E_PIPELINE_EDGE tiny-model"]);
  const circle = tinyDocument(
    ["csv-source", "impute-number", "tame-outliers", "tiny-model"],
    [
      "csv-source.numbers > tiny-model.features",
      "impute-number.numbers > tame-outliers.numbers",
      "tame-outliers.numbers > impute-number.numbers",
    ],
  );
  expect(issues(circle)).toContain("E_PIPELINE_CIRCLE ");
});

test("the order follows edges and keeps the document's order where it can", () => {
  const shuffled = { ...fullDocument, blocks: [...fullDocument.blocks].reverse() };
  const order = topologicalOrder(shuffled)!.map((block) => block.id);
  for (const { from, to } of shuffled.edges) expect(order.indexOf(from.block)).toBeLessThan(order.indexOf(to.block));
  expect(topologicalOrder(fullDocument)!.map((block) => block.id)).toEqual(
    fullDocument.blocks.map((block) => block.id),
  );
});
