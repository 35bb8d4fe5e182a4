import { expect, test } from "vitest";
import { philox } from "../../base/random.ts";
import type { Columns } from "../../table/types.ts";
import { inverseOf } from "./inverse.ts";
import { Plausible } from "./plausible.ts";

const N_ROWS = 2000;
const uniform = (index: number) => (philox([index, 0, 0, 0], [5, 6])[0] + 0.5) / 0x100000000;
const normal = (index: number) =>
  Math.sqrt(-2 * Math.log(uniform(2 * index))) * Math.cos(2 * Math.PI * uniform(2 * index + 1));

/** b = 2a + noise, c on its own; the level says the sign of a in nine of ten rows. */
function table(): Columns {
  const numbers = new Float32Array(3 * N_ROWS);
  const categories = new Int32Array(N_ROWS);
  for (let row = 0; row < N_ROWS; row++) {
    const a = normal(3 * row);
    numbers.set([a, 2 * a + 0.5 * normal(3 * row + 1), normal(3 * row + 2)], 3 * row);
    categories[row] = 2 + Number(uniform(90_000 + row) < 0.9 ? a > 0 : a <= 0);
  }
  return {
    schema: {
      numbers: ["a", "b", "c"].map((name) => ({ name, original: name, offset: 0 })),
      categories: [{ name: "level", original: "level", levels: ["low", "high"] }],
      sources: ["t"],
      target: { name: "y", task: "regression", taskReason: "", classes: [] },
    },
    ...{ nRows: N_ROWS, numbers, missing: new Uint8Array(3 * N_ROWS), categories },
    source: new Int32Array(N_ROWS),
    labels: new Float64Array(N_ROWS),
  };
}

const rows = Uint32Array.from({ length: N_ROWS }, (_, row) => row);

test("the inverse of a matrix times the matrix is the identity", () => {
  const matrix = Float64Array.of(4, 1, 0.5, 1, 3, -0.2, 0.5, -0.2, 2);
  const inverse = inverseOf(matrix, 3);
  for (let i = 0; i < 3; i++) {
    for (let j = 0; j < 3; j++) {
      let sum = 0;
      for (let k = 0; k < 3; k++) sum += matrix[3 * i + k] * inverse[3 * k + j];
      expect(sum).toBeCloseTo(Number(i === j), 10);
    }
  }
});

test("a number is expected where the rest of its row says, and doubted where it is far from there", () => {
  const columns = table();
  const [first, second] = [columns.numbers, columns.missing];
  // a = 1 and a level that fits: b is 2 by hand; c, which nothing is known of, is 0.
  first.set([1, 2, 0], 0);
  first.set([1, -4, 0], 3);
  columns.categories.fill(3, 0, 2);
  second[3 * 2 + 1] = 1;
  first.set([-1.5, 0, 0], 6);
  columns.categories[2] = 2;
  const plausible = new Plausible(columns, rows);
  const [, b, c] = plausible.shapes;
  const middle = (row: number, shape = b) => {
    plausible.look(row);
    return plausible.values(shape).values[2];
  };
  expect(Math.abs(middle(0) - 2)).toBeLessThan(0.3);
  expect(Math.abs(middle(2) + 3)).toBeLessThan(0.5);
  expect(Math.abs(middle(0, c))).toBeLessThan(0.2);
  const ratio = (row: number) => {
    plausible.look(row);
    const judged = plausible.judge(b);
    return judged ? judged.damaged / judged.sound : Number.NaN;
  };
  expect(ratio(0)).toBeLessThan(0.2);
  expect(ratio(1), "two deviations of its column, but thirteen of what is left beside a").toBeGreaterThan(20);
  expect(ratio(2), "nothing to doubt where nothing is said").toBeNaN();
});

test("a level is as likely as the rest of its row makes it", () => {
  const columns = table();
  columns.numbers.set([1.5, 3, 0], 0);
  const plausible = new Plausible(columns, rows);
  const level = plausible.shapes[3];
  plausible.look(0);
  const { values, weights } = plausible.values(level);
  expect(values[0]).toBe(3);
  expect(weights[0]).toBeGreaterThan(0.8);
  const soundOf = (code: number) => {
    columns.categories[0] = code;
    plausible.look(0);
    return plausible.judge(level)?.sound ?? 0;
  };
  expect(soundOf(3) / soundOf(2)).toBeGreaterThan(4);
  expect(soundOf(1), "a level that was never seen").toBeLessThan(0.01);
});

test("in which order rows are taken changes nothing, whatever their number", () => {
  const columns = table();
  for (const nRows of [1997, 1998, 1999, 2000]) {
    const some = rows.slice(0, nRows);
    const [one, other] = [some, some.slice().reverse()].map((order) => new Plausible(columns, order));
    for (const row of [3, 700, 1500]) {
      one.look(row);
      other.look(row);
      for (const [at, shape] of one.shapes.entries()) {
        const [judged, again] = [one.judge(shape), other.judge(other.shapes[at])];
        expect(judged && again && judged.sound / again.sound).toBeCloseTo(1, 9);
        expect(judged && again && judged.distance - again.distance).toBeCloseTo(0, 9);
      }
    }
  }
});
