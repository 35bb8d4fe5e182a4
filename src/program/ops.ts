/** The op catalogue: names and attributes. Rules are rows of tables typed over it: shapes.ts, evaluate-ops.ts, vjp.ts, and one lowering an engine. */

type None = Readonly<Record<never, never>>;

/** Ops are immutable: a new meaning is a new name. "Adjoint" ops appear in gradients alone. */
export interface OpAttributes {
  // Elementwise, on one value.
  /** −x. */
  neg: None;
  /** e to the power of x. */
  exp: None;
  /** Natural logarithm. */
  log: None;
  /** √x. */
  sqrt: None;
  /** x². */
  square: None;
  /** |x|; gradient sign(x), −1 at 0. */
  abs: None;
  /** max(x, 0). */
  relu: None;
  /** 1 / (1 + e^−x). */
  sigmoid: None;
  /** Hyperbolic tangent. */
  tanh: None;
  /** ln(1 + e^x). */
  softplus: None;
  /** Standard normal distribution function Φ. */
  normalCdf: None;
  /** 1 where x > 0, else 0; no gradient. */
  step: None;
  // Elementwise, on two values that broadcast per row: shapes are aligned at the right, rows with rows.
  /** a + b. */
  add: None;
  /** a − b. */
  sub: None;
  /** a · b. */
  mul: None;
  /** a / b. */
  div: None;
  /** The larger of two; the gradient of a tie goes to b. */
  maximum: None;
  /** The smaller of two; the gradient of a tie goes to b. */
  minimum: None;
  /** x limited to [low, high]; gradient where low < x < high. */
  clip: { readonly low: number; readonly high: number };
  /** rows|row-free [..., k] × row-free [k, n] → [..., n]. */
  matMul: { readonly transposeA: boolean; readonly transposeB: boolean };
  /** rows|row-free [m, k] × row-free [m, k, n] (or [m, n, k], transposeB) → [m, n]: a matrix for each of m members. */
  memberMatMul: { readonly transposeB: boolean };
  /** Sum over one axis (counted without the batch axis). */
  sum: { readonly axis: number; readonly keepDims: boolean };
  /** softmax over the last axis. */
  softmax: None;
  /** log Σ exp over the last axis, which goes away. */
  logSumExp: None;
  /** Repeats axes of size 1, and adds leading ones, up to `shape`. */
  broadcast: { readonly shape: readonly number[] };
  /** The same numbers in another shape. */
  reshape: { readonly shape: readonly number[] };
  /** Joins any number of values along the last axis. */
  concat: None;
  /** y[…, j] = x[…, indices[j]]. */
  takeColumns: { readonly indices: readonly number[] };
  /** y[…, indices[j]] += x[…, j], `size` columns; the adjoint of takeColumns. */
  scatterColumns: { readonly indices: readonly number[]; readonly size: number };
  /** int32 rows [c] → float32 rows [Σ depths]: 1 at the code of each column; all 0 for a code outside its depth. */
  oneHot: { readonly depths: readonly number[] };
  /** row-free table [n] at int32 rows [k] → rows [k]. */
  lookup: None;
  /** row-free table [n, d] at int32 rows [..c] → rows [..c, d]; zeros for a code outside the table. */
  embedding: None;
  /**
   * rows|row-free x [..c], row-free low and perWidth [..c, b] → [..c, b]: (x − low)·perWidth limited to [0, 1], but the
   * first bin has no lower limit and the last one no upper limit. A bin of perWidth 0 is dead: its y is 0. low and perWidth
   * are fixed statistics: no gradient flows to them. Source: Gorishniy, Rubachev, Babenko, "On Embeddings for Numerical
   * Features in Tabular Deep Learning" (NeurIPS 2022), piecewise linear encoding.
   */
  piecewiseLinear: None;
  /** The only reduction over rows: rows [..] → row-free [..], the mean over the batch. */
  meanRows: None;
  // Adjoint ops.
  /** rows [..] → row-free [..], the sum over the batch. */
  sumRows: None;
  /** row-free [..] → rows [..], divided by the batch size; the adjoint of meanRows. */
  spreadRows: None;
  /** rows [..., k], rows [..., n] → row-free [k, n]: Σ over rows (and leading axes) of the outer products. */
  outerSum: None;
  /** rows [m, i], rows [m, j] → row-free [m, i, j]: Σ over rows of each member's outer product; the adjoint of memberMatMul. */
  memberOuterSum: None;
  /** rows [k] values, int32 rows [k] codes → row-free [size]; the adjoint of lookup. */
  scatterLookup: { readonly size: number };
  /** rows [..c, d] values, int32 rows [..c] codes → row-free [size, d]; codes outside are dropped; the adjoint of embedding. */
  scatterEmbedding: { readonly size: number };
}

export type OpName = keyof OpAttributes;
