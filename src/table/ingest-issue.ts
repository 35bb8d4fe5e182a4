import { type NoticeArguments, noticeWords, type WarningCode } from "../base/errors/catalogue.ts";
import type { IngestIssue } from "./types.ts";

/** Something to know about a file: its words are those of the code. */
export function ingestIssue<Code extends WarningCode>(
  code: Code,
  found: Pick<IngestIssue, "where" | "count" | "lines" | "isBlocking">,
  ...args: NoticeArguments<Code>
): IngestIssue {
  return { code, message: noticeWords(code, ...args), ...found };
}
