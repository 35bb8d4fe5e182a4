/** Functions over whole vectors of parameters: norms, moves and the optimisers. */
import type { FunctionWriter, ModuleWriter } from "./assembler.ts";
import { withoutTiny } from "./math.ts";
import { locals, sumLanes } from "./routines.ts";

/** Optimiser and vector functions are called from outside; all lengths are multiples of four numbers, in bytes. */
export function writeVectors(module: ModuleWriter): void {
  const vector = (w: FunctionWriter, pointer: number, i: number) =>
    w.get(pointer).get(i).do("i32.add").memory("v128.load");
  /** (g, isParameter, bytes) → Σ g² of what is a parameter. */
  module.function(
    ["i32", "i32", "i32"],
    ["f32"],
    (w, [g, isParameter, bytes]) => {
      const i = w.local("i32");
      const [sum, x] = locals(w, "v128", 2);
      w.countTo(i, bytes, 16, () => {
        vector(w, g, i);
        vector(w, isParameter, i).do("v128.and").set(x);
        w.get(sum).get(x).get(x).do("f32x4.mul", "f32x4.add").set(sum);
      });
      sumLanes(w, sum);
    },
    "squares",
  );
  /** (to, from, g, bytes, scale): to = from + scale · g. */
  module.function(
    ["i32", "i32", "i32", "i32", "f32"],
    [],
    (w, [to, from, g, bytes, scale]) => {
      const i = w.local("i32");
      w.countTo(i, bytes, 16, () => {
        w.get(to).get(i).do("i32.add");
        vector(w, from, i);
        vector(w, g, i).get(scale).do("f32x4.splat", "f32x4.mul", "f32x4.add").memory("v128.store");
      });
    },
    "move",
  );
  /** (g, v, isParameter, bytes, beta2, rest2, epsilon): g /= √(beta2 · v + rest2 · g²) + epsilon → Σ (g before · g after) of what is a parameter. */
  module.function(
    ["i32", "i32", "i32", "i32", "f32", "f32", "f32"],
    ["f32"],
    (w, [g, v, isParameter, bytes, beta2, rest2, epsilon]) => {
      const i = w.local("i32");
      const [gradient, direction, sum] = locals(w, "v128", 3);
      w.countTo(i, bytes, 16, () => {
        vector(w, g, i);
        vector(w, isParameter, i).do("v128.and").set(gradient);
        w.get(gradient);
        vector(w, v, i).get(beta2).do("f32x4.splat", "f32x4.mul");
        w.get(gradient).get(gradient).do("f32x4.mul").get(rest2).do("f32x4.splat", "f32x4.mul", "f32x4.add");
        w.do("f32x4.sqrt").get(epsilon).do("f32x4.splat", "f32x4.add", "f32x4.div").set(direction);
        w.get(g).get(i).do("i32.add").get(direction).memory("v128.store");
        w.get(sum).get(gradient).get(direction).do("f32x4.mul", "f32x4.add").set(sum);
      });
      sumLanes(w, sum);
    },
    "direct",
  );
  /** (to, p, bytes, share): to += share · (p − to). */
  module.function(
    ["i32", "i32", "i32", "f32"],
    [],
    (w, [to, p, bytes, share]) => {
      const i = w.local("i32");
      const before = w.local("v128");
      w.countTo(i, bytes, 16, () => {
        vector(w, to, i).set(before);
        w.get(to).get(i).do("i32.add");
        w.get(before);
        vector(w, p, i).get(before).do("f32x4.sub");
        w.get(share).do("f32x4.splat", "f32x4.mul", "f32x4.add").memory("v128.store");
      });
    },
    "approach",
  );
  /** p −= move + decayRate · decay · p, with the move on the stack. */
  const descend = (w: FunctionWriter, i: number, [values, decay, decayRate]: readonly number[]) => {
    const [move, p] = locals(w, "v128", 2);
    w.set(move);
    vector(w, values, i).set(p);
    w.get(values).get(i).do("i32.add").get(p).get(move).do("f32x4.sub");
    vector(w, decay, i).get(decayRate).do("f32x4.splat", "f32x4.mul").get(p).do("f32x4.mul", "f32x4.sub");
    w.memory("v128.store");
  };
  /** (values, m, v, g, decay, bytes, scale, beta1, beta2, moment, second, epsilon, decayRate), as in optimiser-rule.ts. */
  module.function(
    [...(["i32", "i32", "i32", "i32", "i32", "i32"] as const), ...new Array<"f32">(9).fill("f32")],
    [],
    (w, [values, m, v, g, decay, bytes, scale, beta1, rest1, beta2, rest2, moment, second, epsilon, decayRate]) => {
      const i = w.local("i32");
      const [gradient, m1, v1] = locals(w, "v128", 3);
      const times = (factor: number) => w.get(factor).do("f32x4.splat", "f32x4.mul");
      w.countTo(i, bytes, 16, () => {
        vector(w, g, i);
        times(scale).set(gradient);
        vector(w, m, i);
        times(beta1).get(gradient);
        times(rest1).do("f32x4.add").with(withoutTiny).set(m1);
        vector(w, v, i);
        times(beta2).get(gradient).get(gradient).do("f32x4.mul");
        times(rest2).do("f32x4.add").set(v1);
        w.get(m).get(i).do("i32.add").get(m1).memory("v128.store");
        w.get(v).get(i).do("i32.add").get(v1).memory("v128.store");
        w.get(m1);
        times(moment).get(v1).do("f32x4.sqrt");
        times(second).get(epsilon).do("f32x4.splat", "f32x4.add", "f32x4.div");
        descend(w, i, [values, decay, decayRate]);
      });
    },
    "adam",
  );
  /** (values, m, g, decay, bytes, scale, beta1, moment, decayRate). */
  module.function(
    ["i32", "i32", "i32", "i32", "i32", "f32", "f32", "f32", "f32"],
    [],
    (w, [values, m, g, decay, bytes, scale, beta1, moment, decayRate]) => {
      const i = w.local("i32");
      const m1 = w.local("v128");
      w.countTo(i, bytes, 16, () => {
        vector(w, m, i).get(beta1).do("f32x4.splat", "f32x4.mul");
        vector(w, g, i).get(scale).do("f32x4.splat", "f32x4.mul", "f32x4.add").set(m1);
        w.get(m).get(i).do("i32.add").get(m1).memory("v128.store");
        w.get(m1).get(moment).do("f32x4.splat", "f32x4.mul");
        descend(w, i, [values, decay, decayRate]);
      });
    },
    "sgd",
  );
}

/** Functions that JavaScript calls; addresses and lengths in bytes. */
export interface VectorFunctions {
  squares(g: number, isParameter: number, bytes: number): number;
  move(to: number, from: number, g: number, bytes: number, scale: number): void;
  direct(...given: readonly number[]): number;
  approach(to: number, p: number, bytes: number, share: number): void;
  adam(...given: readonly number[]): void;
  sgd(...given: readonly number[]): void;
}
