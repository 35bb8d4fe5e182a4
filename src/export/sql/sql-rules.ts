/** How each op of a prediction is written in SQL: an expression for each element of a row. */
import { studioError } from "../../base/error.ts";
import { binLimits } from "../../program/bin-limits.ts";
import { broadcastMap } from "../../program/evaluate-ops.ts";
import type { PredictionOp } from "../../program/op-traits.ts";
import type { OpAttributes } from "../../program/ops.ts";
import { sizeOf, type ValueType } from "../../program/types.ts";
import { constant, type Expression, SQL_ZERO, type SqlWriter } from "./sql-expression.ts";

/** A value of the program, an expression an element, row-major. */
export interface SqlValue {
  readonly type: ValueType;
  readonly elements: readonly Expression[];
}

type SqlRule<Name extends PredictionOp> = (
  sql: SqlWriter,
  inputs: readonly SqlValue[],
  attributes: OpAttributes[Name],
  type: ValueType,
) => readonly Expression[];

const unary =
  (write: (sql: SqlWriter, x: Expression) => Expression): SqlRule<PredictionOp> =>
  (sql, [x]) =>
    x.elements.map((element) => write(sql, element));

const binary =
  (write: (sql: SqlWriter, a: Expression, b: Expression) => Expression): SqlRule<PredictionOp> =>
  (sql, inputs, _, { shape }) => {
    const [a, b] = inputs.map((input) => ({ input, map: broadcastMap(input.type.shape, shape) }));
    return Array.from({ length: sizeOf(shape) }, (_none, at) =>
      write(sql, a.input.elements[a.map[at]], b.input.elements[b.map[at]]),
    );
  };

const [ZERO, ONE] = [constant(0), constant(1)];
const negative = (sql: SqlWriter, x: Expression) => sql.mul(constant(-1), x);
const sigmoid = (sql: SqlWriter, x: Expression) => sql.div(ONE, sql.add(ONE, sql.exp(negative(sql, x))));
const last = (shape: readonly number[]) => shape[shape.length - 1];
const upTo = (length: number) => Array.from({ length }, (_, index) => index);

/** Vectors along the last axis. */
function vectors({ type, elements }: SqlValue): readonly (readonly Expression[])[] {
  const width = last(type.shape);
  return upTo(elements.length / width).map((at) => elements.slice(at * width, (at + 1) * width));
}

/** Σ of products of a row of one value and a column of a matrix. */
function product(sql: SqlWriter, row: readonly Expression[], column: readonly Expression[]): Expression {
  return sql.total(row.map((left, at) => sql.mul(left, column[at])));
}

/** What a table of constants says of each code. */
const tableRows: SqlRule<"lookup" | "embedding"> = (sql, [table, codes]) => {
  const width = table.type.shape[1] ?? 1;
  return codes.elements.flatMap((code) =>
    upTo(width).map((place) => {
      const numbers = upTo(table.type.shape[0]).map((at) => table.elements[at * width + place].constant ?? 0);
      return sql.ofCode(code, new Map(numbers.entries()));
    }),
  );
};

