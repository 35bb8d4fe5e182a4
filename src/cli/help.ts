/** What the command line says of itself, made from its rows. */
import { rowText } from "../base/define-texts.ts";
import { usageText } from "../base/texts/cli-usage.ts";
import type { OptionRow } from "./option-row.ts";
import { optionsOf } from "./options.ts";
import { type ArgumentRow, VERB_NAMES, VERBS, type VerbName, type VerbRow } from "./verbs.ts";

const PROGRAM = "npm run -s diffml --";

/** Where the words of an option begin, in characters. */
const INDENT = 20;

const shown = ({ name, value, example = value }: OptionRow) => `--${name} ${example}`;

/** What is required is spelt out; of what is not and a verb has for itself, one option alone is shown. */
function usageOf(verb: VerbName): string {
  const words: readonly ArgumentRow[] = VERBS[verb].arguments;
  const own = optionsOf(verb).filter(({ value, verbs }) => value !== undefined && verbs !== VERB_NAMES);
  const required = own.filter((row) => row.required !== undefined);
  const others = own.filter((row) => row.required === undefined);
  const rest = others.length === 1 ? [`[${shown(others[0])}]`] : others.length > 1 ? [usageText("options")] : [];
  return [PROGRAM, verb, ...words.map(({ example }) => example), ...required.map(shown), ...rest].join(" ");
}

/** Rows of several verbs may have one name: the first verb tells them apart. */
const optionKey = ({ verbs, name }: OptionRow) => `${verbs[0]}.${name}`;

/** What is missing where an option is not given. */
export function optionRequired(row: OptionRow): string {
  return rowText("cliOption", `${optionKey(row)}.required`, row.required ?? "");
}

/** What is missing where a word behind a verb is not given. */
export function argumentRequired(verb: VerbName, { key, required }: ArgumentRow): string {
  return rowText("cliVerb", `${verb}.${key}.required`, required);
}

function optionHelp(row: OptionRow): string {
  const { name, value } = row;
  const help = rowText("cliOption", optionKey(row), row.help);
  const head = `  --${name}${value === undefined ? "" : ` ${value}`}`;
  return head.length < INDENT - 1 ? `${head.padEnd(INDENT)}${help}` : `${head}\n${" ".repeat(INDENT)}${help}`;
}

/** Usage, what the verb does, and a line an option. */
export function helpOf(verb: VerbName): string {
  const row: VerbRow = VERBS[verb];
  const summary = rowText("cliVerb", `${verb}.summary`, row.summary);
  const afterword = row.afterword === undefined ? [] : [rowText("cliVerb", `${verb}.afterword`, row.afterword)];
  const options = optionsOf(verb).map(optionHelp).join("\n");
  const all = [usageText("usage", { line: usageOf(verb) }), summary, options, ...afterword, usageText("endings")];
  return `${all.join("\n\n")}\n`;
}

export function overview(): string {
  const lines = VERB_NAMES.map((verb) => `  ${usageOf(verb)}`);
  return usageText("overview", { lines, example: `${PROGRAM} train --help` });
}
