import fc from "fast-check";
import { expect, test } from "vitest";
import { ProgramBuilder } from "./builder.ts";
import { evaluate } from "./evaluate.ts";
import { gradient } from "./gradient.ts";
import type { ValueId } from "./types.ts";

const SHAPES = { choice: [2, 3], w: [4, 3], b: [3], v: [3, 2], gate: [2] } as const;

/** A small pipeline: a choice over three scalings, gates, a network, cross-entropy and a penalty. */
function pipeline(): { builder: ProgramBuilder; parameters: readonly ValueId[]; objective: ValueId; rowLoss: ValueId } {
  const builder = new ProgramBuilder();
  const x = builder.input("x", { rows: true, shape: [2], dtype: "float32" });
  const codes = builder.input("codes", { rows: true, shape: [1], dtype: "int32" });
  const labels = builder.input("labels", { rows: true, shape: [1], dtype: "int32" }, { kind: "row" });
  const parameters = Object.entries(SHAPES).map(([name, shape]) =>
    builder.parameter(name, { shape, role: "model", initial: { kind: "constant", value: 0 } }),
  );
  const [choice, w, b, v, gate] = parameters;
  const shares = builder.softmax(builder.div(choice, builder.scalar(0.7)));
  const scalings = [
    builder.tanh(x),
    builder.mul(x, builder.scalar(0.3)),
    builder.log(builder.add(builder.square(x), builder.scalar(1))),
  ];
  const mixed = scalings
    .map((value, k) => builder.mul(value, builder.reshape(builder.takeColumns(shares, [k]), [2])))
    .reduce((total, part) => builder.add(total, part));
  const open = builder.sigmoid(gate);
  const features = builder.concat([builder.mul(mixed, open), builder.oneHot(codes, [2])]);
  const hidden = builder.softplus(builder.add(builder.matMul(features, w), b));
  const logits = builder.matMul(hidden, v);
  const picked = builder.sum(builder.mul(logits, builder.oneHot(labels, [2])), 0);
  const rowLoss = builder.sub(builder.logSumExp(logits), picked);
  const penalty = builder.sum(builder.normalCdf(gate), 0);
  const objective = builder.add(builder.meanRows(rowLoss), builder.mul(penalty, builder.scalar(0.1)));
  return { builder, parameters, objective, rowLoss };
}

function randomParameters(numbers: readonly number[]): Record<string, Float64Array> {
  let next = 0;
  return Object.fromEntries(
    Object.entries(SHAPES).map(([name, shape]) => {
      const length = shape.reduce<number>((product, size) => product * size, 1);
      return [`/${name}`, Float64Array.from({ length }, () => numbers[next++ % numbers.length])];
    }),
  );
}

const inputs = { x: [0.3, -1.2, 2, 0.7, -0.4, 0.1], codes: [0, 1, 2], labels: [1, 0, 1] };

test("gradients of a composed program are those of central differences", () => {
  const { builder, parameters, objective } = pipeline();
  const gradients = gradient(builder, objective, parameters);
  const number = fc.double({ min: -2, max: 2, noNaN: true });
  fc.assert(
    fc.property(fc.array(number, { minLength: 31, maxLength: 31 }), (numbers) => {
      const at = randomParameters(numbers);
      const value = (given: Record<string, Float64Array>) =>
        evaluate(builder.nodes, { nRows: 3, inputs, parameters: given }, [objective])[0].data[0];
      const analytic = evaluate(
        builder.nodes,
        { nRows: 3, inputs, parameters: at },
        gradients.map((id) => id!),
      );
      Object.keys(at).forEach((name, index) => {
        at[name].forEach((start, element) => {
          const moved = (by: number) => {
            const values = Float64Array.from(at[name]);
            values[element] = start + by;
            return value({ ...at, [name]: values });
          };
          const expected = (moved(1e-5) - moved(-1e-5)) / 2e-5;
          expect(Math.abs(analytic[index].data[element] - expected)).toBeLessThan(1e-8);
        });
      });
    }),
    { numRuns: 20 },
  );
});

test("the gradient of a batch is the mean of its rows' gradients", () => {
  const { builder, parameters, objective } = pipeline();
  const gradients = gradient(builder, objective, parameters).map((id) => id!);
  const at = randomParameters([0.4, -0.7, 1.1, 0.2, -0.1]);
  const run = (rows: readonly number[]) => {
    const some = {
      x: rows.flatMap((row) => inputs.x.slice(2 * row, 2 * row + 2)),
      codes: rows.map((row) => inputs.codes[row]),
      labels: rows.map((row) => inputs.labels[row]),
    };
    return evaluate(builder.nodes, { nRows: rows.length, inputs: some, parameters: at }, gradients).flatMap(
      ({ data }) => Array.from(data),
    );
  };
  const single = [0, 1, 2].map((row) => run([row]));
  run([0, 1, 2]).forEach((value, i) => {
    expect(value).toBeCloseTo((single[0][i] + single[1][i] + single[2][i]) / 3, 12);
  });
});

test("what the objective does not depend on has no gradient; ties and steps have a defined one", () => {
  const builder = new ProgramBuilder();
  const [x, y] = ["x", "y"].map((name) => builder.input(name, { rows: false, shape: [], dtype: "float32" }));
  expect(gradient(builder, builder.square(x), [x, y])[1]).toBeUndefined();
  expect(gradient(builder, builder.step(x), [x])).toEqual([undefined]);
  expect(gradient(builder, x, [x]).map((id) => builder.nodes[id!])).toMatchObject([{ kind: "constant", data: [1] }]);
  const slopes = [builder.maximum(x, y), builder.minimum(x, y), builder.relu(x), builder.clip(x, 1, 2)].map(
    (value) => gradient(builder, value, [x])[0]!,
  );
  const tied = evaluate(builder.nodes, { nRows: 1, inputs: { x: [1], y: [1] }, parameters: {} }, slopes);
  expect(tied.map(({ data }) => data[0])).toEqual([0, 0, 1, 0]);
});

test("gradients are nodes of the block whose op they differentiate", () => {
  const builder = new ProgramBuilder();
  const x = builder.input("x", { rows: true, shape: [], dtype: "float32" });
  const inner = builder.inBlock("n1", () => builder.exp(builder.tanh(x)));
  const before = builder.nodes.length;
  gradient(builder, builder.meanRows(builder.square(inner)), [x]);
  const blocks = new Set(builder.nodes.slice(before).map((node) => node.block));
  expect([...blocks].sort()).toEqual(["", "n1"]);
});
