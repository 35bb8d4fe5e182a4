import { defineTexts } from "./define-texts.ts";
import { type AnyCode, type ErrorArguments, type ErrorCode, errorWords } from "./errors/catalogue.ts";
import type { ErrorWords } from "./language.ts";
import { printable, shortened } from "./words.ts";

/** What every error of the project says: where, what was expected, what was found and how to fix it. */
export interface StudioErrorDetails extends ErrorWords {
  /** E_AREA_RULE, stable: tests, translations and diagnostics refer to it. */
  readonly code: AnyCode;
  /** Of a table that is too large: so few of its rows would fit. */
  readonly oneRowIn?: number;
}

export const errorText = defineTexts("error", {
  message: ({ where, expected, got, fix, code }: StudioErrorDetails) =>
    `${where}: expected ${expected}, got ${got}. ${fix} [${code}]`,
});

/** All of them together fit a screen. */
const LONGEST_WORDS = 500;

/** The one error class of the project; crosses the worker boundary as its plain `details`. */
export class StudioError extends Error {
  readonly details: StudioErrorDetails;
  /** Cells of a file can be of any length and hold what moves a terminal's cursor; what is said of them does neither. */
  constructor(given: StudioErrorDetails) {
    const { where, expected, got, fix, code, oneRowIn } = given;
    const [shortWhere, shortExpected, shortGot, shortFix] = [where, expected, got, fix].map((words) =>
      printable(shortened(words, LONGEST_WORDS)),
    );
    const words = { where: shortWhere, expected: shortExpected, got: shortGot, fix: shortFix };
    const details = { code, ...words, ...(oneRowIn === undefined ? {} : { oneRowIn }) };
    super(errorText("message", details));
    this.name = "StudioError";
    this.details = details;
  }
}

/** What whatever was thrown says of itself. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Details of whatever was thrown: a StudioError's own, or what it says of itself, as an error that nobody foresaw. */
export function detailsOf(error: unknown, unforeseen: Extract<ErrorCode, `${string}_UNEXPECTED`>): StudioErrorDetails {
  return error instanceof StudioError ? error.details : studioError(unforeseen, { message: messageOf(error) }).details;
}

/** An error of the catalogue, ready to be thrown. */
export function studioError<Code extends ErrorCode>(code: Code, ...args: ErrorArguments<Code>): StudioError {
  return new StudioError({ code, ...errorWords(code, ...args) });
}
