/** Loops that are written once a module and called with addresses: products and gathers. */
import type { FunctionWriter, ModuleWriter } from "./assembler.ts";

export interface Routines {
  /**
   * y[j, r] = Σ_k x[k, r] · w[k, j] for `rowBytes` of rows, a multiple of 32.
   * (x, w, y, nInner, nOuter, strideK, strideJ, rowBytes, stride), strides in bytes.
   */
  readonly contract: FunctionWriter;
  /** out[i, j] += Σ_r a[i, r] · b[j, r]. (a, b, out, nLeft, nRight, rowBytes, stride), out [nLeft, nRight] in order. */
  readonly outer: FunctionWriter;
  /** to[e, r] = table[rows[r], e]. (to, table, rows, nRows, width, stride), nRows > 0. */
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

/** Columns of w and 4-row vectors of x that one inner loop takes: eight sums stay in registers. */
const COLUMNS = 4;
const VECTORS = 2;

function writeContract(w: FunctionWriter, parameters: readonly number[]): void {
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
    w.i32(0).set(k);
    w.repeat(
      k,
      1,
      () => w.get(nInner),
      () => {
        for (const [v, vector] of vectors.entries())
          w.get(px)
            .memory("v128.load", 16 * v)
            .set(vector);
        for (let c = 0; c < nColumns; c++) {
          w.get(pointers[c]).memory("v128.load32_splat").set(weight);
          w.get(pointers[c]).get(strideK).do("i32.add").set(pointers[c]);
          vectors.forEach((vector, v) => {
            const sum = sums[c * VECTORS + v];
            w.get(sum).get(vector).get(weight).do("f32x4.mul", "f32x4.add").set(sum);
          });
        }
        w.get(px).get(stride).do("i32.add").set(px);
      },
    );
    for (let c = 0; c < nColumns; c++) {
      for (let v = 0; v < VECTORS; v++)
        w.get(py)
          .get(sums[c * VECTORS + v])
          .memory("v128.store", 16 * v);
      w.get(py).get(stride).do("i32.add").set(py);
    }
    w.get(column).get(strideJ).i32(nColumns).do("i32.mul", "i32.add").set(column);
  };

  w.i32(0).set(r);
  w.repeat(
    r,
    16 * VECTORS,
    () => w.get(rowBytes),
    () => {
      w.get(y).get(r).do("i32.add").set(py);
      w.get(weights).set(column);
      w.i32(0).set(j);
      // j counts down from the whole blocks to the single columns that are left.
      w.get(nOuter)
        .i32(COLUMNS)
        .do("i32.ge_u")
        .ifElse(undefined, () => {
          w.repeat(
            j,
            COLUMNS,
            () =>
              w
                .get(nOuter)
                .i32(COLUMNS - 1)
                .do("i32.sub"),
            () => block(COLUMNS),
          );
        });
      w.get(j)
        .get(nOuter)
        .do("i32.lt_u")
        .ifElse(undefined, () => {
          w.repeat(
            j,
            1,
            () => w.get(nOuter),
            () => block(1),
          );
        });
    },
  );
}

/** Rows of a and of b whose products one inner loop sums. */
const LEFT = 2;
const RIGHT = 4;

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
    w.i32(0).set(r);
    w.repeat(
      r,
      16,
      () => w.get(rowBytes),
      () => {
        for (let c = 0; c < nA; c++) w.get(ofA[c]).get(r).do("i32.add").memory("v128.load").set(left[c]);
        for (let d = 0; d < nB; d++) {
          w.get(ofB[d]).get(r).do("i32.add").memory("v128.load").set(right);
          for (let c = 0; c < nA; c++) {
            const sum = sums[c * RIGHT + d];
            w.get(sum).get(left[c]).get(right).do("f32x4.mul", "f32x4.add").set(sum);
          }
        }
      },
    );
    for (let c = 0; c < nA; c++) {
      if (c === 0) w.get(po).set(leftStart);
      else w.get(leftStart).get(nRight).i32(2).do("i32.shl", "i32.add").set(leftStart);
      for (let d = 0; d < nB; d++) {
        w.get(leftStart)
          .get(leftStart)
          .memory("f32.load", 4 * d);
        sumLanes(w, sums[c * RIGHT + d]);
        w.do("f32.add").memory("f32.store", 4 * d);
      }
    }
    w.get(pb).get(stride).i32(nB).do("i32.mul", "i32.add").set(pb);
    w.get(po)
      .i32(4 * nB)
      .do("i32.add")
      .set(po);
  };

  const rows = (nA: number) => {
    w.get(b).set(pb).get(out).set(po).i32(0).set(j);
    w.get(nRight)
      .i32(RIGHT)
      .do("i32.ge_u")
      .ifElse(undefined, () => {
        w.repeat(
          j,
          RIGHT,
          () =>
            w
              .get(nRight)
              .i32(RIGHT - 1)
              .do("i32.sub"),
          () => block(nA, RIGHT),
        );
      });
    w.get(j)
      .get(nRight)
      .do("i32.lt_u")
      .ifElse(undefined, () => {
        w.repeat(
          j,
          1,
          () => w.get(nRight),
          () => block(nA, 1),
        );
      });
    w.get(pa).get(stride).i32(nA).do("i32.mul", "i32.add").set(pa);
    w.get(out)
      .get(nRight)
      .i32(4 * nA)
      .do("i32.mul", "i32.add")
      .set(out);
  };

  w.get(a).set(pa).i32(0).set(i);
  w.get(nLeft)
    .i32(LEFT)
    .do("i32.ge_u")
    .ifElse(undefined, () => {
      w.repeat(
        i,
        LEFT,
        () =>
          w
            .get(nLeft)
            .i32(LEFT - 1)
            .do("i32.sub"),
        () => rows(LEFT),
      );
    });
  w.get(i)
    .get(nLeft)
    .do("i32.lt_u")
    .ifElse(undefined, () => {
      w.repeat(
        i,
        1,
        () => w.get(nLeft),
        () => rows(1),
      );
    });
}

function writeGather(w: FunctionWriter, [to, table, rows, nRows, width, stride]: readonly number[]): void {
  const [r, e, from, at] = locals(w, "i32", 4);
  w.i32(0).set(r);
  w.repeat(
    r,
    1,
    () => w.get(nRows),
    () => {
      w.get(table);
      w.get(rows).get(r).i32(2).do("i32.shl", "i32.add").memory("i32.load");
      w.get(width).do("i32.mul").i32(2).do("i32.shl", "i32.add").set(from);
      w.get(to).get(r).i32(2).do("i32.shl", "i32.add").set(at);
      w.i32(0).set(e);
      w.repeat(
        e,
        1,
        () => w.get(width),
        () => {
          w.get(at).get(from).memory("i32.load").memory("i32.store");
          w.get(from).i32(4).do("i32.add").set(from);
          w.get(at).get(stride).do("i32.add").set(at);
        },
      );
    },
  );
}

function writeClearRows(w: FunctionWriter, [x, size, n, nPadded, stride]: readonly number[]): void {
  const [e, r] = locals(w, "i32", 2);
  w.i32(0).set(e);
  w.repeat(
    e,
    1,
    () => w.get(size),
    () => {
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
    },
  );
}

export function writeRoutines(module: ModuleWriter): Routines {
  const integers = (n: number) => new Array<"i32">(n).fill("i32");
  return {
    contract: module.function(integers(9), [], writeContract),
    outer: module.function(integers(7), [], writeOuter),
    gather: module.function(integers(6), [], writeGather),
    clearRows: module.function(integers(5), [], writeClearRows),
  };
}
