/** Statements of the loop-level form as WGSL: loops that the threads of a workgroup share. */
import type {
  ContractStatement,
  MapStatement,
  OuterStatement,
  ReduceStatement,
  ScatterStatement,
  Statement,
} from "../../loops/statements.ts";
import { describe } from "./describe.ts";
import { shareLoop } from "./kernels.ts";
import { asVec4, type EmitOptions, ValueEmitter } from "./values.ts";
import type { UsedFunctions } from "./wgsl-functions.ts";
import { indented, mapped, remark, sum, times, unsigned } from "./wgsl-text.ts";

/** A sum is shared by threads from so many terms on. */
const LEAST_SHARED = 32;
const LEAST_TERMS_OF_A_PART = 8;

export class StatementEmitter {
  /** The kernel needs `parts`: a number, or a quad, for each thread. */
  usesParts = false;
  /** Threads may still read what others left in `parts`. */
  private arePartsTaken = false;
  private readonly values: ValueEmitter;

  constructor(private readonly options: EmitOptions) {
    this.values = new ValueEmitter(options);
  }

  get functions(): UsedFunctions {
    return this.values.functions;
  }

  /** Constants that the lines use. */
  get declarations(): readonly string[] {
    return this.values.declarations;
  }

  /** Statements in order, with `barrier` between levels. */
  emit(statements: readonly Statement[], barrier: string): string[] {
    return statements.flatMap((statement, index) => {
      const isNewLevel = index > 0 && statement.level !== statements[index - 1].level;
      if (isNewLevel && barrier.includes("workgroupBarrier")) this.arePartsTaken = false;
      return [...(isNewLevel ? [barrier] : []), `// ${remark(describe(statement))}`, ...this.statement(statement)];
    });
  }

  private statement(statement: Statement): string[] {
    switch (statement.kind) {
      case "map":
        return this.map(statement);
      case "reduce":
        return this.reduce(statement);
      case "contract":
        return this.contract(statement);
      case "outer":
        return this.outer(statement);
      case "scatter":
        return this.scatter(statement);
      default:
        return statement satisfies never;
    }
  }

  private map({ rows, size, instructions, outputs }: MapStatement): string[] {
    const body: string[] = [];
    const values = this.values.compute(instructions, "i", body);
    const sums = outputs.filter((output) => output.kind === "sumRows");
    for (const output of outputs) {
      if (output.kind === "store") {
        body.push(this.values.store(output.slot, mapped(output.map, "i", this.options.putTable), values[output.value]));
      }
    }
    if (!rows) return this.shared("i", size, body);
    if (sums.length === 0) {
      return this.shared("n", size * this.options.quads, ["let i = n / QUADS;", "let q = n % QUADS;", ...body]);
    }
    return this.shared("i", size, [
      ...sums.map((_, index) => `var total${index} = 0.0;`),
      "for (var q = 0u; q < QUADS; q++) {",
      ...indented(body),
      ...sums.map((output, index) => `  total${index} += dot(${asVec4(values[output.value])}, counts[q]);`),
      "}",
      ...sums.map((output, index) => this.values.addToSum(output.slot, "i", `total${index}`)),
    ]);
  }

  private reduce({ rows, function: name, size, extent, instructions, value, slot }: ReduceStatement): string[] {
    const type = rows ? "vec4f" : "f32";
    const start = name === "sum" ? `${type}(0.0)` : `${type}(-3.4e38)`;
    const add = (total: string, next: string) =>
      `${total} = ${name === "sum" ? `${total} + ${next}` : `max(${total}, ${next})`};`;
    const body: string[] = [];
    const computed = this.values.compute(instructions, "i", body)[value];
    const next = rows ? asVec4(computed) : computed.text;
    const bounds = (e: string): readonly [string, string] => {
      if ("length" in extent) return [`${e} * ${unsigned(extent.length)}`, unsigned(extent.length)];
      const at = this.options.putTable(extent.starts);
      return [`u32(constants[${sum(at, e)}])`, `u32(constants[${sum(at + 1, e)}] - constants[${sum(at, e)}])`];
    };
    const length = "length" in extent ? extent.length : 0;
    return this.sums({ rows, size, length, type, start, add }, (from, by) => {
      const [begin, count] = bounds("e");
      return {
        lines: [
          `for (var k = ${from}; k < ${count}; k += ${by}) {`,
          `  let i = ${begin} + k;`,
          ...indented([...body, add("total", next)]),
          "}",
        ],
        store: (total) => this.values.store(slot, "e", { text: total, isVec4: rows, isInt: false }),
      };
    });
  }

