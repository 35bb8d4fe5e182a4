/** Each op of the table as values of the loop-level form: the kernel lowering of both compiled engines. */
import { binLimits } from "../../program/bin-limits.ts";
import { broadcastMap } from "../../program/evaluate-ops.ts";
import type { OpAttributes, OpName } from "../../program/ops.ts";
import { sizeOf, type ValueType } from "../../program/types.ts";
import { IDENTITY, isIdentity, line, mapFrom, mapOf, toOne } from "./index-map.ts";
import type { BinaryFunction, UnaryFunction } from "./statements.ts";
import { BATCH_FEEDS } from "./statements.ts";
import { all, listMap, type Ref, through, type Value, type ValueGraph } from "./value-graph.ts";

interface RuleContext<Name extends OpName> {
  readonly graph: ValueGraph;
  /** Each over all elements of its own shape. */
  readonly inputs: readonly Ref[];
  readonly inputTypes: readonly ValueType[];
  readonly type: ValueType;
  readonly attributes: OpAttributes[Name];
}

/** @returns the op's value, over all elements of its own shape. */
type KernelRule<Name extends OpName> = (context: RuleContext<Name>) => Ref;

/** A sum of no terms. */
function zero(graph: ValueGraph): Ref {
  return { value: graph.number(0), map: toOne(0) };
}

function last(type: ValueType): number {
  return type.shape[type.shape.length - 1];
}

function unary<Name extends OpName>(name: UnaryFunction): KernelRule<Name> {
  return ({ graph, inputs, type }) => all(graph.point(name, sizeOf(type.shape), inputs));
}

function binary<Name extends OpName>(name: BinaryFunction): KernelRule<Name> {
  return ({ graph, inputs, inputTypes, type }) => {
    const size = sizeOf(type.shape);
    const aligned = inputs.map((ref, i) => through(ref, mapOf(broadcastMap(inputTypes[i].shape, type.shape)), size));
    // Gradients begin with a 1 and hold many a factor of it.
    if (name === "mul") for (const [i, ref] of aligned.entries()) if (isOne(ref)) return aligned[1 - i];
    if (name === "div" && isOne(aligned[1])) return aligned[0];
    return all(graph.point(name, size, aligned));
  };
}

function isOne({ value: { definition } }: Ref): boolean {
  return definition.kind === "constant" && definition.value === 1;
}

/** One value of all elements in order: what loops that read by stride need. */
function stored(graph: ValueGraph, ref: Ref, size: number): Value {
  const { value, map } = ref;
  if (value.definition.kind !== "constant" && value.size === size && isIdentity(map)) return value;
  return graph.assembly(size, [{ from: ref, size, to: IDENTITY }]);
}

/**
 * Σ over rows and vectors of a[v, i] · b[v, j], or one such sum for each vector. An operand that is the same for all rows
 * is a factor of the sum over rows of the other.
 */
function outerProduct(
  graph: ValueGraph,
  [a, b]: readonly [Ref, Ref],
  types: readonly ValueType[],
  isPerVector: boolean,
): Ref {
  const [nLeft, nRight] = types.map(last);
  const nVectors = sizeOf(types[0].shape) / Math.max(nLeft, 1);
  if (nVectors === 0) return zero(graph);
  if (a.value.stage === "body" && b.value.stage === "body") {
    const [left, right] = [stored(graph, a, nVectors * nLeft), stored(graph, b, nVectors * nRight)];
    return all(graph.outer({ a: left, b: right, sizes: [nVectors, nLeft, nRight], isPerVector }));
  }
  const summed = sumOverRows(graph, a.value.stage === "body" ? a : b, types[a.value.stage === "body" ? 0 : 1]);
  const [left, right] = a.value.stage === "body" ? [summed, b] : [a, summed];
  const [size, length] = isPerVector ? [nVectors * nLeft * nRight, 1] : [nLeft * nRight, nVectors];
  const flat = size * length;
  const vectorOf = (i: number) => (isPerVector ? Math.floor(i / (nLeft * nRight)) : i % nVectors);
  const pairOf = (i: number) => (isPerVector ? i % (nLeft * nRight) : Math.floor(i / nVectors));
  const leftMap = mapFrom(flat, (i) => vectorOf(i) * nLeft + Math.floor(pairOf(i) / nRight));
  const rightMap = mapFrom(flat, (i) => vectorOf(i) * nRight + (pairOf(i) % nRight));
  return freeProduct(graph, size, length, [through(left, leftMap, flat), through(right, rightMap, flat)]);
}

