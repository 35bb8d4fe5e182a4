import { expect, test } from "vitest";
import { ProgramBuilder } from "../../program/builder.ts";
import type { BlockExplanation } from "../types.ts";
import { letThroughOf } from "./column-gates.ts";
import { explainColumns } from "./columns-read.ts";

/** Gates of four columns in the block n1. */
function gated() {
  const builder = new ProgramBuilder();
  builder.inBlock("n1", () => {
    const discrete = { kind: "gate", threshold: -0.5, open: 10, closed: -10 } as const;
    const gates = builder.parameter("gates", {
      ...{ shape: [4], role: "pipeline", initial: { kind: "constant", value: 0 }, discrete },
    });
    builder.probe({ name: "gates", kind: "gate", value: gates, rowLabels: ["a", "b", "c", "d"], columnLabels: [] });
  });
  return { nodes: builder.nodes, outputs: { prediction: 0 }, probes: builder.probes };
}

const program = gated();
const blend: BlockExplanation = {
  ...{ block: "n1", title: "Select features", summary: "Lets 4 through.", details: [], certainty: "none" },
  short: "4 of 4 gates open",
};
const explained = (models: Parameters<typeof explainColumns>[1]["models"]) =>
  explainColumns([blend, { ...blend, block: "n2" }], { program, models })[0];

test("gates above their threshold let a column through", () => {
  const parameters = { "n1/gates": Float32Array.of(10, -0.5, -0.4, -10) };
  expect(letThroughOf({ program, parameters })).toEqual({ n1: ["a", "c"] });
});

test("what is deployed is told in the place of the gates that were learned first, which stand below", () => {
  const nested = { letThrough: { n1: ["a", "b"] }, count: 3 };
  const learned = { letThrough: { n1: ["a", "c"] }, count: 1 };
  expect(explained([nested, nested]).summary).toBe("What is deployed reads 2 of 4 columns.");
  expect(explained([nested, nested]).certainty).toBe("clear");
  const mixed = explained([nested, learned, { letThrough: {}, count: 4 }]);
  expect(mixed.summary).toBe(
    "50 % of what is deployed selects columns, and reads 3 of 4 columns; the rest selects none.",
  );
  expect(mixed.details).toEqual([
    "Let through by all pipelines that select: a.",
    "Let through by some of them: b (75 %) and c (25 %).",
    "Gates as they were learned at first, before pipelines were compared: Lets 4 through.",
  ]);
  expect(mixed.short).toBe("reads 3 of 4 columns");
});

test("where nothing that selects is deployed, that is said, and other blocks are left alone", () => {
  const { summary, short } = explained([{ letThrough: {}, count: 1 }]);
  expect(summary).toContain("selects no columns");
  expect(short).toBe("4 of 4 gates open");
  expect(explainColumns([{ ...blend, block: "n2" }], { program, models: [] })[0].summary).toBe("Lets 4 through.");
});