  private contract({ a, b, out, nVectors, nInner, nOuter, strideV, strideK, strideJ }: ContractStatement): string[] {
    const start = "vec4f(0.0)";
    const add = (total: string, next: string) => `${total} = ${total} + ${next};`;
    const size = nVectors * nOuter;
    const v = nVectors === 1 ? undefined : `(e / ${unsigned(nOuter)})`;
    const j = nVectors === 1 ? "e" : `(e % ${unsigned(nOuter)})`;
    const left = this.values.load(a, sum(v && times(v, nInner), "k")).text;
    const right = this.values.load(b, sum(v && times(v, strideV), times("k", strideK), times(j, strideJ))).text;
    const store = (total: string) => this.values.store(out, "e", { text: total, isVec4: true, isInt: false });
    const { quads, nThreads } = this.options;
    if (quads === 1 || size < nThreads) {
      return this.sums({ rows: true, size, length: nInner, type: "vec4f", start, add }, (from, by) => ({
        lines: [`for (var k = ${from}; k < ${unsigned(nInner)}; k += ${by}) {`, `  total += ${left} * ${right};`, "}"],
        store,
      }));
    }
    // Enough sums for all threads: each takes all rows of the tile, so that a number of the matrix is read once.
    const perQuad = (line: (total: string) => string) =>
      Array.from({ length: quads }, (_, q) => `{ let q = ${unsigned(q)}; ${line(`total${q}`)} }`);
    return this.shared("e", size, [
      ...Array.from({ length: quads }, (_, q) => `var total${q} = ${start};`),
      `for (var k = 0u; k < ${unsigned(nInner)}; k++) {`,
      ...indented([`let right = ${right};`, ...perQuad((total) => `${total} += ${left} * right;`)]),
      "}",
      ...perQuad(store),
    ]);
  }

  /** One sum for each element (and quad): by one thread, or by several where there are few sums of many terms. */
  private sums(
    options: {
      readonly rows: boolean;
      readonly size: number;
      readonly length: number;
      readonly type: string;
      readonly start: string;
      readonly add: (total: string, next: string) => string;
    },
    write: (from: string, by: string) => { lines: readonly string[]; store: (total: string) => string },
  ): string[] {
    const { rows, size, length, type, start, add } = options;
    const { nThreads, quads } = this.options;
    const nSums = size * (rows ? quads : 1);
    const indices = (n: string) => (rows ? [`let e = ${n} / QUADS;`, `let q = ${n} % QUADS;`] : [`let e = ${n};`]);
    let parts = 1;
    while (2 * parts * nSums <= nThreads && 2 * parts * LEAST_TERMS_OF_A_PART <= length) parts *= 2;
    if (parts === 1 || length < LEAST_SHARED) {
      const { lines, store } = write("0u", "1u");
      return this.shared("n", nSums, [...indices("n"), `var total = ${start};`, ...lines, store("total")]);
    }
    const before = this.arePartsTaken ? ["workgroupBarrier();"] : [];
    this.usesParts = true;
    this.arePartsTaken = true;
    const { lines, store } = write("part", unsigned(parts));
    return [
      ...before,
      `if (thread < ${unsigned(nSums * parts)}) {`,
      ...indented([
        ...indices(`(thread / ${unsigned(parts)})`),
        `let part = thread % ${unsigned(parts)};`,
        `var total = ${start};`,
        ...lines,
        "parts[thread] = total;",
      ]),
      "}",
      "workgroupBarrier();",
      `if (thread < ${unsigned(nSums)}) {`,
      ...indented([
        ...indices("thread"),
        `var total: ${type} = parts[thread * ${unsigned(parts)}];`,
        `for (var part = 1u; part < ${unsigned(parts)}; part++) { ${add("total", `parts[thread * ${unsigned(parts)} + part]`)} }`,
        store("total"),
      ]),
      "}",
    ];
  }

