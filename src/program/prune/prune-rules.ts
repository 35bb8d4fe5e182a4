/** The pruning rule of each op. */
import type { PredictionOp } from "../op-traits.ts";
import {
  cellwise,
  embedding,
  logSumExp,
  lookup,
  memberMatMul,
  oneHot,
  piecewiseLinear,
  softmax,
  sum,
} from "./cells.ts";
import { matMul } from "./mat-mul.ts";
import { moves, scatters } from "./moves.ts";
import { pointwise } from "./pointwise.ts";
import type { PruneRule } from "./rule.ts";

export const pruneRules: { readonly [Name in PredictionOp]: PruneRule } = {
  neg: pointwise,
  exp: pointwise,
  log: pointwise,
  sqrt: pointwise,
  square: pointwise,
  abs: pointwise,
  relu: pointwise,
  sigmoid: pointwise,
  tanh: pointwise,
  softplus: pointwise,
  normalCdf: pointwise,
  step: pointwise,
  add: pointwise,
  sub: pointwise,
  mul: pointwise,
  div: pointwise,
  maximum: pointwise,
  minimum: pointwise,
  clip: pointwise,
  matMul,
  memberMatMul: cellwise(memberMatMul),
  sum: cellwise(sum),
  softmax: cellwise(softmax),
  logSumExp: cellwise(logSumExp),
  broadcast: moves,
  reshape: moves,
  concat: moves,
  takeColumns: moves,
  scatterColumns: scatters,
  oneHot: cellwise(oneHot),
  lookup: cellwise(lookup),
  embedding: cellwise(embedding),
  piecewiseLinear: cellwise(piecewiseLinear),
};
