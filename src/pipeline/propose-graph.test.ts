import { describe, expect, test } from "vitest";
import { z } from "zod";
import { type Block, defineBlock } from "../blocks/block.ts";
import type { BlockSpec } from "../blocks/block-spec.ts";
import { blocks } from "../blocks/catalogue.generated.ts";
import { NO_STATISTICS } from "../blocks/kit/statistics.ts";
import type { PortType } from "../blocks/ports.ts";
import { tableOf } from "../blocks/testing/tables.ts";
import { proposeGraph } from "./propose-graph.ts";

/** "numbers: number" → a port of that name and type. */
function ports(text: string): BlockSpec["inputs"] {
  return text.split(", ").map((port) => {
    const [name, type] = port.split(": ");
    return { name, type: type as PortType, title: name };
  });
}

/** A block that only says what it takes, what it gives and where it joins. */
function block(id: string, inputs: string, outputs: string, proposal?: BlockSpec["proposal"]): Block {
  return defineBlock({
    spec: {
      ...{ id, version: 1, title: id, summary: "", category: "Cleaning", settings: z.object({}), migrations: {} },
      ...{ statistics: NO_STATISTICS, probes: [] },
      inputs: inputs === "" ? [] : ports(inputs),
      outputs: ports(outputs),
      proposal,
    },
    fit: () => ({}),
    program: () => ({}),
    explain: () => ({ summary: "", details: [], certainty: "none" }),
  });
}

const source = block("source", "", "n: number, c: category, r: weights", { stage: "read" });
const fill = block("fill", "n: number", "n: number, gaps: features", { stage: "fill gaps" });
const scale = block("scale", "n: number", "n: number", { stage: "scale" });
const encode = block("encode", "c: category", "f: features", { stage: "encode" });
const weigh = block("weigh", "r: weights", "r: weights", {
  stage: "weigh",
  when: ({ sources }) => sources.length > 1,
});
const gates = block("gates", "f: features", "f: features", { stage: "select" });
const model = block("model", "f: features, w: weights", "p: prediction", { stage: "predict" });

const table = (nSources = 1, hasCategories = true) =>
  tableOf({ numbers: { a: () => 1 }, categories: hasCategories ? { b: () => 2 } : {}, nSources }).schema;

function edgesOf(of: readonly Block[], schema = table()): string[] {
  return proposeGraph(of, schema).edges.map(
    ({ from, to }) => `${from.block.spec.id}.${from.port} > ${to.block.spec.id}.${to.port}`,
  );
}

describe("proposeGraph", () => {
  test("one chain a type, in the order of the stages and not of the catalogue; the last takes in what others give", () => {
    expect(edgesOf([model, gates, scale, weigh, fill, encode, source], table(2))).toEqual([
      "source.n > fill.n",
      "fill.n > scale.n",
      "scale.n > gates.f",
      "fill.gaps > gates.f",
      "source.c > encode.c",
      "encode.f > gates.f",
      "source.r > weigh.r",
      "weigh.r > model.w",
      "gates.f > model.f",
    ]);
  });

  test("what the table lacks, and what a block does not want, is left out", () => {
    const { chains, edges } = proposeGraph([source, fill, encode, weigh, model], table(1, false));
    expect(chains).toMatchObject({ category: [], weights: [], features: [] });
    expect(chains.number).toEqual([fill]);
    expect(edges).toHaveLength(3);
  });

  test("without a block that selects, features go straight to the model; numbers as they are where nothing cleans them", () => {
    expect(edgesOf([source, encode, model])).toEqual([
      "source.n > model.f",
      "source.c > encode.c",
      "encode.f > model.f",
    ]);
  });

  test("blocks of one stage follow each other; one that gives another type stands beside the chain", () => {
    const second = block("second", "n: number", "n: number", { stage: "scale" });
    const buckets = block("buckets", "n: number", "f: features", { stage: "encode" });
    expect(edgesOf([source, scale, second, buckets, model], table(1, false))).toEqual([
      "source.n > scale.n",
      "scale.n > second.n",
      "second.n > buckets.n",
      "second.n > model.f",
      "buckets.f > model.f",
    ]);
  });

  test("a block whose spec says nothing of the proposal changes nothing", () => {
    const silent = block("silent", "n: number", "n: number");
    const schema = table(2);
    expect(edgesOf([...blocks, silent], schema)).toEqual(edgesOf(blocks, schema));
  });
});
