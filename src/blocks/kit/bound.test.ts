import fc from "fast-check";
import { expect, test } from "vitest";
import { ProgramBuilder } from "../../program/builder.ts";
import { evaluate } from "../../program/evaluate.ts";
import type { NumberPort } from "../ports.ts";
import { BoundColumns } from "./bound.ts";

const subset = fc
  .tuple(fc.integer({ min: 1, max: 6 }), fc.nat(63))
  .map(([nColumns, bits]) => ({
    nColumns,
    indices: Array.from({ length: nColumns }, (_, j) => j).filter((j) => bits & (1 << j)),
  }))
  .filter(({ indices }) => indices.length > 0);

test("columns come out and go back in place; the others stay", () => {
  fc.assert(
    fc.property(subset, ({ nColumns, indices }) => {
      const builder = new ProgramBuilder();
      const x = builder.input("x", { rows: true, shape: [nColumns], dtype: "float32" });
      const bound = new BoundColumns(builder, indices, nColumns);
      const y = bound.put(x, builder.neg(bound.take(x)));
      const cells = Array.from({ length: 2 * nColumns }, (_, i) => i + 1);
      const [{ data }] = evaluate(builder.nodes, { nRows: 2, inputs: { x: cells }, parameters: {} }, [y]);
      expect(Array.from(data)).toEqual(cells.map((cell, i) => (indices.includes(i % nColumns) ? -cell : cell)));
    }),
  );
});

test("shares go to their columns, shared ones to all of these, and the rest stays as given", () => {
  const builder = new ProgramBuilder();
  const read = (value: number) =>
    Array.from(evaluate(builder.nodes, { nRows: 1, inputs: {}, parameters: {} }, [value])[0].data);
  const each = builder.constant([2], [0.25, 0.75]);
  const shared = builder.constant([1], [0.5]);
  expect(read(new BoundColumns(builder, [0, 2], 3).spread(each, [1, 1, 1]))).toEqual([0.25, 1, 0.75]);
  expect(read(new BoundColumns(builder, [1, 2], 3).spread(shared, [0, 1, 1]))).toEqual([0, 0.5, 0.5]);
  expect(read(new BoundColumns(builder, [0, 1], 2).spread(builder.scalar(1), [0, 0]))).toEqual([1, 1]);
});

test("a port keeps its gaps at 0, and columns that are not bound as they are", () => {
  const builder = new ProgramBuilder();
  const rows = (name: string) => builder.input(name, { rows: true, shape: [2], dtype: "float32" });
  const port: NumberPort = { type: "number", value: rows("x"), missing: rows("gap"), columns: [] };
  const bound = new BoundColumns(builder, [1], 2);
  const value = bound.putPresent(port, builder.add(bound.take(port.value), builder.scalar(10)));
  const inputs = { x: [1, 2, 3, 0], gap: [0, 0, 0, 1] };
  const [{ data }] = evaluate(builder.nodes, { nRows: 2, inputs, parameters: {} }, [value]);
  expect(Array.from(data)).toEqual([1, 12, 3, 0]);
});
