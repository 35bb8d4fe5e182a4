/** Transposes and sums four vectors of four numbers, as a square. */
import type { FunctionWriter } from "./assembler.ts";

/** Rows and columns of the square. */
export const LANES = 4;

/** The vectors in these four locals become the square's columns. */
export function transpose(w: FunctionWriter, [a, b, c, d]: readonly number[]): void {
  const [low, high] = [w.local("v128"), w.local("v128")];
  const pairs = (first: number, second: number) => {
    w.get(first).get(second).shuffle(2, 6, 3, 7).set(high);
    w.get(first).get(second).shuffle(0, 4, 1, 5).set(first);
    w.get(high).set(second);
  };
  pairs(a, b);
  pairs(c, d);
  w.get(a).get(c).shuffle(0, 1, 4, 5).set(low);
  w.get(a).get(c).shuffle(2, 3, 6, 7).set(high);
  w.get(b).get(d).shuffle(0, 1, 4, 5);
  w.get(b).get(d).shuffle(2, 3, 6, 7).set(d);
  w.set(c).get(low).set(a).get(high).set(b);
}

/** Pushes a vector of four sums: of the lanes of each of these locals. */
export function sumEach(w: FunctionWriter, [a, b, c, d]: readonly number[]): void {
  const [left, right] = [w.local("v128"), w.local("v128")];
  const halves = (first: number, second: number) =>
    w.get(first).get(second).shuffle(0, 4, 1, 5).get(first).get(second).shuffle(2, 6, 3, 7).do("f32x4.add");
  halves(a, b).set(left);
  halves(c, d).set(right);
  w.get(left).get(right).shuffle(0, 1, 4, 5).get(left).get(right).shuffle(2, 3, 6, 7).do("f32x4.add");
}
