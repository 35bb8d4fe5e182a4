/** Every code of the product, joined, with its words. When each happens stands beside them, for docs/error-codes.md. */
import { type ErrorText, type ErrorWords, spoken, type Text } from "../language.ts";
import { archiveErrors, archiveWarnings } from "./archive.ts";
import { blockErrors } from "./blocks.ts";
import { cliErrors } from "./cli.ts";
import { editWarnings } from "./edits.ts";
import { engineErrors } from "./engine.ts";
import { excelErrors, excelWarnings } from "./excel.ts";
import { fileErrors } from "./file.ts";
import { filesWarnings } from "./files.ts";
import { parquetErrors, parquetWarnings } from "./parquet.ts";
import { pipelineErrors, pipelineProblems } from "./pipeline.ts";
import { predictErrors } from "./predict.ts";
import { programErrors } from "./program.ts";
import { projectErrors } from "./project.ts";
import type { Found } from "./reference.ts";
import { splitErrors } from "./split.ts";
import { storageNotices, studioErrors } from "./studio.ts";
import { tableErrors, tableWarnings } from "./table.ts";
import { textFormatErrors, textFormatWarnings } from "./text-formats.ts";
import { trainingErrors } from "./training.ts";
import { unitWarnings } from "./units.ts";
import { workerErrors } from "./worker.ts";

/** What is thrown. */
export const errorCatalogue = {
  ...programErrors,
  ...tableErrors,
  ...textFormatErrors,
  ...archiveErrors,
  ...excelErrors,
  ...parquetErrors,
  ...splitErrors,
  ...blockErrors,
  ...pipelineErrors,
  ...engineErrors,
  ...trainingErrors,
  ...fileErrors,
  ...predictErrors,
  ...projectErrors,
  ...cliErrors,
  ...workerErrors,
  ...studioErrors,
};

/** What is listed and not thrown: one sentence each. */
export const noticeCatalogue = {
  ...tableWarnings,
  ...filesWarnings,
  ...archiveWarnings,
  ...textFormatWarnings,
  ...unitWarnings,
  ...editWarnings,
  ...excelWarnings,
  ...parquetWarnings,
  ...pipelineProblems,
  ...storageNotices,
};

export type ErrorCode = keyof typeof errorCatalogue;
export type NoticeCode = keyof typeof noticeCatalogue;
/** What is told of files that were read all the same. */
export type WarningCode = Extract<NoticeCode, `W_${string}`>;
export type AnyCode = ErrorCode | NoticeCode;

/** What the words of a code are functions of: nothing, or one object. */
type WordArguments<Words> = Words extends (args: infer Args) => unknown ? [args: Args] : [];
export type ErrorArguments<Code extends ErrorCode> = WordArguments<(typeof errorCatalogue)[Code]>;
export type NoticeArguments<Code extends NoticeCode> = WordArguments<(typeof noticeCatalogue)[Code]>;

/** Codes whose words are advice on what a schema found. */
export type FoundCode = {
  [Code in ErrorCode]: [Found] extends ErrorArguments<Code> ? Code : never;
}[ErrorCode];

/** Arguments were checked where the code was named. */
function wordsFor<Words>(words: Words | ((args: never) => Words), args: readonly unknown[]): Words {
  return words instanceof Function ? (words as (args: unknown) => Words)(args[0]) : words;
}

export function errorWords<Code extends ErrorCode>(code: Code, ...args: ErrorArguments<Code>): ErrorWords {
  const words: ErrorText = errorCatalogue[code];
  return wordsFor(spoken().errorOf(code, words), args);
}

export function noticeWords<Code extends NoticeCode>(code: Code, ...args: NoticeArguments<Code>): string {
  const words: Text = noticeCatalogue[code];
  return wordsFor(spoken().textOf("notice", code, words), args);
}

/** A sentence with its code behind it, as messages of errors have it. */
export function codedNotice<Code extends NoticeCode>(code: Code, ...args: NoticeArguments<Code>): string {
  return `${noticeWords(code, ...args)} [${code}]`;
}
