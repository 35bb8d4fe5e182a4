/** Statements of a forward pass as WebAssembly functions in float64: two rows at once, four in each turn of a loop. */
import { constantOf, IDENTITY, type IndexMap, line } from "../../loops/index-map.ts";
import {
  type BinaryFunction,
  type ContractStatement,
  type Instruction,
  isRowBound,
  type MapStatement,
  type ReduceStatement,
  type Statement,
  type UnaryFunction,
} from "../../loops/statements.ts";
import { type AddressContext, AddressWriter } from "../emit/addresses.ts";
import type { FunctionWriter, PlainInstruction } from "../emit/assembler.ts";
import { INTEGER, math } from "./math.ts";

/** The one parameter of every statement's function: rows of the tile, in bytes of a column. */
export const ROW_BYTES = 0;

/** Vectors of two rows that one turn of a loop computes, so that the processor finds something to do while it waits. */
const VECTORS = 2;
const VECTOR_BYTES = 16;
export const TURN_BYTES = VECTORS * VECTOR_BYTES;

export interface ForwardContext extends AddressContext {
  /** `Routines.contract` of float64. */
  readonly contract: FunctionWriter;
}

const BINARY: Readonly<Record<BinaryFunction, PlainInstruction>> = {
  add: "f64x2.add",
  sub: "f64x2.sub",
  mul: "f64x2.mul",
  div: "f64x2.div",
  maximum: "f64x2.max",
  minimum: "f64x2.min",
};

/** Where the second argument is known to be a number: one machine instruction each, which keep a NaN of the first alone. */
const LIMITED = { maximum: "f64x2.pmax", minimum: "f64x2.pmin" } as const;

type Pointer = { readonly local: number; readonly offset: number };

/** What a statement computes for one element, prepared outside its loop over rows. */
interface Prepared {
  /** A local for each instruction and vector. */
  readonly values: readonly (readonly number[])[];
  /** Computes all that depends on the row, at the row offset in local `r`. */
  compute(r: number): void;
}

export class ForwardEmitter extends AddressWriter<ForwardContext> {
  emit(statement: Statement): void {
    switch (statement.kind) {
      case "map":
        if (statement.rows) this.rowBoundMap(statement);
        else this.rowFreeMap(statement);
        break;
      case "reduce":
        if (!statement.rows) throw new Error("a pruned program reduces nothing without rows");
        this.reduce(statement);
        break;
      case "contract":
        this.contract(statement);
        break;
      case "outer":
      case "scatter":
        throw new Error("a forward pass sums nothing over rows");
      default:
        statement satisfies never;
    }
  }

  private rowBoundMap({ size, instructions, outputs }: MapStatement): void {
    const { w } = this;
    const [i, r] = [w.local("i32"), w.local("i32")];
    w.count(i, size, 1, () => {
      const { values, compute } = this.prepare(instructions, i);
      const stores = outputs.map((output) => {
        if (output.kind !== "store") throw new Error("a forward pass sums nothing over rows");
        return { ...this.pointer(output.slot, output.map, i), value: output.value };
      });
      w.countTo(r, ROW_BYTES, TURN_BYTES, () => {
        compute(r);
        for (const { local, offset, value } of stores) {
          for (const [vector, own] of values[value].entries())
            w.get(local)
              .get(r)
              .do("i32.add")
              .get(own)
              .memory("v128.store", offset + VECTOR_BYTES * vector);
        }
      });
    });
  }

  /** Constants that are put together. */
  private rowFreeMap({ size, instructions, outputs }: MapStatement): void {
    const { w } = this;
    const i = w.local("i32");
    w.count(i, size, 1, () => {
      const locals = instructions.map((instruction) => {
        const value = w.local("f64");
        if (instruction.kind === "constant") w.f64(instruction.value).set(value);
        else if (instruction.kind === "load") {
          const { local, offset } = this.pointer(instruction.slot, instruction.map, i);
          w.get(local).memory("f64.load", offset).set(value);
        } else throw new Error("a pruned program computes nothing without rows");
        return value;
      });
      for (const output of outputs) {
        if (output.kind !== "store") throw new Error("a forward pass sums nothing over rows");
        const { local, offset } = this.pointer(output.slot, output.map, i);
        w.get(local).get(locals[output.value]).memory("f64.store", offset);
      }
    });
  }

