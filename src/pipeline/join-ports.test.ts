import { expect, test } from "vitest";
import type { CategoryPort, FeaturesPort, NumberPort } from "../blocks/ports.ts";
import { ProgramBuilder } from "../program/builder.ts";
import { evaluate } from "../program/evaluate.ts";
import { joinPorts } from "./join-ports.ts";

function sample() {
  const builder = new ProgramBuilder();
  const input = (name: string, size: number) => builder.input(name, { rows: true, shape: [size], dtype: "float32" });
  const refs = (...names: string[]) => names.map((name) => ({ name, original: name }));
  const number: NumberPort = { type: "number", value: input("x", 2), missing: input("m", 2), columns: refs("a", "b") };
  const other: NumberPort = { type: "number", value: input("y", 1), missing: input("n", 1), columns: refs("c") };
  const features: FeaturesPort = { type: "features", value: input("f", 1), columns: refs("d") };
  const inputs = { x: [1, 2], m: [0, 1], y: [3], n: [1], f: [4] };
  const read = (value: number) =>
    Array.from(evaluate(builder.nodes, { nRows: 1, inputs, parameters: {} }, [value])[0].data);
  return { builder, number, other, features, read };
}

test("nothing joins to nothing, one port to itself", () => {
  const { builder, number, features } = sample();
  expect(joinPorts(builder, [], "number")).toBeUndefined();
  expect(joinPorts(builder, [number], "number")).toBe(number);
  expect(joinPorts(builder, [features], "features")).toEqual(features);
  const category: CategoryPort = { type: "category", pairs: [], columns: [] };
  expect(joinPorts(builder, [category], "category")).toBe(category);
});

test("ports that cannot be joined are refused, and none is dropped in silence", () => {
  const { builder } = sample();
  const category: CategoryPort = { type: "category", pairs: [], columns: [] };
  expect(() => joinPorts(builder, [category, category], "category")).toThrow("E_PIPELINE_JOIN");
});

test("columns stand side by side in order, masks with their values", () => {
  const { builder, number, other, read } = sample();
  const joined = joinPorts(builder, [other, number], "number");
  expect(joined?.type === "number" && [read(joined.value), read(joined.missing)]).toEqual([
    [3, 1, 2],
    [1, 0, 1],
  ]);
  expect(joined?.type === "number" && joined.columns.map((column) => column.name)).toEqual(["c", "a", "b"]);
});

test("numbers become features where features are asked for", () => {
  const { builder, number, features, read } = sample();
  const joined = joinPorts(builder, [features, number], "features");
  expect(joined?.type === "features" && read(joined.value)).toEqual([4, 1, 2]);
  expect(joined?.type === "features" && joined.columns.map((column) => column.name)).toEqual(["d", "a", "b"]);
});