  private outer({ a, b, sum: slot, nVectors, nLeft, nRight, isPerVector }: OuterStatement): string[] {
    // A thread takes several elements of the left for one of the right, which it reads once.
    const block = [4, 2, 1].find((size) => nLeft % size === 0) ?? 1;
    const nItems = (nLeft / block) * nRight;
    const item = isPerVector ? `(n % ${unsigned(nItems)})` : "n";
    const v = isPerVector ? `(n / ${unsigned(nItems)})` : nVectors === 1 ? undefined : "v";
    const each = Array.from({ length: block }, (_, index) => index);
    const right = asVec4(this.values.load(b, sum(v && times(v, nRight), "right")));
    const left = (index: number) => asVec4(this.values.load(a, sum(v && times(v, nLeft), "left", index)));
    const overRows = [
      "for (var q = 0u; q < QUADS; q++) {",
      `  let counted = ${right} * counts[q];`,
      ...each.map((index) => `  total${index} += dot(${left(index)}, counted);`),
      "}",
    ];
    const loops =
      v === "v" ? [`for (var v = 0u; v < ${unsigned(nVectors)}; v++) {`, ...indented(overRows), "}"] : overRows;
    const at = (index: number) =>
      sum(isPerVector && v ? times(v, nLeft * nRight) : undefined, times("left", nRight), index * nRight, "right");
    return this.shared("n", isPerVector ? nVectors * nItems : nItems, [
      `let left = ${sum(times(`(${item} / ${unsigned(nRight)})`, block))};`,
      `let right = ${item} % ${unsigned(nRight)};`,
      ...each.map((index) => `var total${index} = 0.0;`),
      ...loops,
      ...each.map((index) => this.values.addToSum(slot, at(index), `total${index}`)),
    ]);
  }

  private scatter(statement: ScatterStatement): string[] {
    const { values, codes, codeMap, nCodes, size, width, sum: slot } = statement;
    const location = this.options.scatters.get(statement);
    const code = this.values.load(codes, mapped(codeMap, "c", this.options.putTable));
    const value = (i: string) => asVec4(this.values.load(values, i));
    if (!location) {
      return this.shared("e", size * width, [
        `let own = vec4i(i32(e / ${unsigned(width)}));`,
        `let t = e % ${unsigned(width)};`,
        "var total = 0.0;",
        `for (var c = 0u; c < ${unsigned(nCodes)}; c++) {`,
        `  let i = ${sum(times("c", width), "t")};`,
        "  for (var q = 0u; q < QUADS; q++) {",
        `    total += dot(select(vec4f(0.0), ${value("i")}, ${code.text} == own), counts[q]);`,
        "  }",
        "}",
        this.values.addToSum(slot, "e", "total"),
      ]);
    }
    // Codes and values are left for the kernel that adds them up.
    return [
      ...this.shared("n", nCodes * this.options.quads, [
        "let c = n / QUADS;",
        "let q = n % QUADS;",
        `let code = ${code.text};`,
        `let kept = select(vec4f(-1.0), vec4f(code), (code >= vec4i(0)) & (code < vec4i(${size})));`,
        `keep(${unsigned(location.codes)}, ${unsigned(nCodes)}, c, q, kept);`,
      ]),
      ...this.shared("n", nCodes * width * this.options.quads, [
        "let i = n / QUADS;",
        "let q = n % QUADS;",
        `keep(${unsigned(location.values)}, ${unsigned(nCodes * width)}, i, q, ${value("i")});`,
      ]),
    ];
  }

  /** A loop whose turns the threads share. */
  private shared(index: string, size: number, body: readonly string[]): string[] {
    const { nThreads, nBlocks } = this.options;
    if (nBlocks !== undefined) return shareLoop(size, nBlocks, body, index);
    const head =
      size > nThreads
        ? `for (var ${index} = thread; ${index} < ${unsigned(size)}; ${index} += THREADS) {`
        : `if (thread < ${unsigned(size)}) {`;
    return [head, ...indented(size > nThreads ? body : [`let ${index} = thread;`, ...body]), "}"];
  }
}
