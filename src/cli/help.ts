/** What the command line says of itself, made from its rows. */
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
  const rest = others.length === 1 ? [`[${shown(others[0])}]`] : others.length > 1 ? ["[options]"] : [];
  return [PROGRAM, verb, ...words.map(({ example }) => example), ...required.map(shown), ...rest].join(" ");
}

function optionHelp({ name, value, help }: OptionRow): string {
  const head = `  --${name}${value === undefined ? "" : ` ${value}`}`;
  return head.length < INDENT - 1 ? `${head.padEnd(INDENT)}${help}` : `${head}\n${" ".repeat(INDENT)}${help}`;
}

/** What holds for every verb. */
const ENDINGS = `"-" in the place of a file is stdin where it is read, stdout where it is written. A file is written beside its place and takes it when
all of it is there; until then, and where something fails, what was there before stays. No file may be both read and written.

Exit codes: 0 all is written · 1 it failed, for the reason on stderr · 2 the words of the command are wrong · 130 given up by Ctrl+C ·
143 ended by SIGTERM, 129 by SIGHUP · 141 nobody reads stdout any more. With any but 0, files have what they had before, or all of the new.`;

/** Usage, what the verb does, and a line an option. */
export function helpOf(verb: VerbName): string {
  const { summary, afterword }: VerbRow = VERBS[verb];
  const options = optionsOf(verb).map(optionHelp).join("\n");
  return `${[`Usage: ${usageOf(verb)}`, summary, options, ...(afterword ? [afterword] : []), ENDINGS].join("\n\n")}\n`;
}

export const OVERVIEW = `Trains a whole data-preparation and model pipeline end to end, as the studio does.

Usage:
${VERB_NAMES.map((verb) => `  ${usageOf(verb)}`).join("\n")}

Each command explains itself: ${PROGRAM} train --help
`;
