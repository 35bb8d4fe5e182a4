/** TEXT, NAME=TEXT or =TEXT, of which both a name and a text may have equals signs in them. */

import { studioError } from "../base/error.ts";
import { usageText } from "../base/texts/cli-usage.ts";
import { columnNamed, nearestName } from "../table/infer/column-names.ts";
import { usageError } from "./arguments.ts";

export interface MissingWord {
  /** Absent: all of them. */
  readonly column?: string;
  readonly text: string;
}

interface Part {
  readonly name: string;
  readonly text: string;
}

/**
 * Which column a text is missing in: the name is matched against the columns, so that it may have an equals sign in it.
 *
 * @throws E_CLI_COLUMN where no part of it names a column, E_CLI_ARGUMENTS where several do.
 */
export function missingWord(names: readonly string[], given: string): MissingWord {
  if (!given.includes("=")) return { text: given.trim() };
  if (given.startsWith("=")) return { text: given.slice(1).trim() };
  const parts = partsOf(given);
  const exact = parts.filter(({ name }) => names.includes(name));
  const found = exact.length > 0 ? exact : parts.filter(({ name }) => columnNamed(names, name) !== undefined);
  if (found.length > 1) throw ambiguous(given, found);
  const [part] = found;
  if (part === undefined) {
    const near = parts.map(({ name }) => nearestName(names, name)).find((name) => name !== undefined);
    throw studioError("E_CLI_COLUMN", { option: "missing", columns: names, got: given, near });
  }
  const text = part.text.trim();
  if (text === "") throw usageError({ where: "--missing", expected: usageText("missingText"), got: given });
  return { column: columnNamed(names, part.name) ?? part.name, text };
}

/** A name in double quotes is that; else every equals sign may be the one that ends it. */
function partsOf(given: string): readonly Part[] {
  const quoted = /^"(.+)"=(.*)$/s.exec(given);
  if (quoted) return [{ name: quoted[1], text: quoted[2] }];
  return [...given.matchAll(/=/g)].map(({ index }) => ({ name: given.slice(0, index), text: given.slice(index + 1) }));
}

function ambiguous(given: string, parts: readonly Part[]) {
  const expected = usageText("oneMeaning", parts[0]);
  return usageError({ where: "--missing", expected, got: usageText("meanings", { given, parts }) });
}
