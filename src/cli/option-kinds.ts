/** From the text behind an option to its value. What an issue says is what was expected. */
import { z } from "zod";
import { rangeOf, rangeWords } from "../pipeline/number-range.ts";
import { SPLITS } from "../table/split/shares.ts";
import type { SplitPart } from "../table/split/split-method.ts";

/** A name, a path. */
export const text = z.string().min(1, "a value");

/** Given or not; takes no value. */
export const flag = z.boolean();

/** One of the words of an enum. */
export function choice<const Word extends string>(words: readonly Word[]) {
  return z.enum(words, `one of ${words.join(", ")}`);
}

const numberOf = (word: string) => (word.trim() === "" ? Number.NaN : Number(word));

/** A number that the setting takes, as its schema says. */
export function number(setting: z.ZodType<number | undefined>) {
  const range = rangeOf(setting);
  const expected = [range.isInteger ? "a whole number" : "a number", rangeWords(range)].filter(Boolean).join(" ");
  return z
    .string()
    .transform(numberOf)
    .refine((value) => setting.safeParse(value).success, expected);
}

/** Numbers between commas, each of which the setting takes. */
export function numbers(setting: z.ZodType<number | undefined>, most: number) {
  return z
    .string()
    .transform((words) => words.split(",").map(numberOf))
    .refine(
      (values) => values.length <= most && values.every((value) => setting.safeParse(value).success),
      `up to ${most} numbers ${rangeWords(rangeOf(setting))}, between commas`,
    );
}

/** Values and the split that each means, between commas; a value may have an equals sign in it. */
export const splitParts = z
  .string()
  .transform((words) => words.split(",").map(splitPart))
  .refine((parts): parts is SplitPart[] => parts.every((part) => part !== undefined), {
    error: `values with ${SPLITS.join(", ")}, between commas, such as A=train,B=test`,
  });

function splitPart(word: string): SplitPart | undefined {
  const at = word.lastIndexOf("=");
  const split = SPLITS.find((name) => name === word.slice(at + 1).trim());
  return at > 0 && split ? { value: word.slice(0, at).trim(), split } : undefined;
}

/** A quote character; "none" for no quotes. */
export const quoteWord = z
  .string()
  .refine((word) => word === "none" || word.length === 1, 'one character, or "none"')
  .transform((word) => (word === "none" ? "" : word));
