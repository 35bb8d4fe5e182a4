import { shortened } from "../../base/words.ts";
import { ingestIssue } from "../ingest-issue.ts";
import type { IngestIssue } from "../types.ts";

/** A name of more characters is a cell that a quote left open, or a text that is no name; names stand everywhere. */
const LONGEST_NAME = 500;

/**
 * Unique, non-empty column names from a header row (or from nothing, where `header` is undefined).
 *
 * @param file the file's name, for the issues.
 */
export function columnNames(
  header: readonly string[] | undefined,
  width: number,
  file: string,
): { names: string[]; issues: IngestIssue[] } {
  const taken = new Set((header ?? []).map((cell) => cell.trim()));
  const used = new Set<string>();
  const copies = new Map<string, number>();
  const unnamed: string[] = [];
  const renamed: string[] = [];
  const shortNames: string[] = [];
  let trimmed = 0;
  const names = Array.from({ length: width }, (_, index) => {
    const cell = header?.[index] ?? "";
    const whole = cell.trim();
    if (whole !== cell) trimmed++;
    const wanted = shortened(whole, LONGEST_NAME);
    if (wanted !== whole) shortNames.push(wanted);
    let name = wanted === "" ? `column ${index + 1}` : wanted;
    if (wanted === "") {
      for (let copy = 2; taken.has(name) || used.has(name); copy++) name = `column ${index + 1} (${copy})`;
      unnamed.push(name);
    } else if (used.has(name)) {
      // Goes on where the last of that name ended: thousands of columns may have one name.
      let copy = copies.get(wanted) ?? 2;
      for (; taken.has(name) || used.has(name); copy++) name = `${wanted} (${copy})`;
      copies.set(wanted, copy);
      renamed.push(name);
    }
    used.add(name);
    return name;
  });
  const issues: IngestIssue[] = [];
  if (header === undefined) {
    issues.push(ingestIssue("W_CSV_NO_HEADER", { where: file, count: width }, { width }));
  } else if (unnamed.length > 0) {
    issues.push(ingestIssue("W_CSV_UNNAMED_COLUMN", { where: file, count: unnamed.length }, { names: unnamed }));
  }
  if (renamed.length > 0) {
    issues.push(ingestIssue("W_CSV_DUPLICATE_NAME", { where: file, count: renamed.length }, { names: renamed }));
  }
  if (trimmed > 0) issues.push(ingestIssue("W_CSV_TRIMMED_NAME", { where: file, count: trimmed }));
  if (shortNames.length > 0) {
    issues.push(ingestIssue("W_CSV_LONG_NAME", { where: file, count: shortNames.length }, { names: shortNames }));
  }
  return { names, issues };
}
