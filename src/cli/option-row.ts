import type { z } from "zod";
import type { flag } from "./option-kinds.ts";
import type { VerbName } from "./verbs.ts";

/** One option of the command line. */
export interface OptionRow {
  /** Behind two dashes. */
  readonly name: string;
  /** What the parsed command calls it. */
  readonly key: string;
  readonly short?: string;
  readonly verbs: readonly VerbName[];
  /** From the text that is given, or from true where no value is taken. What an issue says is what was expected. */
  readonly kind: z.ZodType<unknown, string> | typeof flag;
  /** The value names a file, or stands for stdin or stdout: one that is read, or one that is written. */
  readonly file?: "read" | "written";
  /** What stands for the value in help; absent where none is taken. */
  readonly value?: string;
  /** A value that the line of usage shows; absent: `value`. */
  readonly example?: string;
  /** May be given several times; the command then holds all of its values. */
  readonly isList?: true;
  /** What is missing where it is not given; absent: it need not be given. */
  readonly required?: string;
  /** Where it is not given; absent: the command then has no such key. */
  readonly initial?: unknown;
  /** Of the options that decide one thing, one may be given. */
  readonly decides?: string;
  /** The option without which it means nothing. */
  readonly needs?: string;
  readonly help: string;
}
