/** What is true of an op whatever its inputs. */
import type { OpName } from "./ops.ts";

/**
 * Ops of losses and gradients, which depend on which rows are together: with them, what a prediction says of a row would
 * depend on the rows beside it. Typed over all ops, so that a new one has to say.
 */
export const mixesRows = {
  neg: false,
  exp: false,
  log: false,
  sqrt: false,
  square: false,
  abs: false,
  relu: false,
  sigmoid: false,
  tanh: false,
  softplus: false,
  normalCdf: false,
  step: false,
  add: false,
  sub: false,
  mul: false,
  div: false,
  maximum: false,
  minimum: false,
  clip: false,
  matMul: false,
  memberMatMul: false,
  sum: false,
  softmax: false,
  logSumExp: false,
  broadcast: false,
  reshape: false,
  concat: false,
  takeColumns: false,
  scatterColumns: false,
  oneHot: false,
  lookup: false,
  embedding: false,
  piecewiseLinear: false,
  meanRows: true,
  sumRows: true,
  spreadRows: true,
  outerSum: true,
  memberOuterSum: true,
  scatterLookup: true,
  scatterEmbedding: true,
} as const satisfies { readonly [Name in OpName]: boolean };

/** Ops that a prediction may have: what is told of predictions alone is told of these. */
export type PredictionOp = { [Name in OpName]: (typeof mixesRows)[Name] extends true ? never : Name }[OpName];

export function isPredictionOp(op: OpName): op is PredictionOp {
  return !mixesRows[op];
}

/** For programs that were checked. @throws Error where the op mixes rows. */
export function predictionOp(op: OpName): PredictionOp {
  if (!isPredictionOp(op)) throw new Error(`${op} mixes rows: no prediction has it`);
  return op;
}
