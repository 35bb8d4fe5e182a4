import fc from "fast-check";
import { expect, test } from "vitest";
import { ProgramBuilder } from "./builder.ts";
import { evaluate } from "./evaluate.ts";

/** A row-bound network with every kind of node: tanh(x·W + b), softmax, one-hot, look-up. */
function network() {
  const builder = new ProgramBuilder();
  const x = builder.input("x", { rows: true, shape: [2], dtype: "float32" });
  const k = builder.input("k", { rows: true, shape: [1], dtype: "int32" });
  const weights = builder.inBlock("n1", () =>
    builder.parameter("w", { shape: [2, 3], role: "model", initial: { kind: "constant", value: 0 } }),
  );
  const hidden = builder.tanh(builder.add(builder.matMul(x, weights), builder.constant([3], [0.1, 0.2, 0.3])));
  const found = builder.lookup(builder.constant([2], [5, 7]), k);
  const all = builder.concat([builder.softmax(hidden), builder.oneHot(k, [3]), found]);
  return { builder, x, hidden, all };
}

const parameters = { "n1/w": [1, -2, 0.5, 0.3, 0.7, -1] };

test("a row's values do not depend on the rest of the batch", () => {
  const { builder, all } = network();
  const row = fc.tuple(
    fc.double({ min: -5, max: 5, noNaN: true }),
    fc.double({ min: -5, max: 5, noNaN: true }),
    fc.nat(2),
  );
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 6 }), (rows) => {
      const run = (some: typeof rows) => {
        const inputs = { x: some.flatMap((one) => one.slice(0, 2)), k: some.map(([, , code]) => code) };
        return Array.from(evaluate(builder.nodes, { nRows: some.length, inputs, parameters }, [all])[0].data);
      };
      expect(run(rows)).toEqual(rows.flatMap((one) => run([one])));
      expect(run([...rows].reverse())).toEqual([...rows].reverse().flatMap((one) => run([one])));
    }),
  );
});

test("only what is wanted is computed and fed; no rows give no numbers", () => {
  const { builder, x, hidden, all } = network();
  const inputs = { x: [1, 2] };
  expect(Array.from(evaluate(builder.nodes, { nRows: 1, inputs, parameters: {} }, [x])[0].data)).toEqual([1, 2]);
  expect(evaluate(builder.nodes, { nRows: 1, inputs, parameters }, [hidden, hidden])).toHaveLength(2);
  const [empty] = evaluate(builder.nodes, { nRows: 0, inputs: { x: [], k: [] }, parameters }, [all]);
  expect(empty.data).toHaveLength(0);
});

test("what is absent or of the wrong length is named", () => {
  const { builder, all } = network();
  const feeds = { nRows: 2, inputs: { x: [1, 2, 3, 4], k: [0, 1] }, parameters };
  expect(() => evaluate(builder.nodes, { ...feeds, parameters: {} }, [all])).toThrow(
    /parameter n1\/w: expected 6 numbers \(1 × \[2, 3\]\), got nothing.*E_PROGRAM_FEED/,
  );
  expect(() => evaluate(builder.nodes, { ...feeds, inputs: { ...feeds.inputs, x: [1] } }, [all])).toThrow(
    /input x: expected 4 numbers \(2 × \[2\]\), got 1\./,
  );
});

test("extreme numbers stay finite where their function is", () => {
  const builder = new ProgramBuilder();
  const x = builder.input("x", { rows: true, shape: [4], dtype: "float32" });
  const values = [
    builder.sigmoid(x),
    builder.softplus(x),
    builder.softmax(x),
    builder.logSumExp(x),
    builder.normalCdf(x),
  ];
  const tensors = evaluate(builder.nodes, { nRows: 1, inputs: { x: [-1e4, 0, 800, 1e4] }, parameters: {} }, values);
  expect(tensors.map(({ data }) => Array.from(data))).toEqual([
    [0, 0.5, 1, 1],
    [0, Math.LN2, 800, 1e4],
    [0, 0, 0, 1],
    [1e4],
    [0, 0.5, 1, 1],
  ]);
});
