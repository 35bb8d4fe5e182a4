/** What the command line says of itself, made from its rows. */
import type { OptionRow } from "./option-row.ts";
import { optionsOf } from "./options.ts";
import { type ArgumentRow, VERB_NAMES, VERBS, type VerbName, type VerbRow } from "./verbs.ts";

const PROGRAM = "npm run -s diffml --";

/** Where the words of an option begin, in characters. */
const INDENT = 20;

const shown = ({ name, value, example = value }: OptionRow) => `--${name} ${example}`;

/** What is required is spelt out; of what is not, one option alone is shown. */
function usageOf(verb: VerbName): string {
  const words: readonly ArgumentRow[] = VERBS[verb].arguments;
  const own = optionsOf(verb).filter(({ value }) => value !== undefined);
  const required = own.filter((row) => row.required !== undefined);
  const others = own.filter((row) => row.required === undefined);
  const rest = others.length === 1 ? [`[${shown(others[0])}]`] : others.length > 1 ? ["[options]"] : [];
  return [PROGRAM, verb, ...words.map(({ example }) => example), ...required.map(shown), ...rest].join(" ");
}

function optionHelp({ name, value, help }: OptionRow): string {
  const head = `  --${name}${value === undefined ? "" : ` ${value}`}`;
  return head.length < INDENT - 1 ? `${head.padEnd(INDENT)}${help}` : `${head}\n${" ".repeat(INDENT)}${help}`;
}

/** Usage, what the verb does, and a line an option. */
export function helpOf(verb: VerbName): string {
  const { summary, afterword }: VerbRow = VERBS[verb];
  const options = optionsOf(verb).map(optionHelp).join("\n");
  return `${[`Usage: ${usageOf(verb)}`, summary, options, ...(afterword ? [afterword] : [])].join("\n\n")}\n`;
}

export const OVERVIEW = `Trains a whole data-preparation and model pipeline end to end, as the studio does.

Usage:
${VERB_NAMES.map((verb) => `  ${usageOf(verb)}`).join("\n")}

Each command explains itself: ${PROGRAM} train --help
`;
