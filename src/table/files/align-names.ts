/** Columns of several files under one name: as a person decided, and where names look alike. */

import { columnFromTexts } from "../column-builder.ts";
import { ingestIssue } from "../ingest-issue.ts";
import { matchNames } from "../new-rows/match-names.ts";
import type { RawColumn, RawTable } from "../types.ts";
import { textsOf } from "./texts-of.ts";

/** What a person decided about the columns of one file. */
export interface FileColumns {
  /** Its column `name` is the one that is called `as` in others; the same name: it is a column of its own. */
  readonly names?: readonly { readonly name: string; readonly as: string }[] | undefined;
  /** Cells of its column `column`, as they are then called, that say `text` mean `as`. */
  readonly values?: readonly { readonly column: string; readonly text: string; readonly as: string }[] | undefined;
}

/** A column that is read under the name of one of other files. */
export interface MatchedColumn {
  readonly file: string;
  readonly name: string;
  readonly as: string;
  /** A person said so, or the names look alike. */
  readonly by: "decision" | "looks";
}

export interface UnmatchedColumn {
  readonly column: string;
  /** Names of the files that have it. */
  readonly presentIn: readonly string[];
  readonly absentFrom: readonly string[];
}

interface Aligned {
  readonly tables: readonly RawTable[];
  readonly matched: readonly MatchedColumn[];
}

/** @param decided in the order of the tables. */
export function alignNames(tables: readonly RawTable[], decided: readonly (FileColumns | undefined)[]): Aligned {
  const known: string[] = [];
  const matched: MatchedColumn[] = [];
  const aligned = tables.map((table, index) => {
    const { names = [], values = [] } = decided[index] ?? {};
    const own = table.columns.map(({ name }) => name);
    const said = names.filter(({ name, as }) => own.includes(name) && (name === as || !own.includes(as)));
    const open = own.filter((name) => !said.some((each) => each.name === name));
    const free = known.filter((name) => !own.includes(name) && !said.some(({ as }) => as === name));
    const alike = matchNames(free, open).map(({ name, found }) => ({ name: found, as: name }));
    const file = table.sources[0].name;
    const found = alike.map((match) => ({ file, ...match, by: "looks" as const }));
    matched.push(
      ...said.filter(({ name, as }) => name !== as).map((match) => ({ file, ...match, by: "decision" as const })),
    );
    matched.push(...found);
    const nameOf = new Map([...said, ...alike].map(({ name, as }) => [name, as]));
    if (nameOf.size === 0 && values.length === 0) {
      known.push(...own.filter((name) => !known.includes(name)));
      return table;
    }
    const columns = table.columns.map((column) => {
      const name = nameOf.get(column.name) ?? column.name;
      return withValues(name === column.name ? column : { ...column, name }, values);
    });
    known.push(...columns.map(({ name }) => name).filter((name) => !known.includes(name)));
    const issue = ingestIssue("W_FILES_NAMES", { where: file, count: found.length }, { pairs: found });
    return { ...table, columns, issues: found.length > 0 ? [...table.issues, issue] : table.issues };
  });
  return { tables: aligned, matched };
}

function withValues(column: RawColumn, values: NonNullable<FileColumns["values"]>): RawColumn {
  const means = new Map(values.filter((each) => each.column === column.name).map(({ text, as }) => [text, as]));
  if (means.size === 0) return column;
  const texts = textsOf(column).map((text) => means.get(text.trim()) ?? text);
  return { ...column, ...columnFromTexts(column.name, texts) };
}
