/** The page of error and warning codes, with the words of each variant for sample arguments. */
import { StudioError } from "../src/base/error.ts";
import { type ErrorCode, errorCatalogue, type NoticeCode, noticeCatalogue } from "../src/base/errors/catalogue.ts";
import { CODE_AREAS } from "../src/base/errors/code-areas.ts";
import { variantsOf } from "../src/base/errors/reference.ts";
import type { ErrorText, Text } from "../src/base/language.ts";

type Reference = (typeof CODE_AREAS)[number]["reference"][string];

/** What people read, and what they are advised to do. */
interface Shown {
  readonly text: string;
  readonly fix?: string;
}

const isError = (code: string): code is ErrorCode => Object.hasOwn(errorCatalogue, code);
const isNotice = (code: string): code is NoticeCode => Object.hasOwn(noticeCatalogue, code);

function shownOf(code: string, reference: Reference): readonly Shown[] {
  if (isError(code)) {
    const words: ErrorText = errorCatalogue[code];
    return variantsOf(words, reference).map((said) => ({
      text: new StudioError({ code, ...said }).message,
      fix: said.fix,
    }));
  }
  if (!isNotice(code)) throw new Error(`src/base/errors: ${code} has a reference and no words.`);
  const words: Text = noticeCatalogue[code];
  return variantsOf(words, reference).map((text) => ({ text }));
}

function section(code: string, reference: Reference): readonly string[] {
  const shown = shownOf(code, reference);
  const fixes = [...new Set(shown.flatMap(({ fix }) => fix ?? []))];
  return [
    `### ${code}`,
    "",
    `${code.startsWith("W_") ? "Warning" : "Error"}. ${reference.when}`,
    "",
    ...(fixes.length > 0 ? [`What to do: ${fixes.join(" Or: ")}`, ""] : []),
    "```text",
    ...shown.map(({ text }) => text),
    "```",
    "",
  ];
}

export function codesPage(): string {
  return [
    "# Error and warning codes",
    "",
    "What the product refuses or warns of, when, and what to do about it. Made from `src/base/errors` by `npm run reference`; do not edit.",
    "The texts are those of sample arguments. An error reads *where: expected …, got …. What to do. [code]*; a warning, or a problem that is",
    "listed, is one sentence.",
    "",
    ...CODE_AREAS.flatMap(({ title, reference }) => [
      `## ${title}`,
      "",
      ...Object.entries(reference).flatMap(([code, one]) => section(code, one)),
    ]),
  ].join("\n");
}
