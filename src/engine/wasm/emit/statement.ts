/** Statements of the loop-level form as WebAssembly functions. */
import { IDENTITY, isIdentity } from "../../loops/index-map.ts";
import type {
  ContractStatement,
  MapStatement,
  OuterStatement,
  ReduceStatement,
  ScatterStatement,
  Slot,
  Statement,
} from "../../loops/statements.ts";
import type { PlainInstruction } from "./assembler.ts";
import { InstructionEmitter, N_ROWS, ROW_BYTES, readsInOrder } from "./instructions.ts";
import { withoutTiny } from "./math.ts";
import { sumLanes } from "./routines.ts";

export class StatementEmitter extends InstructionEmitter {
  emit(statement: Statement): void {
    switch (statement.kind) {
      case "map":
        if (statement.rows) this.rowBoundMap(statement);
        else this.rowFreeMap(statement);
        break;
      case "reduce":
        if (statement.rows) this.rowBoundReduce(statement);
        else this.rowFreeReduce(statement);
        break;
      case "contract":
        this.contract(statement);
        break;
      case "outer":
        this.outer(statement);
        break;
      case "scatter":
        this.scatter(statement);
        break;
      default:
        statement satisfies never;
    }
  }

  private rowBoundMap({ size, instructions, outputs }: MapStatement): void {
    const { w } = this;
    const [i, r] = [w.local("i32"), w.local("i32")];
    const sums = outputs.map(({ kind }) => (kind === "sumRows" ? w.local("v128") : -1));
    const isMasked = outputs.some(({ kind }) => kind === "sumRows");
    const mask = w.local("v128");
    w.count(i, size, 1, () => {
      const { values, compute } = this.computeRowBound(instructions, i);
      const pointers = outputs.map((output) =>
        output.kind === "store" ? this.pointer(output.slot, output.map, i) : undefined,
      );
      for (const sum of sums) if (sum >= 0) w.f32x4(0).set(sum);
      w.countTo(r, ROW_BYTES, 16, () => {
        compute(r);
        if (isMasked) w.get(0).get(r).do("i32.add").memory("v128.load", this.context.maskOffset).set(mask);
        outputs.forEach(({ slot, value }, index) => {
          const pointer = pointers[index];
          if (pointer) {
            w.get(pointer.local).get(r).do("i32.add").get(values[value]);
            if (this.context.isFactor(slot)) w.with(withoutTiny);
            w.memory("v128.store", pointer.offset);
          } else {
            w.get(sums[index]).get(values[value]).get(mask).do("v128.and", "f32x4.add").set(sums[index]);
          }
        });
      });
      outputs.forEach((output, index) => {
        if (output.kind === "sumRows") this.addTo(output.slot, i, sums[index]);
      });
    });
  }

  /** slot[i] += Σ lanes. */
  private addTo(slot: Slot, i: number, vector: number): void {
    const { w } = this;
    const { base, offset } = this.context.addressOf(slot);
    const at = w.local("i32");
    w.get(i).i32(2).do("i32.shl");
    if (base !== undefined) w.get(base).do("i32.add");
    w.tee(at).get(at).memory("f32.load", offset);
    sumLanes(w, vector);
    w.do("f32.add").memory("f32.store", offset);
  }

  /** Calls `body` with each flat index of element e in `i`. */
  private overExtent({ extent }: ReduceStatement, e: number, i: number, body: () => void): void {
    const { w } = this;
    const end = w.local("i32");
    this.setExtent(extent, e, { begin: i, end });
    w.get(i)
      .get(end)
      .do("i32.lt_u")
      .ifElse(undefined, () => {
        w.repeat(i, 1, () => w.get(end), body);
      });
  }

  private rowBoundReduce(statement: ReduceStatement): void {
    const { w } = this;
    const { size, instructions, value, slot } = statement;
    const [e, i, r] = [w.local("i32"), w.local("i32"), w.local("i32")];
    const isSum = statement.function === "sum";
    w.count(e, size, 1, () => {
      const out = this.pointer(slot, IDENTITY, e);
      w.countTo(r, ROW_BYTES, 16, () => {
        w.get(out.local)
          .get(r)
          .do("i32.add")
          .f32x4(isSum ? 0 : Number.NEGATIVE_INFINITY)
          .memory("v128.store", out.offset);
      });
      this.overExtent(statement, e, i, () => {
        const { values, compute } = this.computeRowBound(instructions, i);
        w.countTo(r, ROW_BYTES, 16, () => {
          compute(r);
          w.get(out.local).get(r).do("i32.add");
          w.get(out.local).get(r).do("i32.add").memory("v128.load", out.offset);
          w.get(values[value])
            .do(isSum ? "f32x4.add" : "f32x4.max")
            .memory("v128.store", out.offset);
        });
      });
    });
  }

  private rowFreeMap({ size, instructions, outputs }: MapStatement): void {
    const { w } = this;
    const i = w.local("i32");
    const fits = outputs.every(
      ({ kind, slot, ...output }) =>
        kind === "store" && "map" in output && isIdentity(output.map) && slot.size === size,
    );
    const isVector = fits && size >= 4 && instructions.every(readsInOrder);
    w.count(i, size, isVector ? 4 : 1, () => {
      const values = this.computeRowFree(instructions, i, isVector);
      for (const output of outputs) {
        if (output.kind !== "store") continue;
        const { local, offset } = this.pointer(output.slot, output.map, i);
        w.get(local).get(values[output.value]);
        // The slot is padded to a multiple of four.
        if (isVector) w.memory("v128.store", offset);
        else w.storeFirstLane(offset);
      }
    });
  }

