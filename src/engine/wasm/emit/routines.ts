/** Loops that are written once a module and called with addresses: products and gathers. */
import type { FunctionWriter, ModuleWriter } from "./assembler.ts";
import { LANES, sumEach, transpose } from "./transpose.ts";

export interface Routines {
  /**
   * y[j, r] = Σ_k x[k, r] · w[k, j] for `rowBytes` of rows, a multiple of 32.
   * (x, w, y, nInner, nOuter, strideK, strideJ, rowBytes, stride), strides in bytes.
   */
  readonly contract: FunctionWriter;
  /** out[i, j] += Σ_r a[i, r] · b[j, r]. (a, b, out, nLeft, nRight, rowBytes, stride), out [nLeft, nRight] in order. */
  readonly outer: FunctionWriter;
  /** to[e, r] = table[rows[r], e]. (to, table, rows, nRows, width, stride), nRows a multiple of 4 above 0. */
  readonly gather: FunctionWriter;
  /** x[e, r] = 0 for r from n on. (x, size, n, nPadded, stride). */
  readonly clearRows: FunctionWriter;
}

/** [v128] → [f32], the sum of the lanes. */
export function sumLanes(w: FunctionWriter, vector: number): void {
  w.get(vector).lane("f32x4.extract_lane", 0).get(vector).lane("f32x4.extract_lane", 1).do("f32.add");
  w.get(vector).lane("f32x4.extract_lane", 2).get(vector).lane("f32x4.extract_lane", 3).do("f32.add", "f32.add");
}

export function locals(w: FunctionWriter, type: "i32" | "v128", length: number): number[] {
  return Array.from({ length }, () => w.local(type));
}

/** `write(size)` as often as `size` fits into `length`, then `write(1)` for each that is left; `counter` counts. */
function inBlocks(
  w: FunctionWriter,
  { counter, length, size }: { readonly counter: number; readonly length: number; readonly size: number },
  write: (size: number) => void,
): void {
  const end = () =>
    w
      .get(length)
      .i32(size - 1)
      .do("i32.sub");
  w.i32(0).set(counter);
  w.get(length).i32(size).do("i32.ge_u");
  w.ifElse(undefined, () => w.repeat(counter, size, end, () => write(size)));
  w.get(counter).get(length).do("i32.lt_u");
  w.ifElse(undefined, () =>
    w.repeat(
      counter,
      1,
      () => w.get(length),
      () => write(1),
    ),
  );
}

/** Columns of w and vectors of rows of x that one inner loop takes: eight sums stay in registers. */
const COLUMNS = 4;
const VECTORS = 2;

/** Instructions of a product, by the numbers that it is of. */
const PRODUCTS = {
  4: { splat: "v128.load32_splat", multiplyAdd: ["f32x4.mul", "f32x4.add"] },
  8: { splat: "v128.load64_splat", multiplyAdd: ["f64x2.mul", "f64x2.add"] },
} as const;

function writeContract(w: FunctionWriter, parameters: readonly number[], numberBytes: 4 | 8): void {
  const { splat, multiplyAdd } = PRODUCTS[numberBytes];
  const [x, weights, y, nInner, nOuter, strideK, strideJ, rowBytes, stride] = parameters;
  const [r, j, k, px, py, column] = locals(w, "i32", 6);
  const sums = locals(w, "v128", COLUMNS * VECTORS);
  const vectors = locals(w, "v128", VECTORS);
  const weight = w.local("v128");
  const pointers = locals(w, "i32", COLUMNS);

  const block = (nColumns: number) => {
    for (const sum of sums.slice(0, nColumns * VECTORS)) w.f32x4(0).set(sum);
    w.get(x).get(r).do("i32.add").set(px);
    w.get(column).set(pointers[0]);
    for (let c = 1; c < nColumns; c++)
      w.get(pointers[c - 1])
        .get(strideJ)
        .do("i32.add")
        .set(pointers[c]);
    w.countTo(k, nInner, 1, () => {
      for (const [v, vector] of vectors.entries())
        w.get(px)
          .memory("v128.load", 16 * v)
          .set(vector);
      for (let c = 0; c < nColumns; c++) {
        w.get(pointers[c]).memory(splat).set(weight);
        w.get(pointers[c]).get(strideK).do("i32.add").set(pointers[c]);
        vectors.forEach((vector, v) => {
          const sum = sums[c * VECTORS + v];
          w.get(sum)
            .get(vector)
            .get(weight)
            .do(...multiplyAdd)
            .set(sum);
        });
      }
      w.get(px).get(stride).do("i32.add").set(px);
    });
    for (let c = 0; c < nColumns; c++) {
      for (let v = 0; v < VECTORS; v++)
        w.get(py)
          .get(sums[c * VECTORS + v])
          .memory("v128.store", 16 * v);
      w.get(py).get(stride).do("i32.add").set(py);
    }
    w.get(column).get(strideJ).i32(nColumns).do("i32.mul", "i32.add").set(column);
  };

  w.countTo(r, rowBytes, 16 * VECTORS, () => {
    w.get(y).get(r).do("i32.add").set(py);
    w.get(weights).set(column);
    inBlocks(w, { counter: j, length: nOuter, size: COLUMNS }, block);
  });
}

/** Rows of a and of b whose products one inner loop sums. */
const LEFT = 2;
const RIGHT = LANES;

