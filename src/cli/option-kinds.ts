/** From the text behind an option to its value. What an issue says is what was expected. */

import { z } from "zod";
import { usageText } from "../base/texts/cli-usage.ts";
import { type Costs, costsSchema } from "../pipeline/costs.ts";
import { rangeOf, rangeWords } from "../pipeline/number-range.ts";
import { SPLITS } from "../table/split/shares.ts";
import type { SplitPart } from "../table/split/split-method.ts";

/** A name, a path. */
export const text = z.string().min(1, { error: () => usageText("value") });

/** Given or not; takes no value. */
export const flag = z.boolean();

/** One of the words of an enum. */
export function choice<const Word extends string>(words: readonly Word[]) {
  return z.enum(words, { error: () => usageText("oneOf", { words }) });
}

/** What mistakes cost, by the labels of classes. */
export const costs = z.string().transform((words, context): Costs => {
  const parsed = costsSchema.safeParse(jsonOf(words));
  if (parsed.success) return parsed.data;
  context.addIssue({ code: "custom", message: usageText("costs") });
  return z.NEVER;
});

function jsonOf(words: string): unknown {
  try {
    return JSON.parse(words);
  } catch {
    return undefined;
  }
}

const numberOf = (word: string) => (word.trim() === "" ? Number.NaN : Number(word));

/** A number that the setting takes, as its schema says. */
export function number(setting: z.ZodType<number | undefined>) {
  const range = rangeOf(setting);
  return z
    .string()
    .transform(numberOf)
    .refine((value) => setting.safeParse(value).success, {
      error: () => usageText("number", { isInteger: range.isInteger, range: rangeWords(range) }),
    });
}

/** Numbers between commas, each of which the setting takes. */
export function numbers(setting: z.ZodType<number | undefined>, most: number) {
  return z
    .string()
    .transform((words) => words.split(",").map(numberOf))
    .refine((values) => values.length <= most && values.every((value) => setting.safeParse(value).success), {
      error: () => usageText("numbers", { most, range: rangeWords(rangeOf(setting)) }),
    });
}

/** Values and the split that each means, between commas; a value may have an equals sign in it. */
export const splitParts = z
  .string()
  .transform((words) => words.split(",").map(splitPart))
  .refine((parts): parts is SplitPart[] => parts.every((part) => part !== undefined), {
    error: () => usageText("splitParts", { splits: SPLITS }),
  });

function splitPart(word: string): SplitPart | undefined {
  const at = word.lastIndexOf("=");
  const split = SPLITS.find((name) => name === word.slice(at + 1).trim());
  return at > 0 && split ? { value: word.slice(0, at).trim(), split } : undefined;
}

/** A column and a word about it. */
export interface ColumnWord<Word> {
  /** As it was given; a column may be meant that is spelled otherwise. Absent: all that the word can be about. */
  readonly column?: string;
  readonly word: Word;
}

/** NAME=WORD with one of some words, none of which has an equals sign in it; a name may. */
export function columnWord<const Word extends string>(words: readonly Word[]) {
  return wordKind({ words, isForAll: false });
}

/** As `columnWord`; or a word by itself, which is about all columns that it can be about. */
export function columnsWord<const Word extends string>(words: readonly Word[]) {
  return wordKind({ words, isForAll: true });
}

function wordKind<Word extends string>({ words, isForAll }: { words: readonly Word[]; isForAll: boolean }) {
  const read = (given: string): ColumnWord<Word> | undefined => {
    const at = given.lastIndexOf("=");
    const word = words.find((known) => known === given.slice(at + 1).trim());
    if (word === undefined || (at < 0 && !isForAll) || at === 0) return undefined;
    return at < 0 ? { word } : { column: given.slice(0, at), word };
  };
  const named = words.map((word) => `NAME=${word}`);
  return z
    .string()
    .transform(read)
    .refine((found): found is ColumnWord<Word> => found !== undefined, {
      error: () => usageText("oneOf", { words: [...(isForAll ? words : []), ...named].map((word) => `"${word}"`) }),
    });
}

/** What a pipeline may be trained without. */
export interface LeftOut {
  readonly kind: "block" | "column" | "source";
  readonly name: string;
}

/** KIND:NAME; a name may have a colon in it. */
export const leftOut = z
  .string()
  .transform((word): LeftOut | undefined => {
    const at = word.indexOf(":");
    const kind = (["block", "column", "source"] as const).find((known) => known === word.slice(0, at));
    const name = word.slice(at + 1).trim();
    return kind && name !== "" ? { kind, name } : undefined;
  })
  .refine((found): found is LeftOut => found !== undefined, { error: () => usageText("leftOut") });

/** A quote character; "none" for no quotes. */
export const quoteWord = z
  .string()
  .refine((word) => word === "none" || word.length === 1, { error: () => usageText("quote") })
  .transform((word) => (word === "none" ? "" : word));

/** Columns and the names that they are read under, between commas. */
export const columnMatches = z
  .string()
  .transform((words) => words.split(",").map(columnMatch))
  .refine((matches): matches is { name: string; as: string }[] => matches.every((match) => match !== undefined), {
    error: () => usageText("matches"),
  });

function columnMatch(word: string): { readonly name: string; readonly as: string } | undefined {
  const at = word.indexOf("=");
  const [name, as] = [word.slice(0, at).trim(), word.slice(at + 1).trim()];
  return at > 0 && name !== "" && as !== "" ? { name, as } : undefined;
}
