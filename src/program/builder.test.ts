import { expect, test } from "vitest";
import { ProgramBuilder } from "./builder.ts";

const numbers = { rows: true, shape: [2], dtype: "float32" } as const;

test("equal ops on equal inputs are one node; other attributes make another", () => {
  const builder = new ProgramBuilder();
  const x = builder.input("x", numbers);
  expect(builder.exp(x)).toBe(builder.exp(x));
  expect(builder.clip(x, 0, 1)).toBe(builder.clip(x, 0, 1));
  expect(builder.clip(x, 0, 1)).not.toBe(builder.clip(x, 0, 2));
  expect(builder.scalar(2)).toBe(builder.scalar(2));
  expect(builder.input("x", numbers)).toBe(x);
});

test("a builder goes on from a program: the same nodes, the same names", () => {
  const first = new ProgramBuilder();
  const x = first.input("x", numbers);
  const y = first.exp(x);
  const again = new ProgramBuilder({ nodes: first.nodes, probes: [], outputs: { prediction: y } });
  expect(again.input("x", numbers)).toBe(x);
  expect(again.exp(x)).toBe(y);
  expect(again.nodes).toEqual(first.nodes);
  const parameter = { shape: [], role: "model", initial: { kind: "constant", value: 0 } } as const;
  again.parameter("w", parameter);
  expect(() => again.parameter("w", parameter)).toThrow(/\/w.*E_PROGRAM_PARAMETER/);
});

test("nodes and probes carry the block that wrote them, nested blocks their own", () => {
  const builder = new ProgramBuilder();
  builder.inBlock("outer", () => {
    const a = builder.scalar(1);
    const b = builder.inBlock("inner", () => builder.scalar(2));
    const c = builder.scalar(3);
    expect([a, b, c].map((id) => builder.nodes[id].block)).toEqual(["outer", "inner", "outer"]);
    builder.probe({ name: "c", kind: "constant", value: c, rowLabels: ["c"], columnLabels: [] });
  });
  expect(builder.probes[0].block).toBe("outer");
  expect(() => builder.inBlock("bad", () => builder.constant([2], [1]))).toThrow(
    /block bad.*2 numbers.*E_SHAPE_CONSTANT/,
  );
  expect(builder.nodes[builder.scalar(4)].block).toBe("");
});

test("constants are float32 and finite", () => {
  const builder = new ProgramBuilder();
  expect(builder.nodes[builder.constant([1], [0.1])]).toMatchObject({ data: [Math.fround(0.1)] });
  expect(() => builder.constant([2], [0, Number.NaN])).toThrow(/element 1.*E_PROGRAM_CONSTANT/);
  expect(() => builder.constant([1], [1e39])).toThrow(/E_PROGRAM_CONSTANT/);
});
