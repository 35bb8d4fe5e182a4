import { describe, expect, test } from "vitest";
import { tableOf, usualTable } from "../blocks/testing/tables.ts";
import { parameterNodes } from "../program/parameters.ts";
import { catalogue } from "./catalogue.ts";
import { checkDocument } from "./checks.ts";
import { defaultDocument, plainDocument } from "./default-document.ts";
import type { Edge, PipelineDocument } from "./document.ts";
import { fit } from "./fit.ts";
import proposals from "./fixtures/proposals.json" with { type: "json" };

const numbers = { mass: (row: number) => (row % 6 === 1 ? Number.NaN : row) };
const categories = { colour: (row: number) => 2 + (row % 3) };

const typesOf = (document: PipelineDocument) => document.blocks.map((block) => block.type);
function linksOf(document: PipelineDocument): string[] {
  const word = ({ block, port }: Edge["from"]) => `${document.blocks.find(({ id }) => id === block)?.type}.${port}`;
  return document.edges.map((edge) => `${word(edge.from)} > ${word(edge.to)}`);
}

/** Columns and sources of the table that each stored proposal was made for. */
const PROPOSED_FOR: Readonly<Record<string, Parameters<typeof tableOf>[0]>> = {
  "numbers, one source": { numbers, nSources: 1 },
  "numbers, two sources": { numbers, nSources: 2 },
  "categories, one source": { categories, nSources: 1 },
  "categories, two sources": { categories, nSources: 2 },
  "both, one source": { numbers, categories, nSources: 1 },
  "both, two sources": { numbers, categories, nSources: 2 },
  "neither, one source": { nSources: 1 },
  "neither, two sources": { nSources: 2 },
};

describe("defaultDocument", () => {
  test.each(Object.entries(proposals))("proposes block for block what it always did: %s", (name, proposal) => {
    const { blocks, edges, training } = defaultDocument(tableOf(PROPOSED_FOR[name]).schema);
    expect(blocks.map(({ id, type, version, settings }) => ({ id, type, version, settings }))).toEqual(proposal.blocks);
    const word = ({ block, port }: Edge["from"]) => `${block}.${port}`;
    expect(edges.map(({ from, to }) => `${word(from)} > ${word(to)}`)).toEqual(proposal.edges);
    expect(training.plan).toBe("bilevel");
  });

  test.each([
    { name: "all there is", table: usualTable(), nBlocks: 9 },
    { name: "one source", table: tableOf({ numbers, categories, nSources: 1 }), nBlocks: 8 },
    { name: "no categories", table: tableOf({ numbers, nSources: 1 }), nBlocks: 6 },
    { name: "no numbers", table: tableOf({ categories, nSources: 1 }), nBlocks: 5 },
  ])("is complete and compiles: $name", ({ table, nBlocks }) => {
    const document = defaultDocument(table.schema);
    expect(document.blocks).toHaveLength(nBlocks);
    expect(checkDocument(catalogue, document)).toEqual([]);
    const { program } = fit({ catalogue, document, dataset: table, seed: 1 });
    expect(program.outputs.weights !== undefined).toBe(table.schema.sources.length > 1);
    expect(parameterNodes(program.nodes).some((node) => node.role === "data")).toBe(table.schema.sources.length > 1);
    expect(document).toMatchObject({ nextBlock: nBlocks + 1, layout: {} });
  });

  test("reads, for numbers and categories of one source, as the guide shows it", () => {
    const document = defaultDocument(tableOf({ numbers, categories, nSources: 1 }).schema);
    expect(linksOf(document)).toEqual([
      "csv-source.numbers > impute-number.numbers",
      "impute-number.numbers > tame-outliers.numbers",
      "tame-outliers.numbers > scale-number.numbers",
      "scale-number.numbers > select-features.features",
      "impute-number.indicators > select-features.features",
      "csv-source.categories > impute-category.categories",
      "impute-category.categories > encode-category.categories",
      "encode-category.features > select-features.features",
      "select-features.features > neural-network.features",
    ]);
  });

  test("stores its settings, so that later defaults change nothing", () => {
    const document = defaultDocument(usualTable().schema);
    const gates = document.blocks.find((block) => block.type === "select-features");
    expect(gates?.settings).toHaveProperty("strength");
  });
});

describe("plainDocument", () => {
  const table = usualTable();
  const document = defaultDocument(table.schema);
  const plain = plainDocument(document, catalogue);

  test("keeps the model and its settings, takes selection out and connects what arrived at it", () => {
    expect(checkDocument(catalogue, plain)).toEqual([]);
    expect(typesOf(plain)).toEqual([
      "csv-source",
      "impute-number",
      "scale-number",
      "impute-category",
      "encode-category",
      "neural-network",
    ]);
    expect(linksOf(plain)).toEqual([
      "csv-source.numbers > impute-number.numbers",
      "impute-number.numbers > scale-number.numbers",
      "csv-source.categories > impute-category.categories",
      "impute-category.categories > encode-category.categories",
      "csv-source.rows > neural-network.weights",
      "scale-number.numbers > neural-network.features",
      "impute-number.indicators > neural-network.features",
      "encode-category.features > neural-network.features",
    ]);
    const modelOf = (of: PipelineDocument) => of.blocks.find((block) => block.type === "neural-network");
    expect(modelOf(plain)).toEqual(modelOf(document));
    expect(plain.training).toEqual(document.training);
  });

  test("learns nothing but its model", () => {
    const { program } = fit({ catalogue, document: plain, dataset: table, seed: 1 });
    expect(parameterNodes(program.nodes).every((node) => node.role === "model")).toBe(true);
    expect(program.probes).toEqual([]);
  });

  test("is its own plain pipeline, and leaves the document as it was", () => {
    expect(plainDocument(plain, catalogue)).toEqual(plain);
    expect(document).toEqual(defaultDocument(table.schema));
  });

  test("chains of bypassed blocks are bypassed together, without doubling a connection", () => {
    const gates = document.blocks.find((block) => block.type === "select-features")!;
    const model = document.blocks.find((block) => block.type === "neural-network")!;
    const second = { ...gates, id: "second" };
    const edge = (from: string, to: string): Edge => ({
      from: { block: from, port: "features" },
      to: { block: to, port: "features" },
    });
    const chained: PipelineDocument = {
      ...document,
      blocks: [...document.blocks, second],
      edges: [...document.edges, edge(gates.id, "second"), edge("second", model.id)],
    };
    expect(checkDocument(catalogue, chained)).toEqual([]);
    expect(new Set(linksOf(plainDocument(chained, catalogue)))).toEqual(new Set(linksOf(plain)));
    expect(linksOf(plainDocument(chained, catalogue))).toHaveLength(plain.edges.length);
  });

  test("what a person chose stays where a plain pipeline has no opinion", () => {
    const chosen = {
      ...document,
      blocks: document.blocks.map((block) =>
        block.type === "impute-number" ? { ...block, settings: { ...block.settings, indicators: false } } : block,
      ),
    };
    const settings = plainDocument(chosen, catalogue).blocks.find((block) => block.type === "impute-number")?.settings;
    expect(settings).toMatchObject({ indicators: false, use: "mean" });
  });
});
