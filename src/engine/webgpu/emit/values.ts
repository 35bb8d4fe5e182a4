/** Values of the loop-level form as expressions of WGSL: where they are read and written, and what is computed in between. */
import type { Instruction, ScatterStatement, Slot } from "../../loops/statements.ts";
import type { Location, Locations, ScatterLocation } from "../plan/locations.ts";
import { nameOf } from "./describe.ts";
import { UsedFunctions } from "./wgsl-functions.ts";
import { float, identifier, mapped, type PutTable, remark, sum, unsigned } from "./wgsl-text.ts";

/** An expression: of one number or of four rows, of float32 or int32. */
export interface Typed {
  readonly text: string;
  readonly isVec4: boolean;
  readonly isInt: boolean;
}

export interface EmitOptions {
  readonly locations: Locations;
  readonly scatters: ReadonlyMap<ScatterStatement, ScatterLocation>;
  readonly putTable: PutTable;
  readonly nThreads: number;
  /** Quads of rows in a tile. */
  readonly quads: number;
  /** Workgroups that share every loop, numbered by `block`; one alone where absent. */
  readonly nBlocks?: number;
  /** Functions that the kernel has already. */
  readonly functions?: UsedFunctions;
  /** Begins every name, where a kernel has statements of several passes. */
  readonly prefix?: string;
  /** Words from the record of the step to the record that is read. */
  readonly feedsShift?: number;
}

export class ValueEmitter {
  readonly functions: UsedFunctions;
  private readonly declared = new Map<string, string>();

  constructor(private readonly options: EmitOptions) {
    this.functions = options.functions ?? new UsedFunctions();
  }

  /** Constants that the lines use. */
  get declarations(): readonly string[] {
    return [...this.declared.values()];
  }

  /** Writes instructions for the element `index` as lines, and gives their values. */
  compute(instructions: readonly Instruction[], index: string, lines: string[]): Typed[] {
    const values: Typed[] = [];
    const named = (value: Typed) => {
      const name = `v${values.length}`;
      lines.push(`let ${name} = ${value.text};`);
      values.push({ ...value, text: name });
    };
    for (const instruction of instructions) {
      switch (instruction.kind) {
        case "constant":
          values.push({ text: float(instruction.value), isVec4: false, isInt: false });
          break;
        case "load":
          named(this.load(instruction.slot, mapped(instruction.map, index, this.options.putTable)));
          break;
        case "loadAt":
          named(this.loadAt(instruction, values[instruction.code], index));
          break;
        case "point": {
          const given = instruction.arguments.map((position) => values[position]);
          const isVec4 = given.some((value) => value.isVec4);
          const isInt = given.every((value) => value.isInt);
          // A name keeps the compiler from computing with literals, where log(0) would be an error.
          const isLiteral = instruction.arguments.every((position) => instructions[position].kind === "constant");
          const texts = given.map((value, n) => {
            if (!isLiteral) return isVec4 ? asVec4(value) : value.text;
            lines.push(`let c${values.length}_${n} = ${value.text};`);
            return `c${values.length}_${n}`;
          });
          const text = this.functions.call(instruction.function, texts, { isVec4, isInt });
          named({ text, isVec4, isInt: false });
          break;
        }
        default:
          instruction satisfies never;
      }
    }
    return values;
  }

  private loadAt(
    { table, size, width, column }: Extract<Instruction, { kind: "loadAt" }>,
    code: Typed,
    index: string,
  ): Typed {
    const at = (lane: string) => {
      const row = `u32(clamp(${code.text}${lane}, 0, ${size - 1})) * ${unsigned(width)}`;
      return this.load(table, sum(row, mapped(column, index, this.options.putTable))).text;
    };
    if (!code.isVec4) {
      return {
        text: `select(0.0, ${at("")}, ${code.text} >= 0 && ${code.text} < ${size})`,
        isVec4: false,
        isInt: false,
      };
    }
    const loaded = `vec4f(${[".x", ".y", ".z", ".w"].map(at).join(", ")})`;
    const isKnown = `(${code.text} >= vec4i(0)) & (${code.text} < vec4i(${size}))`;
    return { text: `select(vec4f(0.0), ${loaded}, ${isKnown})`, isVec4: true, isInt: false };
  }

  private location(slot: Slot): Location {
    const location = this.options.locations.get(slot);
    if (!location) throw new Error(`slot ${nameOf(slot)} has no location`);
    return location;
  }

  /** Where a location begins, as a named constant of the kernel. */
  private start(slot: Slot, base: number): string {
    const name = `${this.options.prefix ?? ""}${identifier(nameOf(slot))}_${slot.id}`;
    this.declared.set(name, `const ${name} = ${unsigned(base)}; // ${remark(nameOf(slot))} [${slot.size}]`);
    return name;
  }

  load(slot: Slot, element: string): Typed {
    const location = this.location(slot);
    const isInt = slot.dtype === "int32";
    switch (location.kind) {
      case "table": {
        const [width, start] = [unsigned(location.width), this.start(slot, location.base)];
        if (location.bits < 32) {
          const packed = `packed(${unsigned(location.bits)}, tileRows[q], ${start}, ${width}, ${element})`;
          return { text: isInt ? packed : `vec4f(${packed})`, isVec4: true, isInt };
        }
        const cells = `cells(tileRows[q], ${width}, ${sum(start, element)})`;
        return { text: isInt ? cells : `bitcast<vec4f>(${cells})`, isVec4: true, isInt };
      }
      case "tile":
        return { text: this.tile(slot, location, element), isVec4: true, isInt: false };
      case "values":
      case "scratch":
        return {
          text: `${location.kind}[${sum(this.start(slot, location.base), element)}]`,
          isVec4: false,
          isInt: false,
        };
      case "constants":
      case "feeds": {
        const shift = location.kind === "feeds" ? (this.options.feedsShift ?? 0) : 0;
        const word = `${location.kind}[${sum(this.start(slot, location.base + shift), element)}]`;
        return { text: isInt ? word : `bitcast<f32>(${word})`, isVec4: false, isInt };
      }
      case "number":
        return { text: float(location.value), isVec4: false, isInt: false };
      case "slice":
        throw new Error(`sum ${nameOf(slot)} is read before it is whole`);
      default:
        return location satisfies never;
    }
  }

  private tile(slot: Slot, { offset, isSpilled }: Extract<Location, { kind: "tile" }>, element: string): string {
    const at = `(${sum(this.start(slot, offset), element)}) * QUADS + q`;
    return isSpilled ? `spill[spillStart + ${at}]` : `mem[${at}]`;
  }

  store(slot: Slot, element: string, given: Typed): string {
    const value: Typed = given.isInt ? { ...given, text: `${given.isVec4 ? "vec4f" : "f32"}(${given.text})` } : given;
    const location = this.location(slot);
    if (location.kind === "tile") return `${this.tile(slot, location, element)} = ${asVec4(value)};`;
    if (location.kind === "values" || location.kind === "scratch") {
      return `${location.kind}[${sum(this.start(slot, location.base), element)}] = ${value.text};`;
    }
    throw new Error(`${nameOf(slot)} cannot be written`);
  }

  addToSum(slot: Slot, element: string, total: string): string {
    const location = this.location(slot);
    if (location.kind !== "slice") throw new Error(`${nameOf(slot)} is no sum`);
    return `addToSlice(${sum(this.start(slot, location.offset), element)}, ${total});`;
  }
}

/** The same number in all four rows, where it is one number. */
export function asVec4({ text, isVec4, isInt }: Typed): string {
  if (isVec4) return text;
  return `${isInt ? "vec4i" : "vec4f"}(${text})`;
}
