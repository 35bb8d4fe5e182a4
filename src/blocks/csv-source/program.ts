import type { ProgramBuilder } from "../../program/builder.ts";
import { categoriesInput, missingInput, numbersInput, sourceInput } from "../../program/inputs.ts";
import type { DatasetSchema } from "../../table/types.ts";
import type { OutputsOf, ProgramContext } from "../block.ts";
import type { CategoryPort, NumberPort, WeightsPort } from "../ports.ts";
import type { Spec } from "./spec.ts";

/** Labels of the two codes that stand before the levels of every category column. */
const RESERVED_LEVELS = ["missing", "unseen"] as const;

function numbersPort(builder: ProgramBuilder, { numbers }: DatasetSchema): NumberPort {
  return {
    type: "number",
    value: numbersInput(builder, numbers.length),
    missing: missingInput(builder, numbers.length),
    columns: numbers.map(({ name, original, offset }) => ({ name, original, ...(offset === 0 ? {} : { offset }) })),
  };
}

function categoriesPort(builder: ProgramBuilder, { categories }: DatasetSchema): CategoryPort {
  const codes = { kind: "value", value: categoriesInput(builder, categories.length) } as const;
  return {
    type: "category",
    pairs: [{ codes, weights: builder.scalar(1) }],
    columns: categories.map(({ name, original, levels }) => ({
      name,
      original,
      levels: [...RESERVED_LEVELS, ...levels],
    })),
  };
}

/** Each row counts once: a row is from exactly one source, so the one-hot of its source sums to 1. */
function rowsPort(builder: ProgramBuilder, { sources }: DatasetSchema): WeightsPort {
  const membership = builder.oneHot(sourceInput(builder), [Math.max(sources.length, 1)]);
  return { type: "weights", value: builder.sum(membership, 0) };
}

/** Binds the columns of the table; a type that the table lacks gives no port. */
export function program({ builder, schema }: ProgramContext<Spec>): OutputsOf<Spec> {
  return {
    ...(schema.numbers.length > 0 ? { numbers: numbersPort(builder, schema) } : {}),
    ...(schema.categories.length > 0 ? { categories: categoriesPort(builder, schema) } : {}),
    rows: rowsPort(builder, schema),
  };
}