/** Row-bound values at row-bound codes; a number that is the same for all rows is multiplied by a 1 that each row has. */
function scatterRows(
  graph: ValueGraph,
  [values, codes]: readonly [Ref, Ref],
  size: number,
  layout: { nCodes: number; width: number },
): Ref {
  const nValues = layout.nCodes * layout.width;
  if (nValues === 0) return zero(graph);
  const codeOf = through(
    codes,
    mapFrom(nValues, (i) => Math.floor(i / layout.width)),
    nValues,
  );
  const one = all(graph.point("equal", nValues, [codeOf, codeOf]));
  const ofRows = values.value.stage === "body" ? values : all(graph.point("mul", nValues, [values, one]));
  return all(graph.scatter(stored(graph, ofRows, nValues), codes, size, layout.width));
}

/** [before, along, after] around an axis. */
function around(shape: readonly number[], axis: number): readonly [number, number, number] {
  return [sizeOf(shape.slice(0, axis)), shape[axis], sizeOf(shape.slice(axis + 1))];
}

function sumAxis(graph: ValueGraph, ref: Ref, shape: readonly number[], axis: number): Ref {
  const [before, along, after] = around(shape, axis);
  if (along === 0) return zero(graph);
  if (along === 1) return ref;
  const size = before * after;
  const flat = size * along;
  const map =
    after === 1
      ? IDENTITY
      : mapFrom(flat, (i) => {
          const e = Math.floor(i / along);
          return (Math.floor(e / after) * along + (i % along)) * after + (e % after);
        });
  return all(graph.reduce("sum", size, { length: along }, through(ref, map, flat)));
}

/** Largest of each vector along the last axis, and exp(x − largest) with its sums. */
function exponentials(graph: ValueGraph, x: Ref, type: ValueType) {
  const length = last(type);
  const size = sizeOf(type.shape);
  const nVectors = size / length;
  const vectorOf = mapFrom(size, (i) => Math.floor(i / length));
  const peak = graph.reduce("max", nVectors, { length }, x);
  const shifted = graph.point("sub", size, [x, { value: peak, map: vectorOf }]);
  const powers = graph.point("exp", size, [all(shifted)]);
  const total = graph.reduce("sum", nVectors, { length }, all(powers));
  return { peak, powers, total, vectorOf, size, nVectors };
}

/** Σ_k left[…] · right[…] without rows, over `size` sums of `length` terms. */
function freeProduct(graph: ValueGraph, size: number, length: number, [left, right]: readonly [Ref, Ref]): Ref {
  const terms = graph.point("mul", size * length, [left, right]);
  return all(graph.reduce("sum", size, { length }, all(terms)));
}

/** Columns to scatter to: one source each, or sums over their sources. */
function scatter(graph: ValueGraph, x: Ref, indices: readonly number[], size: number, nVectors: number): Ref {
  const width = indices.length;
  const sources = Array.from({ length: size }, (): number[] => []);
  indices.forEach((target, j) => {
    sources[target].push(j);
  });
  if (sources.every((own) => own.length <= 1)) {
    const to = mapFrom(nVectors * width, (i) => Math.floor(i / width) * size + indices[i % width]);
    return all(graph.assembly(nVectors * size, [{ from: x, size: nVectors * width, to }]));
  }
  const reads: number[] = [];
  const starts = new Int32Array(nVectors * size + 1);
  for (let vector = 0, e = 0; vector < nVectors; vector++) {
    for (const own of sources) {
      for (const j of own) reads.push(vector * width + j);
      starts[++e] = reads.length;
    }
  }
  const length = starts[1];
  const isEven = starts.every((start, e) => start === e * length);
  const ref = through(x, listMap(reads), reads.length);
  return all(graph.reduce("sum", nVectors * size, isEven ? { length } : { starts }, ref));
}