  /** Sums stay in registers; terms are added in their order. */
  private reduce(statement: ReduceStatement): void {
    const { w } = this;
    const { extent, size, instructions, value, slot } = statement;
    const [e, i, r, end] = [w.local("i32"), w.local("i32"), w.local("i32"), w.local("i32")];
    const isSum = statement.function === "sum";
    const totals = Array.from({ length: VECTORS }, () => w.local("v128"));
    w.count(e, size, 1, () => {
      const out = this.pointer(slot, IDENTITY, e);
      const begin = w.local("i32");
      this.setExtent(extent, e, { begin, end });
      // What is the same for all terms of an element is read once.
      const ofElement = (map: IndexMap) =>
        "length" in extent && map.kind === "affine" && map.divisor === extent.length && map.inner === 0
          ? line(map.offset, map.outer)
          : undefined;
      const shared = instructions.map((instruction) => {
        if (instruction.kind !== "load" || !isRowBound(instruction.slot)) return undefined;
        const map = ofElement(instruction.map);
        return map && this.rowLoad(this.pointer(instruction.slot, map, e));
      });
      w.countTo(r, ROW_BYTES, TURN_BYTES, () => {
        for (const load of shared) load?.read(r);
        for (const total of totals) w.f64x2(isSum ? 0 : Number.NEGATIVE_INFINITY).set(total);
        w.get(begin)
          .tee(i)
          .get(end)
          .do("i32.lt_u")
          .ifElse(undefined, () => {
            w.repeat(
              i,
              1,
              () => w.get(end),
              () => {
                const { values, compute } = this.prepare(
                  instructions,
                  i,
                  shared.map((load) => load?.values),
                );
                compute(r);
                for (const [vector, total] of totals.entries())
                  w.get(total)
                    .get(values[value][vector])
                    .do(isSum ? "f64x2.add" : "f64x2.max")
                    .set(total);
              },
            );
          });
        for (const [vector, total] of totals.entries())
          w.get(out.local)
            .get(r)
            .do("i32.add")
            .get(total)
            .memory("v128.store", out.offset + VECTOR_BYTES * vector);
      });
    });
  }

  private contract({ a, b, out, nVectors, nInner, nOuter, strideV, strideK, strideJ }: ContractStatement): void {
    const { w } = this;
    const { contract, stride, numberBytes } = this.context;
    const v = w.local("i32");
    w.count(v, nVectors, 1, () => {
      this.vectorOf(a, v, nInner * stride);
      this.vectorOf(b, v, numberBytes * strideV);
      this.vectorOf(out, v, nOuter * stride);
      w.i32(nInner).i32(nOuter);
      w.i32(numberBytes * strideK)
        .i32(numberBytes * strideJ)
        .get(ROW_BYTES)
        .i32(stride)
        .call(contract);
    });
  }

  /** A local for each vector, and what reads them at the row offset in local `r`. */
  private rowLoad({ local, offset }: Pointer) {
    const { w } = this;
    const values = Array.from({ length: VECTORS }, () => w.local("v128"));
    const read = (r: number) => {
      for (const [vector, value] of values.entries())
        w.get(local)
          .get(r)
          .do("i32.add")
          .memory("v128.load", offset + VECTOR_BYTES * vector)
          .set(value);
    };
    return { values, read };
  }

