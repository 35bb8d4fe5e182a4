/** Instructions of the loop-level form as WebAssembly: four rows, or four elements of a row-free value, at once. */
import { constantOf } from "../../loops/index-map.ts";
import {
  type BinaryFunction,
  type Instruction,
  isRowBound,
  type Slot,
  type UnaryFunction,
} from "../../loops/statements.ts";
import { type AddressContext, AddressWriter } from "./addresses.ts";
import type { PlainInstruction } from "./assembler.ts";
import { math } from "./math.ts";
import type { Routines } from "./routines.ts";

/** Parameters of every statement's function: where the tile, parameters and sums begin, and the rows. */
export const STATEMENT_PARAMETERS = ["tile", "parameters", "sums", "rowBytes", "nRows"] as const;
export const ROW_BYTES = 3;
export const N_ROWS = 4;

export interface EmitContext extends AddressContext {
  readonly routines: Routines;
  /** Whether the slot is multiplied over and over: as a factor of a product with a matrix, or of an outer one. */
  isFactor(slot: Slot): boolean;
  /** Address of a row of the tile: all bits set where the row is in the batch; relative to the tile. */
  readonly maskOffset: number;
}

const BINARY: Readonly<Record<BinaryFunction, PlainInstruction>> = {
  add: "f32x4.add",
  sub: "f32x4.sub",
  mul: "f32x4.mul",
  div: "f32x4.div",
  maximum: "f32x4.max",
  minimum: "f32x4.min",
};

/** Where the second argument is known to be a number: one machine instruction each, which keep a NaN of the first alone. */
const LIMITED = { maximum: "f32x4.pmax", minimum: "f32x4.pmin" } as const;

/** Writes what happens for one element inside the loops of a statement. */
export class InstructionEmitter extends AddressWriter<EmitContext> {
  /** Pushes a function of some of `values`, which the instructions gave. */
  point(
    { function: name, arguments: given }: Extract<Instruction, { kind: "point" }>,
    instructions: readonly Instruction[],
    values: readonly number[],
  ): void {
    const { w } = this;
    const isNumber = (position: number) => instructions[position].kind === "constant";
    if ((name === "maximum" || name === "minimum") && given.some(isNumber)) {
      const [limited, limit] = isNumber(given[0]) ? [given[1], given[0]] : given;
      w.get(values[limited]).get(values[limit]).do(LIMITED[name]);
      return;
    }
    for (const position of given) w.get(values[position]);
    if (name === "equal") w.do("i32x4.eq").f32x4(1).do("v128.and");
    else if (name in BINARY) w.do(BINARY[name as BinaryFunction]);
    else math[name as UnaryFunction](w);
  }

  /** Pushes table[code · width + column] for the four codes of a vector. */
  loadAt(instruction: Extract<Instruction, { kind: "loadAt" }>, codes: number, i: number): void {
    const { w } = this;
    const { table, size, width, column } = instruction;
    const { base, offset } = this.context.addressOf(table);
    const [code, start] = [w.local("i32"), w.local("i32")];
    this.index(column, i, 4);
    if (base !== undefined) w.get(base).do("i32.add");
    w.set(start);
    w.f32x4(0);
    for (let lane = 0; lane < 4; lane++) {
      w.get(codes).lane("i32x4.extract_lane", lane).tee(code).i32(size).do("i32.lt_u");
      w.ifElse(
        "f32",
        () =>
          w
            .get(start)
            .get(code)
            .i32(4 * width)
            .do("i32.mul", "i32.add")
            .memory("f32.load", offset),
        () => w.f32(0),
      );
      w.lane("f32x4.replace_lane", lane);
    }
  }

  /**
   * Computes instructions for element `i`. What is the same for all rows is computed at once; the rest by the function
   * that is returned, at the row offset in local `r`.
   */
  computeRowBound(instructions: readonly Instruction[], i: number): { values: number[]; compute: (r: number) => void } {
    const { w } = this;
    const values = instructions.map(() => w.local("v128"));
    const perRow: ((r: number) => void)[] = [];
    instructions.forEach((instruction, position) => {
      const value = values[position];
      switch (instruction.kind) {
        case "constant":
          w.f32x4(instruction.value).set(value);
          break;
        case "load": {
          const { local, offset } = this.pointer(instruction.slot, instruction.map, i);
          if (!isRowBound(instruction.slot)) w.get(local).memory("v128.load32_splat", offset).set(value);
          else perRow.push((r) => w.get(local).get(r).do("i32.add").memory("v128.load", offset).set(value));
          break;
        }
        case "loadAt":
          perRow.push(() => {
            this.loadAt(instruction, values[instruction.code], i);
            w.set(value);
          });
          break;
        case "point":
          perRow.push(() => {
            this.point(instruction, instructions, values);
            w.set(value);
          });
          break;
        default:
          instruction satisfies never;
      }
    });
    const compute = (r: number) => {
      for (const write of perRow) write(r);
    };
    return { values, compute };
  }

  /** Computes row-free instructions for the element in `i`, or for four from it on. */
  computeRowFree(instructions: readonly Instruction[], i: number, isVector: boolean): number[] {
    const { w } = this;
    const values: number[] = [];
    for (const instruction of instructions) {
      switch (instruction.kind) {
        case "constant":
          w.f32x4(instruction.value);
          break;
        case "load": {
          const { slot, map } = instruction;
          const { local, offset } = this.pointer(slot, map, i);
          const isSame = constantOf(map) !== undefined;
          w.get(local).memory(isVector && !isSame ? "v128.load" : "v128.load32_splat", offset);
          break;
        }
        case "loadAt":
          this.loadAt(instruction, values[instruction.code], i);
          break;
        case "point":
          this.point(instruction, instructions, values);
          break;
        default:
          instruction satisfies never;
      }
      const local = w.local("v128");
      w.set(local);
      values.push(local);
    }
    return values;
  }
}

/** Four neighbours read four neighbours, or all the same number. */
export function readsInOrder(instruction: Instruction): boolean {
  if (instruction.kind === "loadAt") return false;
  if (instruction.kind !== "load" || constantOf(instruction.map) !== undefined) return true;
  const { map } = instruction;
  return map.kind === "affine" && map.divisor === 1 && map.outer === 1;
}
