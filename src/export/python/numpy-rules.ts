/** How each op of a prediction is written in NumPy: one expression each. Helpers that start with "_" stand in numpy-helpers.ts. */
import type { PredictionOp } from "../../program/op-traits.ts";
import type { OpAttributes } from "../../program/ops.ts";
import type { ValueType } from "../../program/types.ts";

/** A value that a line of Python reads. */
export interface Operand {
  readonly name: string;
  readonly type: ValueType;
  /** Of a constant of one number: the number itself, which sums and products show in place of a name. */
  readonly literal?: string | undefined;
}

/** From the operands to the expression; `type` is that of the result. */
type NumpyRule<Name extends PredictionOp> = (
  inputs: readonly Operand[],
  attributes: OpAttributes[Name],
  type: ValueType,
) => string;

const rankOf = ({ rows, shape }: ValueType) => shape.length + (rows ? 1 : 0);

export function pyNumber(value: number): string {
  if (Number.isNaN(value)) return "np.nan";
  if (!Number.isFinite(value)) return value > 0 ? "np.inf" : "-np.inf";
  // A float, whatever its digits are.
  return /[.e]/.test(String(value)) ? String(value) : `${Object.is(value, -0) ? "-0" : value}.0`;
}

const pyTuple = (items: readonly (string | number)[]) => `(${items.join(", ")}${items.length === 1 ? "," : ""})`;
const pyList = (items: readonly number[]) => `[${items.join(", ")}]`;

const shapeOf = ({ rows, shape }: ValueType) => pyTuple(rows ? ["n_rows", ...shape] : shape);

/** With axes of size 1 behind that of the rows, so that what follows is aligned at the right. */
function aligned({ name, type, literal }: Operand, rank: number): string {
  const lacking = rank - rankOf(type);
  if (literal !== undefined) return literal.startsWith("-") ? `(${literal})` : literal;
  return type.rows && lacking > 0 ? `${name}[:, ${new Array(lacking).fill("None").join(", ")}]` : name;
}

const unary =
  (write: (x: string) => string): NumpyRule<PredictionOp> =>
  ([x]) =>
    write(x.name);

const binary =
  (write: (a: string, b: string) => string): NumpyRule<PredictionOp> =>
  ([a, b], _, type) =>
    write(aligned(a, rankOf(type)), aligned(b, rankOf(type)));

/** A slice where the columns follow each other. */
function columnsOf(indices: readonly number[]): string {
  const [first = 0] = indices;
  return indices.length > 0 && indices.every((index, at) => index === first + at)
    ? `${first}:${first + indices.length}`
    : pyList(indices);
}

export const numpyRules: { readonly [Name in PredictionOp]: NumpyRule<Name> } = {
  neg: unary((x) => `-${x}`),
  exp: unary((x) => `np.exp(${x})`),
  log: unary((x) => `np.log(${x})`),
  sqrt: unary((x) => `np.sqrt(${x})`),
  square: unary((x) => `np.square(${x})`),
  abs: unary((x) => `np.abs(${x})`),
  relu: unary((x) => `np.maximum(${x}, 0.0)`),
  sigmoid: unary((x) => `_sigmoid(${x})`),
  tanh: unary((x) => `np.tanh(${x})`),
  softplus: unary((x) => `_softplus(${x})`),
  normalCdf: unary((x) => `_normal_cdf(${x})`),
  step: unary((x) => `np.where(${x} > 0.0, 1.0, 0.0)`),
  add: binary((a, b) => `${a} + ${b}`),
  sub: binary((a, b) => `${a} - ${b}`),
  mul: binary((a, b) => `${a} * ${b}`),
  div: binary((a, b) => `${a} / ${b}`),
  maximum: binary((a, b) => `np.maximum(${a}, ${b})`),
  minimum: binary((a, b) => `np.minimum(${a}, ${b})`),
  clip: ([x], { low, high }) => `np.clip(${x.name}, ${pyNumber(low)}, ${pyNumber(high)})`,
  matMul: ([a, b], { transposeA, transposeB }) =>
    `${a.name}${transposeA ? ".T" : ""} @ ${b.name}${transposeB ? ".T" : ""}`,
  memberMatMul: ([a, b], { transposeB }) =>
    `_member_matmul(${a.name}, ${b.name}${transposeB ? ".transpose(0, 2, 1)" : ""})`,
  sum: ([x], { axis, keepDims }) =>
    `${x.name}.sum(axis=${axis + (x.type.rows ? 1 : 0)}${keepDims ? ", keepdims=True" : ""})`,
  softmax: unary((x) => `_softmax(${x})`),
  logSumExp: unary((x) => `_log_sum_exp(${x})`),
  broadcast: ([x], _, type) => `np.broadcast_to(${aligned(x, rankOf(type))}, ${shapeOf(type)})`,
  reshape: ([x], _, type) => `${x.name}.reshape(${shapeOf(type)})`,
  concat: (inputs) => `np.concatenate(${pyTuple(inputs.map(({ name }) => name))}, axis=-1)`,
  takeColumns: ([x], { indices }) => `${x.name}[..., ${columnsOf(indices)}]`,
  scatterColumns: ([x], { indices, size }) => `_scatter_columns(${x.name}, ${pyList(indices)}, ${size})`,
  oneHot: ([codes], { depths }) => `_one_hot(${codes.name}, ${pyList(depths)})`,
  lookup: ([table, codes]) => `_rows_of(${table.name}, ${codes.name})`,
  embedding: ([table, codes]) => `_rows_of(${table.name}, ${codes.name})`,
  piecewiseLinear: ([x, low, perWidth]) => `_piecewise_linear(${x.name}, ${low.name}, ${perWidth.name})`,
};

