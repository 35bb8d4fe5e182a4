import { studioError } from "../base/error.ts";
import type { OpAttributes, OpName } from "./ops.ts";
import { shapeOf } from "./shapes.ts";
import type {
  Discrete,
  Initial,
  Node,
  OpNode,
  ParameterRole,
  Probe,
  Program,
  TrainingInput,
  ValueId,
  ValueType,
} from "./types.ts";
import { sizeOf } from "./types.ts";

/** What a block says of a parameter that it makes. */
export interface ParameterOptions {
  readonly shape: readonly number[];
  readonly role: ParameterRole;
  readonly initial: Initial;
  readonly discrete?: Discrete;
  readonly decays?: boolean;
}

const NO_ATTRIBUTES = {};

/** Numbers that one value of a row holds; files of programs have the same bound. */
export const MOST_PER_ROW = 1 << 20;

/**
 * Writes a Program node by node. Types are checked as they are written; equal ops on equal inputs are one node. Ids stay
 * valid while the builder grows, so gradients and losses are added to a program that is already there.
 */
export class ProgramBuilder {
  readonly nodes: Node[] = [];
  readonly probes: Probe[] = [];
  readonly penalties: ValueId[] = [];
  /** For `Program.atPrediction`. */
  readonly atPrediction: (readonly [ValueId, ValueId])[] = [];
  private readonly known = new Map<string, ValueId>();
  private readonly named = new Map<string, ValueId>();
  private block = "";

  constructor(program?: Program) {
    if (!program) return;
    for (const node of program.nodes) {
      const id = this.push(node);
      if (node.kind === "op") this.known.set(this.keyOf(node.op, node.inputs, node.attributes), id);
      if (node.kind === "input" || node.kind === "parameter") this.named.set(`${node.kind}:${node.name}`, id);
    }
    this.probes.push(...program.probes);
    this.atPrediction.push(...(program.atPrediction ?? []));
  }

  /** Every node written inside carries the block's id (NaN guard, gradient norms, names of parameters). */
  inBlock<Result>(block: string, write: () => Result): Result {
    const outer = this.block;
    this.block = block;
    try {
      return write();
    } finally {
      this.block = outer;
    }
  }

  typeOf(value: ValueId): ValueType {
    return this.nodes[value].type;
  }

  private push(node: Node): ValueId {
    this.nodes.push(node);
    return this.nodes.length - 1;
  }

  private keyOf(op: OpName, inputs: readonly ValueId[], attributes: object): string {
    return `${op}(${inputs.join()})${JSON.stringify(attributes)}`;
  }

  /** A value given at run time; asking twice for one name gives one node. */
  input(name: string, type: ValueType, training?: TrainingInput): ValueId {
    const key = `input:${name}`;
    const existing = this.named.get(key);
    if (existing !== undefined) return existing;
    const id = this.push({ kind: "input", name, type, block: this.block, ...(training ? { training } : {}) });
    this.named.set(key, id);
    return id;
  }

  /** A schedule value, float32 row-free []: the plan sets it at each step; `atPrediction` replaces it afterwards. */
  schedule(name: string, atPrediction: number): ValueId {
    return this.input(name, { rows: false, shape: [], dtype: "float32" }, { kind: "schedule", atPrediction });
  }

  /** Standard normal numbers, row-free `shape`, new at each step of training and 0 at prediction. */
  noise(name: string, shape: readonly number[], stream: number): ValueId {
    return this.drawn(name, shape, { stream, distribution: "normal" });
  }

  /** The middles of random ones of the N_PLACES equal parts of [0, 1], new at each step of training; 0 in evaluation. */
  places(name: string, shape: readonly number[], stream: number): ValueId {
    return this.drawn(name, shape, { stream, distribution: "places" });
  }

  private drawn(
    name: string,
    shape: readonly number[],
    how: { readonly stream: number; readonly distribution: "normal" | "places" },
  ): ValueId {
    const type = { rows: false, shape, dtype: "float32" } as const;
    return this.input(`${this.block}/${name}`, type, { kind: "noise", ...how });
  }

