/** From words to a command; every mistake is told with what was expected. */

import { parseArgs } from "node:util";
import type { z } from "zod";
import { messageOf, StudioError, studioError } from "../base/error.ts";
import type { ErrorArguments } from "../base/errors/catalogue.ts";
import { usageText } from "../base/texts/cli-usage.ts";
import { argumentRequired, helpOf, optionRequired, overview } from "./help.ts";
import type { OptionRow } from "./option-row.ts";
import { type OPTIONS, optionsOf } from "./options.ts";
import { type ArgumentRow, VERB_NAMES, VERBS, type VerbName } from "./verbs.ts";

type RowsOf<Verb, Row = (typeof OPTIONS)[number]> = Row extends { readonly verbs: readonly (infer Name)[] }
  ? Verb extends Name
    ? Row
    : never
  : never;

/** Rows whose value is always there. */
type Certain<Row> = Row extends { readonly required: string } | { readonly initial: unknown } ? Row : never;

type ValueOf<Row extends (typeof OPTIONS)[number]> = Row extends { readonly isList: true }
  ? readonly z.output<Row["kind"]>[]
  : z.output<Row["kind"]>;

type ArgumentsOf<Verb extends VerbName> = (typeof VERBS)[Verb]["arguments"][number];

/** What a verb is asked to do: its options and arguments by their keys. */
export type CommandOf<Verb extends VerbName> = { readonly name: Verb } & {
  readonly [Row in Certain<RowsOf<Verb>> as Row["key"]]: ValueOf<Row>;
} & {
  readonly [Row in Exclude<RowsOf<Verb>, Certain<RowsOf<Verb>>> as Row["key"]]?: ValueOf<Row>;
} & {
  readonly [Row in ArgumentsOf<Verb> as Row["key"]]: Row extends { readonly isList: true } ? readonly string[] : string;
};

export type VerbCommand = { readonly [Verb in VerbName]: CommandOf<Verb> }[VerbName];

export type Command = VerbCommand | { readonly name: "help"; readonly text: string } | { readonly name: "version" };

/** A mistake in the words of the command; exit code 2, as is usual. */
export class UsageError extends StudioError {}

export function usageError(found: ErrorArguments<"E_CLI_ARGUMENTS">[0]): UsageError {
  return new UsageError(studioError("E_CLI_ARGUMENTS", found).details);
}

/** A negative number behind an option is its value, not another option. */
function withNumbersJoined(words: readonly string[]): string[] {
  const joined: string[] = [];
  for (const word of words) {
    const last = joined.at(-1) ?? "";
    if (/^-[\d.]/.test(word) && /^--[^=]+$/.test(last)) joined[joined.length - 1] = `${last}=${word}`;
    else joined.push(word);
  }
  return joined;
}

/** Texts and flags as they were given, by the options' names, and the words that stand by themselves. */
function splitWords(verb: VerbName, words: readonly string[]) {
  const rows = optionsOf(verb);
  const options = rows.map(({ name, short, value, isList = false }) => {
    const type: "string" | "boolean" = value === undefined ? "boolean" : "string";
    return [name, { type, multiple: isList, ...(short === undefined ? {} : { short }) }] as const;
  });
  try {
    return parseArgs({ args: withNumbersJoined(words), options: Object.fromEntries(options), allowPositionals: true });
  } catch (error) {
    const names = rows.map(({ name }) => `--${name}`);
    const [got] = messageOf(error).split(/\.\s|\.?\n|\.$/);
    throw usageError({ where: `diffml ${verb}`, expected: usageText("optionsAmong", { names }), got });
  }
}

function argumentValues(verb: VerbName, words: readonly string[]): Readonly<Record<string, unknown>> {
  const rows: readonly ArgumentRow[] = VERBS[verb].arguments;
  const takesAll = rows.some(({ isList }) => isList);
  if (words.length < rows.length || (!takesAll && words.length > rows.length)) {
    const expected = usageText("both", { words: rows.map((row) => argumentRequired(verb, row)) });
    throw usageError({ where: `diffml ${verb}`, expected, got: words.join(" ") || usageText("none") });
  }
  return Object.fromEntries(rows.map(({ key, isList }, index) => [key, isList ? words.slice(index) : words[index]]));
}

function optionValue(verb: VerbName, row: OptionRow, given: unknown): unknown {
  if (given === undefined) {
    if (row.required !== undefined) {
      const expected = usageText("both", { words: [`--${row.name}`, optionRequired(row)] });
      throw usageError({ where: `diffml ${verb}`, expected, got: usageText("none") });
    }
    return row.initial;
  }
  return Array.isArray(given) ? given.map((each) => oneValue(row, each)) : oneValue(row, given);
}

function oneValue(row: OptionRow, given: unknown): unknown {
  if (given === "")
    throw usageError({ where: `--${row.name}`, expected: usageText("value"), got: usageText("emptyText") });
  const { data, error } = row.kind.safeParse(given);
  if (error) throw usageError({ where: `--${row.name}`, expected: error.issues[0].message, got: String(given) });
  return data;
}

/** Options that exclude each other, and those that need another. */
function checkTogether(verb: VerbName, values: Readonly<Record<string, unknown>>): void {
  const given = optionsOf(verb).filter(({ name }) => values[name] !== undefined);
  for (const { name, decides, needs } of given) {
    const other = given.find((row) => row.name !== name && decides !== undefined && row.decides === decides);
    if (other)
      throw usageError({
        where: `--${name}`,
        expected: usageText("onlyOne", { decides: other.decides ?? "" }),
        got: `--${other.name}`,
      });
    if (needs !== undefined && values[needs] === undefined) {
      throw usageError({
        where: `--${name}`,
        expected: usageText("beside", { option: needs }),
        got: usageText("none"),
      });
    }
  }
}

function verbCommand(verb: VerbName, words: readonly string[]): Command {
  const { values, positionals } = splitWords(verb, words);
  if (values.help === true) return { name: "help", text: helpOf(verb) };
  checkTogether(verb, values);
  const options = optionsOf(verb)
    .map((row) => [row.key, optionValue(verb, row, values[row.name])] as const)
    .filter(([, value]) => value !== undefined);
  // Each value has been parsed by the kind that its key has in the type.
  return { name: verb, ...argumentValues(verb, positionals), ...Object.fromEntries(options) } as VerbCommand;
}

/** @throws UsageError E_CLI_ARGUMENTS for unknown verbs, options and values. */
export function parseCommand(words: readonly string[]): Command {
  const [first, ...rest] = words;
  if (first === undefined || first === "help" || first === "--help" || first === "-h") {
    return { name: "help", text: overview() };
  }
  if (first === "--version") return { name: "version" };
  const verb = VERB_NAMES.find((known) => known === first);
  if (verb === undefined) {
    throw usageError({
      where: "diffml",
      expected: usageText("oneOf", { words: VERB_NAMES }),
      got: first,
      isVerb: true,
    });
  }
  return verbCommand(verb, rest);
}