export const kernelRules: { readonly [Name in OpName]: KernelRule<Name> } = {
  neg: unary("neg"),
  exp: unary("exp"),
  log: unary("log"),
  sqrt: unary("sqrt"),
  square: unary("square"),
  abs: unary("abs"),
  relu: unary("relu"),
  sigmoid: unary("sigmoid"),
  tanh: unary("tanh"),
  softplus: unary("softplus"),
  normalCdf: unary("normalCdf"),
  step: unary("step"),
  add: binary("add"),
  sub: binary("sub"),
  mul: binary("mul"),
  div: binary("div"),
  maximum: binary("maximum"),
  minimum: binary("minimum"),
  clip({ graph, inputs: [x], type, attributes: { low, high } }) {
    const size = sizeOf(type.shape);
    const above = graph.point("maximum", size, [x, graph.constant(1, [low])]);
    return all(graph.point("minimum", size, [all(above), graph.constant(1, [high])]));
  },
  matMul({ graph, inputs: [a, b], inputTypes, type, attributes: { transposeA, transposeB } }) {
    const nOuter = last(type);
    const nInner = transposeA ? inputTypes[0].shape[0] : last(inputTypes[0]);
    const nVectors = sizeOf(type.shape) / Math.max(nOuter, 1);
    const [strideK, strideJ] = transposeB ? [1, nInner] : [nOuter, 1];
    if (nInner === 0) return zero(graph);
    if (a.value.stage === "body") {
      const [left, right] = [stored(graph, a, nVectors * nInner), stored(graph, b, nInner * nOuter)];
      return all(
        graph.contract({ a: left, b: right, sizes: [nVectors, nInner, nOuter], strides: [0, strideK, strideJ] }),
      );
    }
    const flat = nVectors * nOuter * nInner;
    const [strideV, strideA] = transposeA ? [1, nVectors] : [nInner, 1];
    const k = (i: number) => i % nInner;
    const vectorOf = (i: number) => Math.floor(i / (nInner * nOuter));
    const columnOf = (i: number) => Math.floor(i / nInner) % nOuter;
    const left = through(
      a,
      mapFrom(flat, (i) => vectorOf(i) * strideV + k(i) * strideA),
      flat,
    );
    const right = through(
      b,
      mapFrom(flat, (i) => k(i) * strideK + columnOf(i) * strideJ),
      flat,
    );
    return freeProduct(graph, nVectors * nOuter, nInner, [left, right]);
  },
  memberMatMul({ graph, inputs: [a, b], inputTypes, type, attributes: { transposeB } }) {
    const [nMembers, nInner] = inputTypes[0].shape;
    const nOuter = last(type);
    const [strideK, strideJ] = transposeB ? [1, nInner] : [nOuter, 1];
    const strideV = nInner * nOuter;
    if (nInner === 0) return zero(graph);
    if (a.value.stage === "body") {
      const [left, right] = [stored(graph, a, nMembers * nInner), stored(graph, b, nMembers * strideV)];
      return all(
        graph.contract({ a: left, b: right, sizes: [nMembers, nInner, nOuter], strides: [strideV, strideK, strideJ] }),
      );
    }
    const flat = nMembers * nOuter * nInner;
    const k = (i: number) => i % nInner;
    const memberOf = (i: number) => Math.floor(i / strideV);
    const columnOf = (i: number) => Math.floor(i / nInner) % nOuter;
    const left = through(
      a,
      mapFrom(flat, (i) => memberOf(i) * nInner + k(i)),
      flat,
    );
    const right = through(
      b,
      mapFrom(flat, (i) => memberOf(i) * strideV + k(i) * strideK + columnOf(i) * strideJ),
      flat,
    );
    return freeProduct(graph, nMembers * nOuter, nInner, [left, right]);
  },
  sum: ({ graph, inputs: [x], inputTypes, attributes: { axis } }) => sumAxis(graph, x, inputTypes[0].shape, axis),
  softmax({ graph, inputs: [x], type }) {
    const { powers, total, vectorOf, size } = exponentials(graph, x, type);
    return all(graph.point("div", size, [all(powers), { value: total, map: vectorOf }]));
  },
  logSumExp({ graph, inputs: [x], inputTypes }) {
    const { peak, total, nVectors } = exponentials(graph, x, inputTypes[0]);
    return all(graph.point("add", nVectors, [all(peak), all(graph.point("log", nVectors, [all(total)]))]));
  },
  broadcast: ({ inputs: [x], inputTypes, type }) =>
    through(x, mapOf(broadcastMap(inputTypes[0].shape, type.shape)), sizeOf(type.shape)),
  reshape: ({ inputs: [x] }) => x,
  concat({ graph, inputs, inputTypes, type }) {
    const width = last(type);
    let offset = 0;
    const parts = inputs.map((from, input) => {
      const own = last(inputTypes[input]);
      const size = sizeOf(inputTypes[input].shape);
      const start = offset;
      offset += own;
      return { from, size, to: mapFrom(size, (i) => Math.floor(i / own) * width + start + (i % own)) };
    });
    return all(
      graph.assembly(
        sizeOf(type.shape),
        parts.filter(({ size }) => size > 0),
      ),
    );
  },
  takeColumns({ inputs: [x], inputTypes, type, attributes: { indices } }) {
    const width = last(inputTypes[0]);
    const own = indices.length;
    const size = sizeOf(type.shape);
    return through(
      x,
      mapFrom(size, (i) => Math.floor(i / own) * width + indices[i % own]),
      size,
    );
  },
  scatterColumns: ({ graph, inputs: [x], type, attributes: { indices, size } }) =>
    scatter(graph, x, indices, size, sizeOf(type.shape) / size),
  oneHot({ graph, inputs: [codes], type, attributes: { depths } }) {
    const size = sizeOf(type.shape);
    const columnOf = depths.flatMap((depth, column) => new Array<number>(depth).fill(column));
    const levels = depths.flatMap((depth) => Array.from({ length: depth }, (_, level) => level));
    return all(
      graph.point("equal", size, [through(codes, listMap(columnOf), size), graph.constant(size, levels, "int32")]),
    );
  },
  lookup({ graph, inputs: [table, codes], inputTypes, type }) {
    const [size] = inputTypes[0].shape;
    const value = stored(graph, table, size);
    return all(graph.loadAt(value, codes, { column: line(0, 0), size, width: 1, outputs: sizeOf(type.shape) }));
  },
  embedding({ graph, inputs: [table, codes], inputTypes, type }) {
    const [size, width] = inputTypes[0].shape;
    const outputs = sizeOf(type.shape);
    const code = through(
      codes,
      mapFrom(outputs, (i) => Math.floor(i / width)),
      outputs,
    );
    const column = mapFrom(outputs, (i) => i % width);
    return all(graph.loadAt(stored(graph, table, size * width), code, { column, size, width, outputs }));
  },
  piecewiseLinear({ graph, inputs: [x, low, perWidth], type }) {
    const size = sizeOf(type.shape);
    const nBins = last(type);
    const perBin = (limits: readonly number[]) =>
      through(
        graph.constant(nBins, limits),
        mapFrom(size, (i) => i % nBins),
        size,
      );
    const { lowest, highest } = binLimits(nBins);
    const above = through(
      x,
      mapFrom(size, (i) => Math.floor(i / nBins)),
      size,
    );
    const within = graph.point("mul", size, [all(graph.point("sub", size, [above, low])), perWidth]);
    const kept = graph.point("maximum", size, [all(within), perBin(lowest)]);
    return all(graph.point("minimum", size, [all(kept), perBin(highest)]));
  },
  meanRows: ({ graph, inputs: [x], type }) => scaled(graph, sumOverRows(graph, x, type), type, BATCH_FEEDS.inverse),
  sumRows: ({ graph, inputs: [x], type }) => sumOverRows(graph, x, type),
  spreadRows: ({ graph, inputs: [x], type }) => scaled(graph, x, type, BATCH_FEEDS.inverse),
  outerSum: ({ graph, inputs: [a, b], inputTypes }) => outerProduct(graph, [a, b], inputTypes, false),
  memberOuterSum: ({ graph, inputs: [a, b], inputTypes }) => outerProduct(graph, [a, b], inputTypes, true),
  scatterLookup: ({ graph, inputs: [values, codes], inputTypes, attributes: { size } }) =>
    scatterRows(graph, [values, codes], size, { nCodes: sizeOf(inputTypes[1].shape), width: 1 }),
  scatterEmbedding: ({ graph, inputs: [values, codes], inputTypes, attributes: { size } }) =>
    scatterRows(graph, [values, codes], size, { nCodes: sizeOf(inputTypes[1].shape), width: last(inputTypes[0]) }),
};

/** A value that is the same for all rows counts once for each of them. */
function sumOverRows(graph: ValueGraph, x: Ref, type: ValueType): Ref {
  if (x.value.stage !== "body") return scaled(graph, x, type, BATCH_FEEDS.size);
  return all(graph.sumRows(sizeOf(type.shape), x));
}

function scaled(graph: ValueGraph, x: Ref, type: ValueType, feed: string): Ref {
  const factor = { value: graph.leaf("feed", 1, { name: feed }), map: line(0, 0) };
  return all(graph.point("mul", sizeOf(type.shape), [x, factor]));
}

/** Applies the kernel rule of `op`; the one place where the table's key and the attributes meet untyped. */
export function applyKernelRule<Name extends OpName>(op: Name, context: RuleContext<Name>): Ref {
  return kernelRules[op](context);
}
