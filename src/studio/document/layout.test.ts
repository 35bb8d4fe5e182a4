import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { defaultDocument } from "../../pipeline/default-document.ts";
import type { PipelineDocument } from "../../pipeline/document.ts";
import { emptyDocument } from "./edits.ts";
import { arranged, COLUMN_WIDTH, layOut, type Position, ROW_HEIGHT } from "./layout.ts";

/** Any graph, circles and connections to nowhere included: files may hold what no canvas makes. */
const anyGraph = fc
  .record({
    nBlocks: fc.integer({ min: 0, max: 14 }),
    links: fc.array(fc.tuple(fc.integer({ min: 0, max: 15 }), fc.integer({ min: 0, max: 15 })), { maxLength: 30 }),
    isPipeline: fc.boolean(),
  })
  .map(({ nBlocks, links, isPipeline }): PipelineDocument => {
    const block = (index: number) => ({ id: `n${index + 1}`, type: "select-features", version: 1, settings: {} });
    const end = (index: number) => ({ block: `n${index + 1}`, port: "features" });
    const forward = links.filter(([from, to]) => !isPipeline || (from < to && to < nBlocks));
    return {
      ...emptyDocument(),
      blocks: Array.from({ length: nBlocks }, (_, index) => block(index)),
      edges: forward.map(([from, to]) => ({ from: end(from), to: end(to) })),
    };
  });

const areApart = (a: Position, b: Position) =>
  Math.abs(a.x - b.x) >= COLUMN_WIDTH || Math.abs(a.y - b.y) >= ROW_HEIGHT - 1;

function expectNoOverlap(layout: Readonly<Record<string, Position>>): void {
  const places = Object.values(layout);
  places.forEach((a, index) => {
    for (const b of places.slice(index + 1)) expect(areApart(a, b)).toBe(true);
  });
}

describe("laying out", () => {
  test("every block has a place, and no two overlap", () => {
    fc.assert(
      fc.property(anyGraph, (document) => {
        const layout = layOut(document);
        expect(Object.keys(layout).sort()).toEqual(document.blocks.map(({ id }) => id).sort());
        expectNoOverlap(layout);
      }),
    );
  });

  test("connections of a pipeline lead to the right", () => {
    fc.assert(
      fc.property(anyGraph, (document) => {
        const isPipeline = document.edges.every(
          ({ from, to }) => Number(from.block.slice(1)) < Number(to.block.slice(1)),
        );
        fc.pre(isPipeline);
        const layout = layOut(document);
        for (const { from, to } of document.edges) {
          if (layout[from.block] && layout[to.block]) {
            expect(layout[from.block].x).toBeLessThan(layout[to.block].x);
          }
        }
      }),
    );
  });

  test("a proposal has a row for numbers and one for categories, joined in the middle", () => {
    const target = { name: "y", task: "regression" as const, taskReason: "", classes: [] };
    const document = defaultDocument({
      numbers: [{ name: "x", original: "x", offset: 0 }],
      categories: [{ name: "c", original: "c", levels: ["a"] }],
      sources: ["a.csv"],
      target,
    });
    const layout = layOut(document);
    const at = (type: string) => layout[document.blocks.find((block) => block.type === type)!.id];
    expect(at("impute-number").y).toBeLessThan(at("csv-source").y);
    expect(at("impute-category").y).toBeGreaterThan(at("csv-source").y);
    expect(at("select-features").y).toBe(at("neural-network").y);
    // The connection of the indicators passes below the blocks between its ends.
    expect(at("tame-outliers").y).toBeLessThan(at("impute-number").y);
  });

  test("a document that lacks places gets them beside those that it has, which stay", () => {
    fc.assert(
      fc.property(anyGraph, fc.nat(14), (document, nPlaced) => {
        const all = layOut(document);
        const placed = Object.fromEntries(Object.entries(all).slice(0, nPlaced));
        const { layout } = arranged({ ...document, layout: placed });
        expect(Object.keys(layout).sort()).toEqual(Object.keys(all).sort());
        expect(layout).toMatchObject(placed);
      }),
    );
    const whole = { ...emptyDocument(), layout: {} };
    expect(arranged(whole)).toBe(whole);
  });
});
