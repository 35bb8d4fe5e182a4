import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { catalogue } from "../../pipeline/catalogue.ts";
import { checkDocument } from "../../pipeline/checks.ts";
import { columnRuleSchema, documentSchema, type PipelineDocument } from "../../pipeline/document.ts";
import { columnRule } from "../../table/testing/column-rule.ts";
import { knownBlocks } from "./catalogue.ts";
import {
  copyOf,
  edgeId,
  emptyDocument,
  isSamePipeline,
  withBlock,
  withCopies,
  withEdge,
  withKnownDecisions,
  withoutBlocks,
  withoutEdges,
  withPositions,
  withSettings,
  withTraining,
} from "./edits.ts";
import { freePosition } from "./layout.ts";
import { connectionOptions } from "./targets.ts";

function add(document: PipelineDocument, type: string, near?: string): PipelineDocument {
  const block = catalogue.get(type);
  if (!block) throw new Error(`no block ${type}`);
  return withBlock(document, block, freePosition(document, near)).document;
}

/** Any sequence of additions, removals and accepted connections. */
const anyDocument = fc
  .array(
    fc.record({
      what: fc.constantFrom("add", "add", "connect", "remove"),
      type: fc.constantFrom(...knownBlocks.map(({ spec }) => spec.id)),
      pick: fc.nat(1000),
    }),
    { maxLength: 25 },
  )
  .map((actions) =>
    actions.reduce((document, { what, type, pick }) => {
      const chosen = document.blocks[pick % Math.max(document.blocks.length, 1)];
      if (what === "add" || !chosen) return add(document, type, chosen?.id);
      if (what === "remove") return withoutBlocks(document, [chosen.id]);
      const options = connectionOptions(catalogue, document, chosen.id, pick % 2 === 0 ? "from" : "to");
      return options.length === 0 ? document : withEdge(document, options[pick % options.length].edge);
    }, emptyDocument()),
  );

describe("edits", () => {
  it("keep a document readable, with one id a block and no edge to nowhere", () => {
    fc.assert(
      fc.property(anyDocument, (document) => {
        expect(documentSchema.parse(JSON.parse(JSON.stringify(document)))).toEqual(document);
        const ids = document.blocks.map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
        expect(Object.keys(document.layout).sort()).toEqual([...ids].sort());
        for (const { from, to } of document.edges) {
          expect(ids).toContain(from.block);
          expect(ids).toContain(to.block);
        }
      }),
    );
  });

  it("offer only connections that the checks accept", () => {
    fc.assert(
      fc.property(anyDocument, (document) => {
        const codes = checkDocument(catalogue, document).map(({ code }) => code);
        expect(codes).not.toContain("E_PIPELINE_EDGE");
        expect(codes).not.toContain("E_PIPELINE_CIRCLE");
      }),
    );
  });

  it("never put a new block onto another", () => {
    fc.assert(
      fc.property(anyDocument, (document) => {
        const { x, y } = freePosition(document, document.blocks[0]?.id);
        for (const at of Object.values(document.layout)) {
          expect(Math.abs(at.x - x) >= 190 || Math.abs(at.y - y) >= 120).toBe(true);
        }
      }),
    );
  });

  it("take out what was put in and leave the rest as it was", () => {
    fc.assert(
      fc.property(anyDocument, (document) => {
        const more = add(document, "linear-model");
        const id = more.blocks[more.blocks.length - 1].id;
        expect(withoutBlocks(more, [id])).toEqual({ ...document, nextBlock: more.nextBlock });
        const [option] = connectionOptions(catalogue, more, id, "to");
        if (option) expect(withoutEdges(withEdge(more, option.edge), [edgeId(option.edge)])).toEqual(more);
      }),
    );
  });

  it("know the same pipeline wherever its blocks stand and however its settings are ordered", () => {
    const document = add(add(emptyDocument(), "csv-source"), "neural-network");
    expect(isSamePipeline(document, withPositions(document, { n1: { x: 900, y: -3 } }))).toBe(true);
    const { activation, width, ...others } = document.blocks[1].settings;
    expect(isSamePipeline(document, withSettings(document, "n2", { activation, width, ...others }))).toBe(true);
    expect(isSamePipeline(document, withSettings(document, "n2", { activation, width: 7, ...others }))).toBe(false);
    expect(isSamePipeline(document, add(document, "linear-model"))).toBe(false);
  });

  it("keep of decisions about tables those about columns that the rules of an opened pipeline name", () => {
    const rule = columnRule("known");
    const overrides = [
      { name: "known", role: "aside" as const },
      { name: "own", role: "aside" as const },
    ];
    const dialects = [{ file: "own.csv", delimiter: ";" }];
    const document: PipelineDocument = {
      ...emptyDocument(),
      rules: [columnRuleSchema.parse(rule)],
    };
    const decided = (target: string) =>
      withKnownDecisions({ ...document, table: { overrides, dialects, target: { name: target } } });
    const edits = [{ file: "known.csv", hash: "", cells: [{ row: 1, column: "known", from: "1", to: "2" }] }];
    const edited = withKnownDecisions({ ...document, table: { overrides, dialects, edits } });
    expect(edited.table, "cells are a person's own, whatever the column").toEqual({
      overrides: [overrides[0]],
      dialects: [],
    });
    expect(decided("own").table).toEqual({ overrides: [overrides[0]], dialects: [] });
    expect(decided("known").table.target).toEqual({ name: "known" });
    const splitBy = (column: string) =>
      withKnownDecisions(withTraining(document, { split: { by: "group", column } })).training.split;
    expect([splitBy("known"), splitBy("own")]).toEqual([{ by: "group", column: "known" }, { by: "random" }]);
    const byFile = { by: "files", parts: [{ value: "own.csv", split: "test" }] } as const;
    expect(withKnownDecisions(withTraining(document, { split: byFile })).training.split).toEqual({ by: "random" });
  });
});

it("puts copies down under ids of their own, connected among each other as before and with nothing else", () => {
  const chain = ["csv-source", "impute-number", "scale-number"].reduce<PipelineDocument>(
    (document, type) => add(document, type),
    emptyDocument(),
  );
  const edge = (from: string, to: string) => ({
    from: { block: from, port: "numbers" },
    to: { block: to, port: "numbers" },
  });
  const whole = [edge("n1", "n2"), edge("n2", "n3")].reduce(withEdge, chain);
  const { document, ids } = withCopies(whole, copyOf(whole, ["n2", "n3"]));
  expect(ids).toEqual(["n4", "n5"]);
  expect(document.edges.map(edgeId)).toEqual([...whole.edges, edge("n4", "n5")].map(edgeId));
  expect(document.blocks.map(({ type }) => type).slice(3)).toEqual(["impute-number", "scale-number"]);
  expect(document.layout.n4).toEqual({ x: whole.layout.n2.x + 40, y: whole.layout.n2.y + 40 });
  expect(document.nextBlock).toBe(6);
});
