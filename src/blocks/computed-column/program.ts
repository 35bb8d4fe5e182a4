import { studioError } from "../../base/error.ts";
import type { ProgramBuilder } from "../../program/builder.ts";
import type { ValueId } from "../../program/types.ts";
import type { OutputsOf, ProgramContext } from "../block.ts";
import type { ColumnRef, NumberPort } from "../ports.ts";
import { columnsOf, type Formula, type FunctionName, type Operator, parseFormula } from "./formula.ts";
import type { Spec } from "./spec.ts";

/** Larger results are this large, so that no sum or product of two of them is infinite in float64, nor 0 · ∞ anywhere. */
const LARGEST = 1e18;
const DAYS_A_YEAR = 365.2425;
const FIRST_YEAR = 1970;

/** A column of results, float32 rows [1], and what of it is missing; what is told in `offset` is not in `value`, so that dates lose no digits. */
interface Computed {
  readonly value: ValueId | undefined;
  readonly offset: number;
  /** float32 rows [1] in [0, 1]; absent: nothing is. */
  readonly missing: ValueId | undefined;
}

/**
 * y = formula(x): one more column beside those that arrive, in the unit of what it is computed from. Missing where something of the
 * formula is, and where it has no value (division by 0, logarithm of what is not above 0, root of what is below).
 *
 * @throws E_BLOCK_FORMULA where a column does not arrive, or has the new one's name.
 */
export function program({ builder, settings, inputs }: ProgramContext<Spec>): OutputsOf<Spec> {
  const port = inputs.numbers;
  const { formula } = settings.formula.trim() === "" ? {} : parseFormula(settings.formula);
  if (!formula) return { numbers: port };
  const names = columnsOf(formula);
  const places = new Map(names.map((name) => [name, placeOf(port.columns, name)]));
  const lacking = names.find((name) => places.get(name) === undefined);
  const columns = port.columns.map(({ name }) => name);
  if (lacking !== undefined) throw studioError("E_BLOCK_FORMULA", { kind: "column", got: lacking, columns });
  if (columns.includes(settings.name)) {
    throw studioError("E_BLOCK_FORMULA", { kind: "name", got: settings.name, columns });
  }
  const [first] = places.values();
  if (first === undefined) throw studioError("E_BLOCK_FORMULA", { kind: "constant", got: settings.formula, columns });
  const writer = new Writer(builder, port, places);
  const { value, offset, missing } = writer.write(formula);
  const result = value ?? builder.mul(builder.takeColumns(port.value, [first]), builder.scalar(0));
  const gone = missing ?? builder.mul(builder.takeColumns(port.missing, [first]), builder.scalar(0));
  const present = builder.mul(result, builder.sub(builder.scalar(1), gone));
  const { original } = port.columns[first];
  const column: ColumnRef = { name: settings.name, original, ...(offset === 0 ? {} : { offset }) };
  return {
    numbers: {
      type: "number",
      value: builder.concat([port.value, present]),
      missing: builder.concat([port.missing, gone]),
      columns: [...port.columns, column],
    },
  };
}

/** A date is known by its name: its days are meant. */
function placeOf(columns: readonly ColumnRef[], name: string): number | undefined {
  const place = [name, `${name} (days)`].map((each) => columns.findIndex((column) => column.name === each));
  return place.find((index) => index >= 0);
}

class Writer {
  constructor(
    private readonly builder: ProgramBuilder,
    private readonly port: NumberPort,
    private readonly places: ReadonlyMap<string, number | undefined>,
  ) {}

  write(formula: Formula): Computed {
    switch (formula.kind) {
      case "number":
        return { value: undefined, offset: formula.value, missing: undefined };
      case "column":
        return this.column(this.places.get(formula.name) ?? 0);
      case "operation":
        return this.operation(formula.operator, this.write(formula.left), this.write(formula.right));
      case "call":
        return this.call(
          formula.name,
          formula.given.map((each) => this.write(each)),
        );
      default:
        return formula satisfies never;
    }
  }

