import type { FixedColumns } from "./fixed-columns.ts";

/**
 * "runs": spaces and tabs, as many as it takes; "framed" and "barred": tables of Markdown and of database shells, with or
 * without bars at the ends of lines; "spaced": quotes with spaces before them; "fixed": cells at fixed places.
 */
export type LineForm = "runs" | "framed" | "barred" | "spaced" | "fixed";

export interface RecordSyntax {
  readonly delimiter: string;
  /** "" where nothing is quoted. */
  readonly quote: string;
  /** What a quote inside a quoted cell is marked by; absent: another quote. */
  readonly escape?: "\\";
  /** "\n" also reads CRLF and any mixture of both; "\r" is for files of lone carriage returns. */
  readonly newline: "\n" | "\r";
  /** How lines are to be made plain first; absent where they are. */
  readonly form?: LineForm;
  /** Where cells are, in lines of the form "fixed". */
  readonly fixed?: FixedColumns;
}
