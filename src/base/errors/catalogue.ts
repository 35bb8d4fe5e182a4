/** Every code of the product, joined; docs/error-codes.md is written from it. */
import { blockErrors } from "./blocks.ts";
import { cliErrors } from "./cli.ts";
import { engineErrors } from "./engine.ts";
import { fileErrors } from "./file.ts";
import { pipelineErrors, pipelineProblems } from "./pipeline.ts";
import { programErrors } from "./program.ts";
import type { AnyRow, ErrorWords, Found } from "./row.ts";
import { storageNotices, studioErrors } from "./studio.ts";
import { tableErrors, tableWarnings } from "./table.ts";
import { trainingErrors } from "./training.ts";
import { workerErrors } from "./worker.ts";

/** What is thrown. */
export const errorCatalogue = {
  ...programErrors,
  ...tableErrors,
  ...blockErrors,
  ...pipelineErrors,
  ...engineErrors,
  ...trainingErrors,
  ...fileErrors,
  ...cliErrors,
  ...workerErrors,
  ...studioErrors,
} satisfies Record<string, AnyRow<ErrorWords>>;

/** What is listed and not thrown: one sentence each. */
export const noticeCatalogue = { ...tableWarnings, ...pipelineProblems, ...storageNotices } satisfies Record<
  string,
  AnyRow<string>
>;

export type ErrorCode = keyof typeof errorCatalogue;
export type NoticeCode = keyof typeof noticeCatalogue;
/** What is told of files that were read all the same. */
export type WarningCode = Extract<NoticeCode, `W_${string}`>;
export type AnyCode = ErrorCode | NoticeCode;

/** What the words of a code are functions of: nothing, or one object. */
export type WordArguments<Row> = Row extends { readonly words: (args: infer Args) => unknown } ? [args: Args] : [];
export type ErrorArguments<Code extends ErrorCode> = WordArguments<(typeof errorCatalogue)[Code]>;
export type NoticeArguments<Code extends NoticeCode> = WordArguments<(typeof noticeCatalogue)[Code]>;

/** Codes whose words are advice on what a schema found. */
export type FoundCode = {
  [Code in ErrorCode]: [Found] extends ErrorArguments<Code> ? Code : never;
}[ErrorCode];

/** The words of a row; its arguments were checked where the code was named. */
function wordsOf<Words>(row: AnyRow<Words>, args: readonly unknown[]): Words {
  return typeof row.words === "function" ? (row.words as (args: unknown) => Words)(args[0]) : row.words;
}

export function errorWords<Code extends ErrorCode>(code: Code, ...args: ErrorArguments<Code>): ErrorWords {
  return wordsOf<ErrorWords>(errorCatalogue[code], args);
}

export function noticeWords<Code extends NoticeCode>(code: Code, ...args: NoticeArguments<Code>): string {
  return wordsOf<string>(noticeCatalogue[code], args);
}

/** A sentence with its code behind it, as messages of errors have it. */
export function codedNotice<Code extends NoticeCode>(code: Code, ...args: NoticeArguments<Code>): string {
  return `${noticeWords(code, ...args)} [${code}]`;
}