function writeOuter(w: FunctionWriter, parameters: readonly number[]): void {
  const [a, b, out, nLeft, nRight, rowBytes, stride] = parameters;
  const [i, j, r, pa, pb, po, leftStart] = locals(w, "i32", 7);
  const sums = locals(w, "v128", LEFT * RIGHT);
  const left = locals(w, "v128", LEFT);
  const right = w.local("v128");
  const pointers = locals(w, "i32", LEFT + RIGHT);

  const block = (nA: number, nB: number) => {
    const [ofA, ofB] = [pointers.slice(0, nA), pointers.slice(LEFT, LEFT + nB)];
    for (let c = 0; c < nA; c++) for (let d = 0; d < nB; d++) w.f32x4(0).set(sums[c * RIGHT + d]);
    w.get(pa).set(ofA[0]);
    for (let c = 1; c < nA; c++)
      w.get(ofA[c - 1])
        .get(stride)
        .do("i32.add")
        .set(ofA[c]);
    w.get(pb).set(ofB[0]);
    for (let c = 1; c < nB; c++)
      w.get(ofB[c - 1])
        .get(stride)
        .do("i32.add")
        .set(ofB[c]);
    w.countTo(r, rowBytes, 16, () => {
      for (let c = 0; c < nA; c++) w.get(ofA[c]).get(r).do("i32.add").memory("v128.load").set(left[c]);
      for (let d = 0; d < nB; d++) {
        w.get(ofB[d]).get(r).do("i32.add").memory("v128.load").set(right);
        for (let c = 0; c < nA; c++) {
          const sum = sums[c * RIGHT + d];
          w.get(sum).get(left[c]).get(right).do("f32x4.mul", "f32x4.add").set(sum);
        }
      }
    });
    for (let c = 0; c < nA; c++) {
      if (c === 0) w.get(po).set(leftStart);
      else w.get(leftStart).get(nRight).i32(2).do("i32.shl", "i32.add").set(leftStart);
      const own = sums.slice(c * RIGHT, c * RIGHT + nB);
      w.get(leftStart).get(leftStart);
      if (nB === RIGHT) {
        w.memory("v128.load");
        sumEach(w, own);
        w.do("f32x4.add").memory("v128.store");
      } else {
        w.memory("f32.load");
        sumLanes(w, own[0]);
        w.do("f32.add").memory("f32.store");
      }
    }
    w.get(pb).get(stride).i32(nB).do("i32.mul", "i32.add").set(pb);
    w.get(po)
      .i32(4 * nB)
      .do("i32.add")
      .set(po);
  };

  const rows = (nA: number) => {
    w.get(b).set(pb).get(out).set(po);
    inBlocks(w, { counter: j, length: nRight, size: RIGHT }, (nB) => block(nA, nB));
    w.get(pa).get(stride).i32(nA).do("i32.mul", "i32.add").set(pa);
    w.get(out)
      .get(nRight)
      .i32(4 * nA)
      .do("i32.mul", "i32.add")
      .set(out);
  };

  w.get(a).set(pa);
  inBlocks(w, { counter: i, length: nLeft, size: LEFT }, rows);
}

function writeGather(w: FunctionWriter, [to, table, rows, nRows, width, stride]: readonly number[]): void {
  const [r, e, at] = locals(w, "i32", 3);
  const from = locals(w, "i32", LANES);
  const vectors = locals(w, "v128", LANES);

  /** Of four rows. */
  const columns = (nColumns: number) => {
    if (nColumns === LANES) {
      for (const [row, vector] of vectors.entries()) w.get(from[row]).memory("v128.load").set(vector);
      transpose(w, vectors);
      for (const vector of vectors)
        w.get(at).get(vector).memory("v128.store").get(at).get(stride).do("i32.add").set(at);
    } else {
      for (const [row, pointer] of from.entries())
        w.get(at)
          .get(pointer)
          .memory("i32.load")
          .memory("i32.store", 4 * row);
      w.get(at).get(stride).do("i32.add").set(at);
    }
    for (const pointer of from)
      w.get(pointer)
        .i32(4 * nColumns)
        .do("i32.add")
        .set(pointer);
  };

  w.countTo(r, nRows, LANES, () => {
    from.forEach((pointer, row) => {
      w.get(table);
      w.get(rows)
        .get(r)
        .i32(2)
        .do("i32.shl", "i32.add")
        .memory("i32.load", 4 * row);
      w.get(width).do("i32.mul").i32(2).do("i32.shl", "i32.add").set(pointer);
    });
    w.get(to).get(r).i32(2).do("i32.shl", "i32.add").set(at);
    inBlocks(w, { counter: e, length: width, size: LANES }, columns);
  });
}

function writeClearRows(w: FunctionWriter, [x, size, n, nPadded, stride]: readonly number[]): void {
  const [e, r] = locals(w, "i32", 2);
  w.countTo(e, size, 1, () => {
    w.get(n).set(r);
    w.repeat(
      r,
      1,
      () => w.get(nPadded),
      () => {
        w.get(x).get(r).i32(2).do("i32.shl", "i32.add").f32(0).memory("f32.store");
      },
    );
    w.get(x).get(stride).do("i32.add").set(x);
  });
}

const integers = (n: number) => new Array<"i32">(n).fill("i32");

/** `Routines.contract` of numbers of so many bytes; in `writeRoutines` it is of float32. */
export function writeContraction(module: ModuleWriter, numberBytes: 4 | 8): FunctionWriter {
  return module.function(integers(9), [], (w, parameters) => writeContract(w, parameters, numberBytes));
}

export function writeRoutines(module: ModuleWriter): Routines {
  return {
    contract: writeContraction(module, 4),
    outer: module.function(integers(7), [], writeOuter),
    gather: module.function(integers(6), [], writeGather),
    clearRows: module.function(integers(5), [], writeClearRows),
  };
}
