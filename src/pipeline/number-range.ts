/** Which numbers a setting takes, read from its schema, so that forms, help and messages say what is checked. */

import { z } from "zod";
import { rangeText } from "../base/texts/pipeline.ts";

export interface NumberRange {
  readonly isInteger: boolean;
  readonly min: number | undefined;
  readonly max: number | undefined;
  /** The bound itself is not allowed. */
  readonly isAboveMin: boolean;
  readonly isBelowMax: boolean;
}

/** The part of a number's JSON Schema that bounds it. */
const boundsSchema = z.object({
  type: z.enum(["number", "integer"]),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  exclusiveMinimum: z.number().optional(),
  exclusiveMaximum: z.number().optional(),
});

/** @param property  a number's JSON Schema. @returns undefined for anything else. */
export function rangeOfJsonSchema(property: unknown): NumberRange | undefined {
  const { data: bounds } = boundsSchema.safeParse(property);
  if (!bounds) return undefined;
  return {
    isInteger: bounds.type === "integer",
    min: within(bounds.minimum ?? bounds.exclusiveMinimum),
    max: within(bounds.maximum ?? bounds.exclusiveMaximum),
    isAboveMin: bounds.exclusiveMinimum !== undefined,
    isBelowMax: bounds.exclusiveMaximum !== undefined,
  };
}

/** Zod bounds every integer by the safe ones; that is no bound that a person needs to read. */
function within(bound: number | undefined): number | undefined {
  return bound === undefined || Math.abs(bound) >= Number.MAX_SAFE_INTEGER ? undefined : bound;
}

/** The range of a schema of a number, with or without a default; no bounds for another schema. */
export function rangeOf(schema: z.ZodType): NumberRange {
  const nothing = { isInteger: false, min: undefined, max: undefined, isAboveMin: false, isBelowMax: false };
  return rangeOfJsonSchema(z.toJSONSchema(schema, { io: "input", unrepresentable: "any" })) ?? nothing;
}

/** How many items a schema of a list takes. */
export function mostItems(schema: z.ZodType): number {
  return z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }).maxItems ?? Number.POSITIVE_INFINITY;
}

/** "from 1 to 8", "above 0, at most 10", "from 1"; "" without bounds. */
export function rangeWords(range: NumberRange, write: (bound: number) => string = String): string {
  const { isInteger, min, max, isBelowMax } = range;
  // A whole number above 0 is one from 1.
  const isAbove = range.isAboveMin && !isInteger;
  const least = min !== undefined && range.isAboveMin && isInteger ? Math.floor(min) + 1 : min;
  return rangeText("bounds", {
    ...(least === undefined ? {} : { low: write(least), isAbove }),
    ...(max === undefined ? {} : { high: write(max), isBelow: isBelowMax }),
  });
}
