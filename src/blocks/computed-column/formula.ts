/** A small language of formulas over columns: read to a tree, never run as code. */

export const FUNCTIONS = ["abs", "exp", "log", "max", "min", "sqrt", "year"] as const;
export type FunctionName = (typeof FUNCTIONS)[number];
/** How many arguments each takes. */
const N_ARGUMENTS: Readonly<Record<FunctionName, number>> = {
  abs: 1,
  exp: 1,
  log: 1,
  max: 2,
  min: 2,
  sqrt: 1,
  year: 1,
};

export type Operator = "+" | "-" | "*" | "/";

export type Formula =
  | { readonly kind: "number"; readonly value: number }
  /** `at`: the character of the formula where it stands, from 1. */
  | { readonly kind: "column"; readonly name: string; readonly at: number }
  | { readonly kind: "operation"; readonly operator: Operator; readonly left: Formula; readonly right: Formula }
  | { readonly kind: "call"; readonly name: FunctionName; readonly given: readonly Formula[] };

/** What is wrong with a formula, and where. */
export interface FormulaProblem {
  /** Character, from 1. */
  readonly at: number;
  readonly expected: "operand" | "operator" | "bracket" | "closing" | "arguments" | "function" | "less";
  /** What stands there; "" at the end. */
  readonly got: string;
  /** Of a function: its name. */
  readonly name?: string;
}

export type ParsedFormula =
  | { readonly formula: Formula; readonly problem?: undefined }
  | { readonly formula?: undefined; readonly problem: FormulaProblem };

class Stop extends Error {
  constructor(readonly problem: FormulaProblem) {
    super();
  }
}

/** Characters, and brackets within brackets: nobody writes more. */
export const LONGEST_FORMULA = 500;
const DEEPEST = 30;

const SPACE = /\s/u;
const NAME_START = /[\p{L}_]/u;
const NAME_REST = /[\p{L}\p{N}_]/u;
const DIGIT = /[0-9.]/;

/** Reads sums, products, brackets, functions, numbers, and names of columns: as they are where they are one word, else in [square brackets]. */
export function parseFormula(text: string): ParsedFormula {
  const reader = new Reader(text);
  try {
    const formula = reader.sum(0);
    reader.assertEnd();
    return { formula };
  } catch (error) {
    if (error instanceof Stop) return { problem: error.problem };
    throw error;
  }
}

/** Columns that a formula names, in its order, each once. */
export function columnsOf(formula: Formula): readonly string[] {
  switch (formula.kind) {
    case "number":
      return [];
    case "column":
      return [formula.name];
    case "operation":
      return [...new Set([...columnsOf(formula.left), ...columnsOf(formula.right)])];
    case "call":
      return [...new Set(formula.given.flatMap(columnsOf))];
    default:
      return formula satisfies never;
  }
}

/** A name as it stands in formulas. */
export function nameInFormula(name: string): string {
  const isWord = NAME_START.test(name.charAt(0)) && [...name].every((letter) => NAME_REST.test(letter));
  return isWord ? name : `[${name}]`;
}

class Reader {
  private at = 0;

  constructor(private readonly text: string) {}

  sum(depth: number): Formula {
    let left = this.product(depth);
    for (let operator = this.take("+-"); operator; operator = this.take("+-")) {
      left = { kind: "operation", operator: operator as "+" | "-", left, right: this.product(depth) };
    }
    return left;
  }

  assertEnd(): void {
    if (this.peek() !== "") this.stop("operator");
  }

  private product(depth: number): Formula {
    let left = this.signed(depth);
    for (let operator = this.take("*/"); operator; operator = this.take("*/")) {
      left = { kind: "operation", operator: operator as "*" | "/", left, right: this.signed(depth) };
    }
    return left;
  }

  private signed(depth: number): Formula {
    let isNegative = false;
    for (let sign = this.take("+-"); sign; sign = this.take("+-")) if (sign === "-") isNegative = !isNegative;
    const operand = this.operand(depth);
    return isNegative
      ? { kind: "operation", operator: "-", left: { kind: "number", value: 0 }, right: operand }
      : operand;
  }

  private operand(depth: number): Formula {
    if (depth > DEEPEST) this.stop("less");
    const next = this.peek();
    const start = this.at;
    if (this.take("(")) {
      const inside = this.sum(depth + 1);
      if (!this.take(")")) this.stop("bracket");
      return inside;
    }
    if (this.take("[")) return this.bracketed(start);
    if (DIGIT.test(next)) return this.number(start);
    if (!NAME_START.test(next)) this.stop("operand");
    while (this.at < this.text.length && NAME_REST.test(this.text[this.at])) this.at++;
    const name = this.text.slice(start, this.at);
    return this.peek() === "(" ? this.call(name, { start, depth }) : { kind: "column", name, at: start + 1 };
  }

  private bracketed(start: number): Formula {
    const end = this.text.indexOf("]", start);
    if (end < 0) this.stop("closing", start);
    this.at = end + 1;
    return { kind: "column", name: this.text.slice(start + 1, end), at: start + 1 };
  }

  private number(start: number): Formula {
    const [written = ""] = /^\d*\.?\d*(?:[eE][+-]?\d+)?/.exec(this.text.slice(start)) ?? [];
    const value = Number(written);
    if (written === "" || !Number.isFinite(value)) this.stop("operand");
    this.at = start + written.length;
    return { kind: "number", value };
  }

  private call(name: string, { start, depth }: { readonly start: number; readonly depth: number }): Formula {
    const known = FUNCTIONS.find((each) => each === name.toLowerCase());
    if (!known) throw new Stop({ at: start + 1, expected: "function", got: name });
    const given: Formula[] = [];
    this.take("(");
    do given.push(this.sum(depth + 1));
    while (this.take(","));
    if (!this.take(")")) this.stop("bracket");
    if (given.length !== N_ARGUMENTS[known]) {
      throw new Stop({ at: start + 1, expected: "arguments", got: String(given.length), name: known });
    }
    return { kind: "call", name: known, given };
  }

  /** The next character that is no space; "" at the end. */
  private peek(): string {
    while (this.at < this.text.length && SPACE.test(this.text[this.at])) this.at++;
    return this.text.charAt(this.at);
  }

  /** Takes one of some characters, where one of them comes next. */
  private take(some: string): string | undefined {
    const next = this.peek();
    if (next === "" || !some.includes(next)) return undefined;
    this.at++;
    return next;
  }

  private stop(expected: FormulaProblem["expected"], at = this.at): never {
    throw new Stop({ at: at + 1, expected, got: this.text.charAt(at) });
  }
}
