/** Random well-typed programs of all forward ops: a list of numbers decides each op, so that fast-check can shrink them. */
import fc from "fast-check";
import { randomUint32, randomUniform } from "../../../base/random.ts";
import { ProgramBuilder } from "../../../program/builder.ts";
import { sizeOf, type ValueId } from "../../../program/types.ts";
import type { RowInput } from "../../step/row-inputs.ts";
import { type Chooser, DEPTH, RECIPES } from "./random-ops.ts";

/** What decides one op of a program. */
export interface Step {
  readonly op: number;
  /** Which value it takes, and one more. */
  readonly a: number;
  readonly b: number;
  /** Sizes, axes, indices. */
  readonly n: number;
}

export interface Recipe {
  readonly seed: number;
  readonly width: number;
  readonly steps: readonly Step[];
}

const NUMBER = fc.nat(1 << 20);

export function recipes(mostSteps: number): fc.Arbitrary<Recipe> {
  return fc.record({
    seed: fc.nat(1000),
    width: fc.integer({ min: 1, max: 9 }),
    steps: fc.array(fc.record({ op: fc.nat(RECIPES.length - 1), a: NUMBER, b: NUMBER, n: NUMBER }), {
      minLength: 1,
      maxLength: mostSteps,
      size: "max",
    }),
  });
}

/** A program with an objective, and numbers for it. */
export interface CaseProgram {
  readonly builder: ProgramBuilder;
  readonly objective: ValueId;
  readonly parameters: Readonly<Record<string, Float32Array>>;
  readonly rowFree: Readonly<Record<string, Float32Array>>;
  /** Values that are 0 where an op has a kink: near there float32 may take the other side. */
  readonly kinks: readonly ValueId[];
  /** Row-bound inputs over `nRows` rows. */
  rows(nRows: number): readonly RowInput[];
}

const N_CODES = 3;

/** A value of the pool and the largest number that it can hold, roughly. */
interface Pooled {
  readonly id: ValueId;
  readonly bound: number;
}

/** Numbers stay below this, so that single precision is enough. */
const MOST = 4;

class ProgramWriter implements Chooser {
  readonly builder = new ProgramBuilder();
  readonly kinks: ValueId[] = [];
  readonly parameters: Record<string, Float32Array> = {};
  readonly rowFree: Record<string, Float32Array> = {};
  readonly codes: ValueId;
  readonly rowShapes = new Map<string, readonly number[]>();
  private readonly pool: Pooled[] = [];
  private readonly unread = new Set<ValueId>();

  constructor(private readonly recipe: Recipe) {
    const { builder } = this;
    const { width } = recipe;
    for (const [name, shape] of [
      ["numbers", [width]],
      ["matrix", [2, 3]],
      ["scalar", []],
    ] as const) {
      this.rowShapes.set(name, shape);
      this.add(builder.input(name, { rows: true, shape, dtype: "float32" }, { kind: "row" }), 1);
    }
    this.codes = builder.input("codes", { rows: true, shape: [N_CODES], dtype: "int32" }, { kind: "row" });
    this.add(builder.schedule("temperature", 1), 1);
    this.rowFree.temperature = Float32Array.of(0.7);
    this.add(builder.noise("noise", [width], 9), 1);
    this.rowFree["/noise"] = this.draw(width, 4000);
    this.add(builder.constant([width], this.draw(width, 5000)), 1);
    this.add(builder.constant([2, 1], [0.5, 0.5]), 1);
    this.add(this.parameter([width], 0), 1);
  }

  private draw(length: number, step: number): Float32Array {
    const key = { seed: this.recipe.seed, stream: 98, step };
    return Float32Array.from({ length }, (_, i) => 2 * randomUniform(key, i) - 1);
  }

  typeOf(id: ValueId) {
    return this.builder.typeOf(id);
  }

  parameter(shape: readonly number[], which: number): ValueId {
    const name = `p${which % 2} ${shape.join("x")}`;
    const known = this.builder.nodes.findIndex((node) => node.kind === "parameter" && node.name === `/${name}`);
    if (known >= 0) return known;
    this.parameters[`/${name}`] = this.draw(sizeOf(shape), this.builder.nodes.length);
    return this.builder.parameter(name, { shape, role: "model", initial: { kind: "constant", value: 0 } });
  }

  kink(...ids: readonly ValueId[]): void {
    this.kinks.push(...ids);
  }

  /** A value of the pool that fits, if there is one. */
  find(which: number, fits: (id: ValueId) => boolean): Pooled | undefined {
    const fitting = this.pool.filter(({ id }) => fits(id));
    return fitting[which % Math.max(fitting.length, 1)];
  }

  private add(id: ValueId, bound: number): void {
    const { builder } = this;
    let [value, most] = [id, bound];
    if (most > MOST)
      [value, most] = id % 2 === 0 ? [builder.tanh(id), 1] : [builder.mul(id, builder.scalar(1 / most)), 1];
    this.pool.push({ id: value, bound: most });
    this.unread.add(value);
  }

  step({ op, a, b, n }: Step): void {
    // What came last is read most often, so that programs become deep.
    const recent = a % 3 === 0 ? this.pool.length : Math.min(4, this.pool.length);
    const x = this.pool[this.pool.length - 1 - (a % recent)];
    const made = RECIPES[op](this, { x: x.id, bound: x.bound, b, n });
    if (!made || sizeOf(this.typeOf(made.id).shape) > 300) return;
    this.unread.delete(x.id);
    this.add(made.id, made.bound);
  }

  private total(id: ValueId): ValueId {
    const { builder } = this;
    const { shape } = this.typeOf(id);
    const size = sizeOf(shape);
    const weights = Float32Array.from({ length: size }, (_, i) => Math.cos(i + 1) / size);
    let value = builder.mul(id, builder.constant(shape, weights));
    while (this.typeOf(value).shape.length > 0) value = builder.sum(value, this.typeOf(value).shape.length - 1);
    return value;
  }

  /** The mean over the rows of all that nothing else reads, and a penalty of what has no rows. */
  objective(): ValueId {
    const { builder } = this;
    const ends = [...this.unread];
    const parts = ends.map((id, index) => {
      if (!this.typeOf(id).rows) return builder.square(this.total(id));
      return index % 2 === 0 ? builder.meanRows(builder.softplus(this.total(id))) : this.total(builder.meanRows(id));
    });
    return parts.reduce((sum, part) => builder.add(sum, part));
  }

  rows(nRows: number): readonly RowInput[] {
    const numbers = [...this.rowShapes].map(([name, shape], index): RowInput => {
      const width = sizeOf(shape);
      return { name, dtype: "float32", shape, width, values: this.draw(nRows * width, 6000 + index) };
    });
    const key = { seed: this.recipe.seed, stream: 97, step: 0 };
    // Some outside every table.
    const values = Int32Array.from({ length: nRows * N_CODES }, (_, i) => (randomUint32(key, i) % (DEPTH + 2)) - 1);
    return [...numbers, { name: "codes", dtype: "int32", shape: [N_CODES], width: N_CODES, values }];
  }
}

export function writeProgram(recipe: Recipe): CaseProgram {
  const writer = new ProgramWriter(recipe);
  for (const step of recipe.steps) writer.step(step);
  const { builder, parameters, rowFree, kinks } = writer;
  const objective = writer.objective();
  return { builder, objective, parameters, rowFree, kinks, rows: (nRows) => writer.rows(nRows) };
}