  private column(place: number): Computed {
    const { value, missing, columns } = this.port;
    const take = (of: ValueId) => this.builder.takeColumns(of, [place]);
    return { value: take(value), offset: columns[place].offset ?? 0, missing: take(missing) };
  }

  private operation(operator: Operator, left: Computed, right: Computed): Computed {
    const { builder } = this;
    const missing = this.either(left.missing, right.missing);
    if (operator === "+" || operator === "-") {
      const sign = operator === "+" ? 1 : -1;
      return { value: this.sum(left.value, right.value, sign), offset: left.offset + sign * right.offset, missing };
    }
    if (operator === "*") {
      // A constant scales both parts of the other, and nothing is lost.
      if (left.value === undefined) return this.scaled(right, left.offset);
      if (right.value === undefined) return this.scaled(left, right.offset);
      return this.result(builder.mul(this.whole(left), this.whole(right)), missing);
    }
    if (right.value === undefined && right.offset !== 0) return this.scaled(left, 1 / right.offset);
    const divisor = this.whole(right);
    const isZero = this.isNot(builder.abs(divisor));
    return this.result(builder.div(this.whole(left), builder.add(divisor, isZero)), this.either(missing, isZero));
  }

  private call(name: FunctionName, [first, second]: readonly Computed[]): Computed {
    const { builder } = this;
    const x = this.whole(first);
    switch (name) {
      case "abs":
        return this.result(builder.abs(x), first.missing);
      case "exp":
        return this.result(builder.exp(builder.minimum(x, builder.scalar(Math.log(LARGEST)))), first.missing);
      case "log": {
        const hasNone = this.isNot(x);
        const positive = builder.add(builder.maximum(x, builder.scalar(0)), hasNone);
        return this.result(builder.log(positive), this.either(first.missing, hasNone));
      }
      case "sqrt": {
        const isBelow = builder.step(builder.neg(x));
        return this.result(builder.sqrt(builder.maximum(x, builder.scalar(0))), this.either(first.missing, isBelow));
      }
      case "min":
        return this.result(builder.minimum(x, this.whole(second)), this.either(first.missing, second.missing));
      case "max":
        return this.result(builder.maximum(x, this.whole(second)), this.either(first.missing, second.missing));
      case "year":
        return this.scaled({ ...first, offset: first.offset + FIRST_YEAR * DAYS_A_YEAR }, 1 / DAYS_A_YEAR);
      default:
        return name satisfies never;
    }
  }

  /** 1 where a value is not above 0. */
  private isNot(value: ValueId): ValueId {
    return this.builder.sub(this.builder.scalar(1), this.builder.step(value));
  }

  private sum(left: ValueId | undefined, right: ValueId | undefined, sign: number): ValueId | undefined {
    const { builder } = this;
    if (right === undefined) return left;
    const signed = sign < 0 ? builder.neg(right) : right;
    return left === undefined ? signed : this.limited(builder.add(left, signed));
  }

  private scaled({ value, offset, missing }: Computed, factor: number): Computed {
    const { builder } = this;
    const scaled = value && this.limited(builder.mul(value, builder.scalar(factor)));
    return { value: scaled, offset: offset * factor, missing };
  }

  private whole({ value, offset }: Computed): ValueId {
    const { builder } = this;
    if (value === undefined) return builder.scalar(offset);
    return offset === 0 ? value : builder.add(value, builder.scalar(offset));
  }

  private result(value: ValueId, missing: ValueId | undefined): Computed {
    return { value: this.limited(value), offset: 0, missing };
  }

  private limited(value: ValueId): ValueId {
    return this.builder.clip(value, -LARGEST, LARGEST);
  }

  private either(first: ValueId | undefined, second: ValueId | undefined): ValueId | undefined {
    if (first === undefined || second === undefined) return first ?? second;
    return this.builder.maximum(first, second);
  }
}
