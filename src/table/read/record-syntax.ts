export interface RecordSyntax {
  readonly delimiter: string;
  /** "" where nothing is quoted. */
  readonly quote: string;
  /** What a quote inside a quoted cell is marked by; absent: another quote. */
  readonly escape?: "\\";
  /** "\n" also reads CRLF and any mixture of both; "\r" is for files of lone carriage returns. */
  readonly newline: "\n" | "\r";
}
