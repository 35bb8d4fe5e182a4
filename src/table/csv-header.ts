import type { IngestIssue } from "./types.ts";

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
  const unnamed: string[] = [];
  const renamed: string[] = [];
  let trimmed = 0;
  const names = Array.from({ length: width }, (_, index) => {
    const cell = header?.[index] ?? "";
    const wanted = cell.trim();
    if (wanted !== cell) trimmed++;
    let name = wanted === "" ? `column ${index + 1}` : wanted;
    if (wanted === "") {
      for (let copy = 2; taken.has(name) || used.has(name); copy++) name = `column ${index + 1} (${copy})`;
      unnamed.push(name);
    } else if (used.has(name)) {
      for (let copy = 2; taken.has(name) || used.has(name); copy++) name = `${wanted} (${copy})`;
      renamed.push(name);
    }
    used.add(name);
    return name;
  });
  const issues: IngestIssue[] = [];
  const add = (code: string, message: string, count: number) => issues.push({ code, where: file, message, count });
  if (header === undefined) {
    add("W_CSV_NO_HEADER", `There is no header row; the columns are named "column 1" to "column ${width}".`, width);
  } else if (unnamed.length > 0) {
    add("W_CSV_UNNAMED_COLUMN", `Columns without a name are called ${listed(unnamed)}.`, unnamed.length);
  }
  if (renamed.length > 0) {
    add("W_CSV_DUPLICATE_NAME", `Repeated column names were numbered: ${listed(renamed)}.`, renamed.length);
  }
  if (trimmed > 0) add("W_CSV_TRIMMED_NAME", "Spaces around column names were removed.", trimmed);
  return { names, issues };
}

/** The first few of a list, in quotes, and how many more. */
export function listed(texts: readonly string[], limit = 5): string {
  const shown = texts.slice(0, limit).map((text) => `"${text.length > 60 ? `${text.slice(0, 57)}…` : text}"`);
  return texts.length > limit ? `${shown.join(", ")} and ${texts.length - limit} more` : shown.join(", ");
}