  /**
   * A value that is for training alone.
   *
   * @param instead an earlier value of the same type, which is read in its place at prediction.
   */
  inTraining(value: ValueId, instead: ValueId): ValueId {
    this.atPrediction.push([value, instead]);
    return value;
  }

  /** float32 row-free constant; values are rounded to float32 once, here. */
  constant(shape: readonly number[], data: ArrayLike<number>): ValueId {
    if (data.length !== sizeOf(shape)) {
      throw studioError("E_SHAPE_CONSTANT", { block: this.block, size: sizeOf(shape), got: data.length });
    }
    const rounded = Array.from(data, Math.fround);
    const bad = rounded.findIndex((value) => !Number.isFinite(value));
    if (bad >= 0) {
      throw studioError("E_PROGRAM_CONSTANT", { block: this.block, element: bad, value: data[bad] });
    }
    return this.push({
      kind: "constant",
      type: { rows: false, shape, dtype: "float32" },
      data: rounded,
      block: this.block,
    });
  }

  /** A float64 constant, of any numbers, for a program that is evaluated and not stored. */
  exact(shape: readonly number[], data: ArrayLike<number>): ValueId {
    const type = { rows: false, shape, dtype: "float32" } as const;
    // Array.from goes through an iterator: of a network's weights, it took a quarter of all that leaving out took.
    const own = new Array<number>(data.length);
    for (let i = 0; i < own.length; i++) own[i] = data[i];
    return this.push({ kind: "constant", type, data: own, block: this.block });
  }

  scalar(value: number): ValueId {
    const key = `scalar:${value}`;
    const existing = this.known.get(key);
    if (existing !== undefined) return existing;
    const id = this.constant([], [value]);
    this.known.set(key, id);
    return id;
  }

  /** A trained value, row-free; its full name is "<block id>/<name>". */
  parameter(name: string, options: ParameterOptions): ValueId {
    const fullName = `${this.block}/${name}`;
    if (this.named.has(`parameter:${fullName}`)) {
      throw studioError("E_PROGRAM_PARAMETER", { name: fullName });
    }
    const id = this.push({
      kind: "parameter",
      name: fullName,
      type: { rows: false, shape: options.shape, dtype: "float32" },
      role: options.role,
      initial: options.initial,
      ...(options.discrete ? { discrete: options.discrete } : {}),
      decays: options.decays ?? false,
      block: this.block,
    });
    this.named.set(`parameter:${fullName}`, id);
    return id;
  }

  probe(probe: Omit<Probe, "block">): void {
    this.probes.push({ ...probe, block: this.block });
  }

  /** Adds a row-free scalar to the training objective. */
  penalty(value: ValueId): void {
    this.penalties.push(value);
  }

  op<Name extends OpName>(op: Name, inputs: readonly ValueId[], attributes: OpAttributes[Name]): ValueId {
    const key = this.keyOf(op, inputs, attributes);
    const existing = this.known.get(key);
    if (existing !== undefined) return existing;
    const type = shapeOf(
      op,
      inputs.map((input) => this.typeOf(input)),
      attributes,
    );
    if (type.rows && sizeOf(type.shape) > MOST_PER_ROW) {
      throw studioError("E_PROGRAM_WIDTH", { block: this.block, most: MOST_PER_ROW, got: sizeOf(type.shape) });
    }
    // The union OpNode pairs each name with its own attributes; TypeScript cannot see that a generic name keeps the pair.
    const id = this.push({ kind: "op", op, inputs, attributes, type, block: this.block } as OpNode);
    this.known.set(key, id);
    return id;
  }