export const sqlRules: { readonly [Name in PredictionOp]: SqlRule<Name> } = {
  neg: unary(negative),
  exp: unary((sql, x) => sql.exp(x)),
  log: unary((sql, x) => sql.call("ln", x)),
  sqrt: unary((sql, x) => sql.call("sqrt", x)),
  square: unary((sql, x) => {
    const own = sql.atom(x);
    return sql.mul(own, own);
  }),
  abs: unary((sql, x) => sql.call("abs", x)),
  relu: unary((sql, x) => sql.choose(">", x, ZERO)),
  sigmoid: unary(sigmoid),
  tanh: unary((sql, x) => sql.sub(sql.mul(constant(2), sigmoid(sql, sql.mul(constant(2), x))), ONE)),
  softplus: unary((sql, x) => {
    const own = sql.atom(x);
    const tail = sql.call("exp", negative(sql, sql.call("abs", own)));
    return sql.add(sql.choose(">", own, ZERO), sql.call("ln", sql.add(ONE, tail)));
  }),
  normalCdf: () => {
    throw studioError("E_EXPORT_SQL", { reason: "normal distribution" });
  },
  step: unary((sql, x) => {
    const own = sql.atom(x);
    return { sql: `CASE WHEN ${own.sql} > 0 THEN 1.0 ELSE ${SQL_ZERO} END`, layer: own.layer, isAtom: false };
  }),
  add: binary((sql, a, b) => sql.add(a, b)),
  sub: binary((sql, a, b) => sql.sub(a, b)),
  mul: binary((sql, a, b) => sql.mul(a, b)),
  div: binary((sql, a, b) => sql.div(a, b)),
  maximum: binary((sql, a, b) => sql.choose(">", a, b)),
  minimum: binary((sql, a, b) => sql.choose("<", a, b)),
  clip: (sql, [x], { low, high }) =>
    x.elements.map((element) => sql.choose("<", sql.choose(">", element, constant(low)), constant(high))),
  matMul(sql, [a, b], { transposeA, transposeB }, { shape }) {
    const [inner, width] = [transposeA ? a.type.shape[0] : last(a.type.shape), last(shape)];
    const nVectors = sizeOf(shape) / width;
    const left = (vector: number, k: number) => a.elements[transposeA ? k * nVectors + vector : vector * inner + k];
    const right = (k: number, column: number) => b.elements[transposeB ? column * inner + k : k * width + column];
    return upTo(sizeOf(shape)).map((at) => {
      const [vector, column] = [Math.floor(at / width), at % width];
      return product(
        sql,
        upTo(inner).map((k) => left(vector, k)),
        upTo(inner).map((k) => right(k, column)),
      );
    });
  },
  memberMatMul(sql, [a, b], { transposeB }, { shape: [nMembers, outer] }) {
    const inner = a.type.shape[1];
    return upTo(nMembers * outer).map((at) => {
      const [member, column] = [Math.floor(at / outer), at % outer];
      const place = (k: number) => (transposeB ? column * inner + k : k * outer + column);
      return product(
        sql,
        a.elements.slice(member * inner, (member + 1) * inner),
        upTo(inner).map((k) => b.elements[member * inner * outer + place(k)]),
      );
    });
  },
  sum(sql, [x], { axis }) {
    const { shape } = x.type;
    const [along, after] = [shape[axis], sizeOf(shape.slice(axis + 1))];
    return upTo(sizeOf(shape.slice(0, axis)) * after).map((at) => {
      const first = Math.floor(at / after) * along * after + (at % after);
      return sql.total(upTo(along).map((step) => x.elements[first + step * after]));
    });
  },
  // 1 / Σ e^(other − own): no number overflows.
  softmax: (sql, [x]) =>
    vectors(x).flatMap((vector) => {
      const own = vector.map((element) => sql.atom(element));
      return own.map((one) =>
        sql.div(ONE, sql.total(own.map((other) => (other === one ? ONE : sql.exp(sql.sub(other, one)))))),
      );
    }),
  logSumExp: (sql, [x]) =>
    vectors(x).map((vector) => {
      const own = vector.map((element) => sql.atom(element));
      const peak = own.reduce((most, element) => sql.choose(">", most, element));
      return sql.add(peak, sql.call("ln", sql.total(own.map((element) => sql.exp(sql.sub(element, peak))))));
    }),
  broadcast: (_, [x], __, { shape }) => Array.from(broadcastMap(x.type.shape, shape), (at) => x.elements[at]),
  reshape: (_, [x]) => x.elements,
  concat(_, inputs, __, { shape }) {
    const parts = inputs.map(vectors);
    return upTo(sizeOf(shape.slice(0, -1))).flatMap((vector) => parts.flatMap((part) => part[vector]));
  },
  takeColumns: (_, [x], { indices }) => vectors(x).flatMap((vector) => indices.map((index) => vector[index])),
  scatterColumns: (sql, [x], { indices, size }) =>
    vectors(x).flatMap((vector) =>
      upTo(size).map((place) => sql.total(vector.filter((_, at) => indices[at] === place))),
    ),
  oneHot: (sql, [codes], { depths }) =>
    depths.flatMap((depth, column) => upTo(depth).map((at) => sql.ofCode(codes.elements[column], new Map([[at, 1]])))),
  lookup: tableRows,
  embedding: tableRows,
  piecewiseLinear(sql, [x, low, perWidth]) {
    const nBins = last(low.type.shape);
    const { lowest, highest } = binLimits(nBins);
    return x.elements.flatMap((element, cell) =>
      upTo(nBins).map((bin) => {
        const at = cell * nBins + bin;
        const t = sql.mul(sql.sub(element, low.elements[at]), perWidth.elements[at]);
        return sql.choose("<", sql.choose(">", t, constant(lowest[bin])), constant(highest[bin]));
      }),
    );
  },
};

/** The one place where the table's key and the attributes meet untyped. */
export function sqlElements<Name extends PredictionOp>(
  sql: SqlWriter,
  op: Name,
  inputs: readonly SqlValue[],
  { attributes, type }: { readonly attributes: OpAttributes[Name]; readonly type: ValueType },
): readonly Expression[] {
  return sqlRules[op](sql, inputs, attributes, type);
}
