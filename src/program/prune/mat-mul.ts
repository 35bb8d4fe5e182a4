/** Products of row-bound vectors with a row-free matrix: rows and columns of it that decide nothing are left out. */
import type { OpNode } from "../types.ts";
import type { Elements } from "./elements.ts";
import { lookUps } from "./look-ups.ts";
import { foldedOp, type PrunedOp, type PruneRule } from "./rule.ts";

/** z[v, j] = Σ_k a[v, k] · b[k, j]; elements of a and of z by number. */
function productOf({ node, value }: PrunedOp, elements: Elements) {
  const { inputs, attributes, type } = node as Extract<OpNode, { readonly op: "matMul" }>;
  const nOuter = type.shape[type.shape.length - 1];
  const nInner = elements.nodes[inputs[0]].type.shape.at(-1)!;
  const { data } = elements.constantsOf(inputs[1]);
  const left = elements.startOf(inputs[0]);
  const out = elements.startOf(value);
  return {
    nOuter,
    nInner,
    nVectors: nOuter === 0 ? 0 : elements.sizeOf(value) / nOuter,
    weight: (k: number, j: number) => data[attributes.transposeB ? j * nInner + k : k * nOuter + j],
    left: (vector: number, k: number) => left + vector * nInner + k,
    out: (vector: number, j: number) => out + vector * nOuter + j,
  };
}

/** Whether a row of the matrix does anything to one of some columns. */
function isRead({ weight }: ReturnType<typeof productOf>, k: number, columns: readonly number[]): boolean {
  for (const j of columns) if (weight(k, j) !== 0) return true;
  return false;
}

const upTo = (n: number) => Array.from({ length: n }, (_, i) => i);

/** Vectors and columns of the product that are computed and read, and what of the operand they need. */
function needed(op: PrunedOp, elements: Elements) {
  const product = productOf(op, elements);
  const { nOuter, nInner, left } = product;
  const computed = elements.computed(op.value);
  const vectors = [...new Set(computed.map((e) => Math.floor(e / nOuter)))];
  const columns = [...new Set(computed.map((e) => e % nOuter))].sort((a, b) => a - b);
  const isZero = (element: number) => elements.isConstant(element) && elements.constant[element] === 0;
  const inner = upTo(nInner).filter(
    (k) => isRead(product, k, columns) && !vectors.every((vector) => isZero(left(vector, k))),
  );
  return { vectors, columns, inner };
}

export const matMul: PruneRule = {
  settle(op, elements) {
    const { nOuter, nInner, nVectors, weight, left, out } = productOf(op, elements);
    let folded: Float64Array | undefined;
    for (let vector = 0; vector < nVectors; vector++) {
      const moving = upTo(nInner).filter((k) => !elements.isConstant(left(vector, k)));
      for (let j = 0; j < nOuter; j++) {
        if (moving.some((k) => weight(k, j) !== 0)) continue;
        folded ??= foldedOp(op, elements);
        elements.setConstant(out(vector, j), folded[vector * nOuter + j]);
      }
    }
  },
  sourcesOf(op, elements) {
    const product = productOf(op, elements);
    const { nOuter, nInner, left } = product;
    const columns = upTo(nOuter);
    // Of any column: vectors are multiplied by all columns that one of them needs.
    const inner = upTo(nInner).filter((k) => isRead(product, k, columns));
    // One list for all columns of a vector.
    let [known, sources]: [number, readonly number[]] = [-1, []];
    return (e) => {
      const vector = Math.floor(e / nOuter);
      if (vector !== known) [known, sources] = [vector, inner.map((k) => left(vector, k))];
      return sources;
    };
  },
  write(op, elements, writer) {
    const { builder } = writer;
    const { nOuter, weight, left } = productOf(op, elements);
    const { vectors, columns, inner } = needed(op, elements);
    const matrixOf = (rows: readonly number[]) => rows.map((k) => columns.map((j) => weight(k, j)));
    const tables =
      vectors.length === 1
        ? lookUps({ elements, writer, inner: inner.map((k) => ({ k, element: left(vectors[0], k) })), matrixOf })
        : [];
    writer.hasTables ||= tables.length > 0;
    const lookedUp = new Set(tables.flatMap(({ inner: own }) => own));
    const rest = inner.filter((k) => !lookedUp.has(k));
    const list = vectors.flatMap((vector) => columns.map((j) => vector * nOuter + j));
    const parts = tables.map(({ table, code }) => {
      const codes = writer.gather([code]);
      return builder.reshape(builder.embedding(builder.exact([table.length, columns.length], table.flat()), codes), [
        list.length,
      ]);
    });
    const numbers = vectors.flatMap((vector) => rest.map((k) => left(vector, k)));
    if (numbers.every((element) => elements.isConstant(element))) {
      const fixed = columns.map((j) =>
        rest.reduce((total, k, i) => total + elements.constant[numbers[i]] * weight(k, j), 0),
      );
      if (fixed.some((number) => number !== 0)) parts.push(builder.exact([list.length], fixed));
    } else {
      // Nearly all numbers of a network pass here: no list of lists.
      const weights = new Float64Array(rest.length * columns.length);
      rest.forEach((k, i) => {
        for (let j = 0; j < columns.length; j++) weights[i * columns.length + j] = weight(k, columns[j]);
      });
      const matrix = builder.exact([rest.length, columns.length], weights);
      const product = builder.matMul(builder.reshape(writer.gather(numbers), [vectors.length, rest.length]), matrix);
      parts.push(builder.reshape(product, [list.length]));
    }
    writer.put(
      op.value,
      list,
      parts.reduce((total, part) => builder.add(total, part)),
    );
  },
};
