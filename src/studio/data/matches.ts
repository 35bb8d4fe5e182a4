/** What is decided about the columns of a file beside those of others. Pure. */
import type { DialectOverride } from "../../pipeline/document.ts";

/** How one file is read from now on. */
export interface FileChange {
  readonly file: string;
  readonly change: DialectOverride;
}

type Dialects = readonly (DialectOverride & { readonly file: string })[];

interface Named {
  readonly file: string;
  readonly name: string;
  readonly as: string;
}

interface Words {
  readonly file: string;
  readonly column: string;
}

const of = (dialects: Dialects, file: string) => dialects.find((each) => each.file === file);

/** A column of the file is read under another name. */
export function namedAs({ file, name, as }: Named, dialects: Dialects): FileChange {
  const others = (of(dialects, file)?.names ?? []).filter((each) => each.name !== name);
  return { file, change: { names: [...others, { name, as }] } };
}

/** A column of the file is one of its own, whatever its name looks like. */
export function withoutName(
  { file, name, by }: Named & { readonly by: "decision" | "looks" },
  dialects: Dialects,
): FileChange {
  if (by === "looks") return namedAs({ file, name, as: name }, dialects);
  const others = (of(dialects, file)?.names ?? []).filter((each) => each.name !== name);
  return { file, change: { names: others.length > 0 ? others : undefined } };
}

/** Cells of a column of the file are read in the words of another one. */
export function saidAs(
  { file, column, pairs }: Words & { readonly pairs: readonly { readonly text: string; readonly as: string }[] },
  dialects: Dialects,
): FileChange {
  const others = (of(dialects, file)?.values ?? []).filter((each) => each.column !== column);
  return { file, change: { values: [...others, ...pairs.map((pair) => ({ column, ...pair }))] } };
}

export function withoutWords({ file, column }: Words, dialects: Dialects): FileChange {
  const others = (of(dialects, file)?.values ?? []).filter((each) => each.column !== column);
  return { file, change: { values: others.length > 0 ? others : undefined } };
}

/** What was decided about words, a column of a file each. */
export function decidedWords(dialects: Dialects) {
  return dialects.flatMap(({ file, values = [] }) =>
    [...new Set(values.map(({ column }) => column))].map((column) => ({
      file,
      column,
      pairs: values.filter((each) => each.column === column),
    })),
  );
}