  /**
   * Instructions for element `i`: numbers that are the same for all rows are read at once.
   *
   * @param known locals of instructions that are computed already.
   */
  private prepare(
    instructions: readonly Instruction[],
    i: number,
    known: readonly (readonly number[] | undefined)[] = [],
  ): Prepared {
    const { w } = this;
    const perRow: ((r: number) => void)[] = [];
    const values: (readonly number[])[] = [];
    const sameForAll = () => {
      const value = w.local("v128");
      w.set(value);
      return new Array<number>(VECTORS).fill(value);
    };
    for (const [position, instruction] of instructions.entries()) {
      const given = known[position];
      if (given) {
        values.push(given);
        continue;
      }
      switch (instruction.kind) {
        case "constant":
          w.f64x2(instruction.value);
          values.push(sameForAll());
          break;
        case "load": {
          const pointer = this.pointer(instruction.slot, instruction.map, i);
          if (isRowBound(instruction.slot)) {
            const load = this.rowLoad(pointer);
            perRow.push(load.read);
            values.push(load.values);
          } else {
            w.get(pointer.local).memory("v128.load64_splat", pointer.offset);
            values.push(sameForAll());
          }
          break;
        }
        case "loadAt":
        case "point": {
          const results = Array.from({ length: VECTORS }, () => w.local("v128"));
          const write =
            instruction.kind === "point"
              ? (vector: number) => this.point(instruction, instructions, values, vector)
              : this.loadAt(instruction, values, i);
          perRow.push(() => {
            for (const [vector, result] of results.entries()) {
              write(vector);
              w.set(result);
            }
          });
          values.push(results);
          break;
        }
        default:
          instruction satisfies never;
      }
    }
    const compute = (r: number) => {
      for (const write of perRow) write(r);
    };
    return { values, compute };
  }

  /** Pushes a function of some of `values`, which the instructions gave. */
  private point(
    { function: name, arguments: given }: Extract<Instruction, { kind: "point" }>,
    instructions: readonly Instruction[],
    values: readonly (readonly number[])[],
    vector: number,
  ): void {
    const { w } = this;
    const isLimit = name === "maximum" || name === "minimum";
    const [first, second] = given;
    const limit = isLimit ? [second, first].find((position) => isNumber(instructions[position])) : undefined;
    if (isLimit && limit !== undefined) {
      w.get(values[limit === second ? first : second][vector])
        .get(values[limit][vector])
        .do(LIMITED[name]);
      return;
    }
    for (const position of given) w.get(values[position][vector]);
    if (name === "equal") w.do("f64x2.eq").f64x2(1).do("v128.and");
    else if (name in BINARY) w.do(BINARY[name as BinaryFunction]);
    else math[name as UnaryFunction](w);
  }

  /** Prepares table[code · width + column] for element `i`; the function that is returned pushes it for both rows of a vector. */
  private loadAt(
    instruction: Extract<Instruction, { kind: "loadAt" }>,
    values: readonly (readonly number[])[],
    i: number,
  ): (vector: number) => void {
    const { w } = this;
    const { table, size, width, column } = instruction;
    const { offset } = this.context.addressOf(table);
    const [code, start] = [w.local("i32"), w.local("i32")];
    const both = w.local("v128");
    this.index(column, i, 8);
    w.set(start);
    return (vector) => {
      w.get(values[instruction.code][vector]).f64x2(INTEGER).do("f64x2.add").set(both).f64x2(0);
      for (const lane of [0, 1]) {
        w.get(both)
          .lane("i32x4.extract_lane", 2 * lane)
          .tee(code);
        w.i32(size)
          .do("i32.lt_u")
          .ifElse(
            "f64",
            () =>
              w
                .get(start)
                .get(code)
                .i32(8 * width)
                .do("i32.mul", "i32.add")
                .memory("f64.load", offset),
            () => w.f64(0),
          );
        w.lane("f64x2.replace_lane", lane);
      }
    };
  }
}

/** Known, and not NaN. */
function isNumber(instruction: Instruction): boolean {
  if (instruction.kind === "constant") return !Number.isNaN(instruction.value);
  if (instruction.kind !== "load" || instruction.slot.space !== "constant") return false;
  const at = constantOf(instruction.map);
  const { data = [] } = instruction.slot;
  return at === undefined ? !data.some(Number.isNaN) : !Number.isNaN(data[at]);
}