/** The one place where the table's key and the attributes meet untyped. */
export function numpyExpression<Name extends PredictionOp>(
  op: Name,
  inputs: readonly Operand[],
  attributes: OpAttributes[Name],
  type: ValueType,
): string {
  return numpyRules[op](inputs, attributes, type);
}

/** The functions that the expressions call. */
export const NUMPY_HELPERS = `
def _sigmoid(x):
    e = np.exp(-np.abs(x))
    return np.where(x >= 0.0, 1.0 / (1.0 + e), e / (1.0 + e))


def _softplus(x):
    return np.maximum(x, 0.0) + np.log1p(np.exp(-np.abs(x)))


_ERFC = np.frompyfunc(math.erfc, 1, 1)


def _normal_cdf(x):
    """The standard normal distribution function."""
    return 0.5 * np.asarray(_ERFC(np.asarray(x) * -math.sqrt(0.5)), dtype=np.float64)


def _softmax(x):
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def _log_sum_exp(x):
    peak = x.max(axis=-1, keepdims=True)
    return peak[..., 0] + np.log(np.exp(x - peak).sum(axis=-1))


def _member_matmul(a, b):
    """A matrix for each member: [..., m, k] times [m, k, n] is [..., m, n]."""
    if a.ndim == 2:
        return np.einsum("mk,mkn->mn", a, b)
    return np.matmul(a.transpose(1, 0, 2), b).transpose(1, 0, 2)


def _scatter_columns(x, indices, size):
    out = np.zeros(x.shape[:-1] + (size,))
    for column, index in enumerate(indices):
        out[..., index] += x[..., column]
    return out


def _one_hot(codes, depths):
    """1 at the code of each column; all 0 for a code outside its depth."""
    return np.concatenate(
        [codes[:, c, None] == np.arange(depth) for c, depth in enumerate(depths)], axis=-1
    ).astype(np.float64)


def _rows_of(table, codes):
    """What a table says of each code; 0 for a code that it does not have."""
    known = (codes >= 0) & (codes < len(table))
    rows = table[np.where(known, codes, 0)]
    return np.where(known.reshape(known.shape + (1,) * (rows.ndim - known.ndim)), rows, 0.0)


def _piecewise_linear(x, low, per_width):
    """How much of each bin lies below x: 0 to 1, but the first bin has no lower limit and the last one no upper limit."""
    t = (x[..., None] - low) * per_width
    lowest, highest = np.zeros(t.shape[-1]), np.ones(t.shape[-1])
    lowest[0], highest[-1] = -3e38, 3e38
    return np.minimum(np.maximum(t, lowest), highest)
`.trim();
