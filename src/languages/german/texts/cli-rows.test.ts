import { expect, test } from "vitest";
import type { OptionRow } from "../../../cli/option-row.ts";
import { OPTIONS } from "../../../cli/options.ts";
import { VERBS, type VerbRow } from "../../../cli/verbs.ts";
import { cliOption, cliVerb } from "./cli-rows.ts";

const verbs: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries<VerbRow>(VERBS).flatMap(([verb, { summary, afterword, arguments: words }]) => [
    [`${verb}.summary`, summary],
    ...(afterword === undefined ? [] : [[`${verb}.afterword`, afterword]]),
    ...words.map(({ key, required }) => [`${verb}.${key}.required`, required]),
  ]),
);

const options: Readonly<Record<string, string>> = Object.fromEntries(
  OPTIONS.flatMap(({ verbs: [verb], name, help, required }: OptionRow) => [
    [`${verb}.${name}`, help],
    ...(required === undefined ? [] : [[`${verb}.${name}.required`, required]]),
  ]),
);

test("every row of the command line's help is said in German, and no other", () => {
  expect(Object.keys(cliVerb).sort()).toEqual(Object.keys(verbs).sort());
  expect(Object.keys(cliOption).sort()).toEqual(Object.keys(options).sort());
});

/** What is typed as it stands: numbers, options, lists of words, names with signs in them. */
const typed = (text: string) =>
  (text.match(/--[\w-]+|\b\w+(?:[-_]\w+)*(?:\.\w+)+|\b\w+=\w*|\b\w+_\w+\b|\d+(?:\.\d+)?/g) ?? []).sort();

test.each([
  [verbs, cliVerb],
  [options, cliOption],
])(
  "German names the same numbers, options and files as English",
  (english, german: Readonly<Record<string, string>>) => {
    const told = (texts: Readonly<Record<string, string>>) =>
      Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, typed(text)]));
    expect(told(german)).toEqual(told(english));
  },
);