  neg = (x: ValueId) => this.op("neg", [x], NO_ATTRIBUTES);
  exp = (x: ValueId) => this.op("exp", [x], NO_ATTRIBUTES);
  log = (x: ValueId) => this.op("log", [x], NO_ATTRIBUTES);
  sqrt = (x: ValueId) => this.op("sqrt", [x], NO_ATTRIBUTES);
  square = (x: ValueId) => this.op("square", [x], NO_ATTRIBUTES);
  abs = (x: ValueId) => this.op("abs", [x], NO_ATTRIBUTES);
  relu = (x: ValueId) => this.op("relu", [x], NO_ATTRIBUTES);
  sigmoid = (x: ValueId) => this.op("sigmoid", [x], NO_ATTRIBUTES);
  tanh = (x: ValueId) => this.op("tanh", [x], NO_ATTRIBUTES);
  softplus = (x: ValueId) => this.op("softplus", [x], NO_ATTRIBUTES);
  normalCdf = (x: ValueId) => this.op("normalCdf", [x], NO_ATTRIBUTES);
  step = (x: ValueId) => this.op("step", [x], NO_ATTRIBUTES);
  add = (a: ValueId, b: ValueId) => this.op("add", [a, b], NO_ATTRIBUTES);
  sub = (a: ValueId, b: ValueId) => this.op("sub", [a, b], NO_ATTRIBUTES);
  mul = (a: ValueId, b: ValueId) => this.op("mul", [a, b], NO_ATTRIBUTES);
  div = (a: ValueId, b: ValueId) => this.op("div", [a, b], NO_ATTRIBUTES);
  maximum = (a: ValueId, b: ValueId) => this.op("maximum", [a, b], NO_ATTRIBUTES);
  minimum = (a: ValueId, b: ValueId) => this.op("minimum", [a, b], NO_ATTRIBUTES);
  clip = (x: ValueId, low: number, high: number) => this.op("clip", [x], { low, high });
  matMul = (a: ValueId, b: ValueId, options: { transposeA?: boolean; transposeB?: boolean } = {}) =>
    this.op("matMul", [a, b], { transposeA: options.transposeA ?? false, transposeB: options.transposeB ?? false });
  memberMatMul = (a: ValueId, b: ValueId, options: { transposeB?: boolean } = {}) =>
    this.op("memberMatMul", [a, b], { transposeB: options.transposeB ?? false });
  sum = (x: ValueId, axis: number, options: { keepDims?: boolean } = {}) =>
    this.op("sum", [x], { axis, keepDims: options.keepDims ?? false });
  softmax = (x: ValueId) => this.op("softmax", [x], NO_ATTRIBUTES);
  logSumExp = (x: ValueId) => this.op("logSumExp", [x], NO_ATTRIBUTES);
  broadcast = (x: ValueId, shape: readonly number[]) => this.op("broadcast", [x], { shape });
  reshape = (x: ValueId, shape: readonly number[]) => this.op("reshape", [x], { shape });
  concat = (values: readonly ValueId[]) => (values.length === 1 ? values[0] : this.op("concat", values, NO_ATTRIBUTES));
  takeColumns = (x: ValueId, indices: readonly number[]) => this.op("takeColumns", [x], { indices });
  scatterColumns = (x: ValueId, indices: readonly number[], size: number) =>
    this.op("scatterColumns", [x], { indices, size });
  oneHot = (codes: ValueId, depths: readonly number[]) => this.op("oneHot", [codes], { depths });
  lookup = (table: ValueId, codes: ValueId) => this.op("lookup", [table, codes], NO_ATTRIBUTES);
  embedding = (table: ValueId, codes: ValueId) => this.op("embedding", [table, codes], NO_ATTRIBUTES);
  piecewiseLinear = (x: ValueId, low: ValueId, perWidth: ValueId) =>
    this.op("piecewiseLinear", [x, low, perWidth], NO_ATTRIBUTES);
  meanRows = (x: ValueId) => this.op("meanRows", [x], NO_ATTRIBUTES);
  sumRows = (x: ValueId) => this.op("sumRows", [x], NO_ATTRIBUTES);
  spreadRows = (x: ValueId) => this.op("spreadRows", [x], NO_ATTRIBUTES);
  outerSum = (a: ValueId, b: ValueId) => this.op("outerSum", [a, b], NO_ATTRIBUTES);
  memberOuterSum = (a: ValueId, b: ValueId) => this.op("memberOuterSum", [a, b], NO_ATTRIBUTES);
  scatterLookup = (values: ValueId, codes: ValueId, size: number) =>
    this.op("scatterLookup", [values, codes], { size });
  scatterEmbedding = (values: ValueId, codes: ValueId, size: number) =>
    this.op("scatterEmbedding", [values, codes], { size });
}