  private rowFreeReduce(statement: ReduceStatement): void {
    const { w } = this;
    const { size, extent, instructions, value, slot } = statement;
    const isSum = statement.function === "sum";
    const combine: PlainInstruction = isSum ? "f32x4.add" : "f32x4.max";
    const [e, i] = [w.local("i32"), w.local("i32")];
    const total = w.local("v128");
    const isVector =
      "length" in extent && extent.length >= 8 && extent.length % 4 === 0 && instructions.every(readsInOrder);
    w.count(e, size, 1, () => {
      w.f32x4(isSum ? 0 : Number.NEGATIVE_INFINITY).set(total);
      if (isVector) {
        const end = w.local("i32");
        w.get(e).i32(extent.length).do("i32.mul").tee(i).i32(extent.length).do("i32.add").set(end);
        w.repeat(
          i,
          4,
          () => w.get(end),
          () => {
            const values = this.computeRowFree(instructions, i, true);
            w.get(total).get(values[value]).do(combine).set(total);
          },
        );
      } else {
        this.overExtent(statement, e, i, () => {
          const values = this.computeRowFree(instructions, i, false);
          w.get(total).get(values[value]).do(combine).set(total);
        });
      }
      const { local, offset } = this.pointer(slot, IDENTITY, e);
      w.get(local);
      if (!isVector) w.get(total).storeFirstLane(offset);
      else {
        if (isSum) sumLanes(w, total);
        else {
          for (let lane = 0; lane < 4; lane++) {
            w.get(total).lane("f32x4.extract_lane", lane);
            if (lane > 0) w.do("f32.max");
          }
        }
        w.memory("f32.store", offset);
      }
    });
  }

  private contract(statement: ContractStatement): void {
    const { w } = this;
    const { a, b, out, nVectors, nInner, nOuter, strideV, strideK, strideJ } = statement;
    const stride = this.context.stride;
    const v = w.local("i32");
    w.count(v, nVectors, 1, () => {
      this.vectorOf(a, v, nInner * stride);
      this.vectorOf(b, v, 4 * strideV);
      this.vectorOf(out, v, nOuter * stride);
      w.i32(nInner)
        .i32(nOuter)
        .i32(4 * strideK)
        .i32(4 * strideJ)
        .get(ROW_BYTES)
        .i32(stride);
      w.call(this.context.routines.contract);
    });
  }

  private outer({ a, b, sum, nVectors, nLeft, nRight, isPerVector }: OuterStatement): void {
    const { w } = this;
    const stride = this.context.stride;
    const v = w.local("i32");
    for (const factor of new Set([a, b])) this.clearRows(factor);
    w.count(v, nVectors, 1, () => {
      this.vectorOf(a, v, nLeft * stride);
      this.vectorOf(b, v, nRight * stride);
      this.vectorOf(sum, v, isPerVector ? 4 * nLeft * nRight : 0);
      w.i32(nLeft).i32(nRight).get(ROW_BYTES).i32(stride).call(this.context.routines.outer);
    });
  }

  /**
   * Rows beyond the batch's end are 0 in both factors of every product: a value that is read after it was cleared may have
   * become infinite there, and that times 0 is no number.
   */
  private clearRows(slot: Slot): void {
    const { w } = this;
    const { base, offset } = this.context.addressOf(slot);
    w.get(N_ROWS)
      .i32(2)
      .do("i32.shl")
      .get(ROW_BYTES)
      .do("i32.lt_u")
      .ifElse(undefined, () => {
        w.i32(offset);
        if (base !== undefined) w.get(base).do("i32.add");
        w.i32(slot.size).get(N_ROWS).get(ROW_BYTES).i32(4).do("i32.div_u").i32(this.context.stride);
        w.call(this.context.routines.clearRows);
      });
  }

  private scatter({ values, codes, codeMap, sum, nCodes, size, width }: ScatterStatement): void {
    const { w } = this;
    const [c, r, code, at, from, t] = Array.from({ length: 6 }, () => w.local("i32"));
    const [ofValues, ofSum] = [this.context.addressOf(values), this.context.addressOf(sum)];
    const stride = this.context.stride;
    w.count(c, nCodes, 1, () => {
      const pointer = this.pointer(codes, codeMap, c);
      w.countTo(r, N_ROWS, 1, () => {
        w.get(pointer.local).get(r).i32(2).do("i32.shl", "i32.add").memory("i32.load", pointer.offset).tee(code);
        w.i32(size)
          .do("i32.lt_u")
          .ifElse(undefined, () => {
            w.get(code)
              .i32(4 * width)
              .do("i32.mul");
            if (ofSum.base !== undefined) w.get(ofSum.base).do("i32.add");
            w.set(at);
            w.get(c)
              .i32(width * stride)
              .do("i32.mul")
              .get(r)
              .i32(2)
              .do("i32.shl", "i32.add");
            if (ofValues.base !== undefined) w.get(ofValues.base).do("i32.add");
            w.set(from);
            w.count(t, width, 1, () => {
              w.get(at).get(at).memory("f32.load", ofSum.offset);
              w.get(from).memory("f32.load", ofValues.offset).do("f32.add").memory("f32.store", ofSum.offset);
              w.get(at).i32(4).do("i32.add").set(at);
              w.get(from).i32(stride).do("i32.add").set(from);
            });
          });
      });
    });
  }
}
