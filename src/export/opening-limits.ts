/**
 * What a pipeline file may come to. Each limit is several times what the studio itself writes for its largest tables, and is looked
 * at before anything is made of the file (ADR 0050).
 */
import { studioError } from "../base/error.ts";
import { isJsonObject } from "../pipeline/json-object.ts";

/** Of the text: exported files have 16 MB at most. */
export const TEXT_LIMITS = {
  characters: 2 ** 25,
  /** Objects and lists in each other. */
  depth: 64,
  objects: 2 ** 19,
  /** Texts, keys among them. */
  texts: 1.5 * 2 ** 20,
  /** Items of one list. */
  items: 2 ** 22,
  /** Keys of one object. */
  keys: 2 ** 16,
} as const;

/** Of the file itself, looked at before it is read: a character takes four bytes at most. */
const MOST_BYTES = 4 * TEXT_LIMITS.characters;

/** @throws E_FILE_LARGE */
export function assertFileSize(name: string, sizeBytes: number): void {
  if (sizeBytes > MOST_BYTES) throw large(name, { what: "bytes", most: MOST_BYTES, got: sizeBytes });
}

/** Multiplications and the like that opening may take: about a second. */
export const MOST_OPERATIONS = 1e9;
/** Numbers that values hold: of one row, and of none. */
export const MOST_NUMBERS_OF_ROW = 2 ** 23;
export const MOST_NUMBERS_ROW_FREE = 2 ** 25;

/** Of lists in a file: "*" stands for all items of a list, whose lengths count together. */
const LISTS: readonly (readonly [path: string, most: number])[] = [
  ["blocks", 300],
  ["edges", 1000],
  ["rules", 50_000],
  ["rules.*.levels", 200_000],
  ["rules.*.levels.*.spellings", 400_000],
  ["rules.*.missingMarkers", 200_000],
  ["rules.*.sentinelCandidates", 50_000],
  ["rules.*.numberFormat.affixes", 50_000],
  ["rules.*.dateParts", 200_000],
  ["target.classes", 1000],
  ["target.classes.*.spellings", 50_000],
  ["table.overrides", 50_000],
  ["table.overrides.*.missingMarkers", 200_000],
  ["table.dialects", 1000],
  ["table.dialects.*.names", 50_000],
  ["table.dialects.*.values", 50_000],
  ["training.otherLearningRates", 100],
  ["training.split.parts", 10_000],
];

const FILE_LISTS: readonly (readonly [path: string, most: number])[] = [
  ...LISTS.map(([path, most]) => [`document.${path}`, most] as const),
  ["schema.numbers", 200_000],
  ["schema.categories", 50_000],
  ["schema.categories.*.levels", 200_000],
  ["schema.sources", 1000],
  ["schema.target.classes", 1000],
  ["schema.target.classes.*.spellings", 50_000],
  ["predictor.program.nodes", 200_000],
  ["predictor.program.nodes.*.inputs", 400_000],
  ["predictor.program.nodes.*.type.shape", 600_000],
  ["predictor.program.probes", 20_000],
  ["predictor.program.probes.*.rowLabels", 400_000],
  ["predictor.program.probes.*.columnLabels", 400_000],
  ["fileHashes", 1000],
  ["columns", 50_000],
  ["columns.*.quantiles", 1_000_000],
  ["selfTest.columns", 50_000],
  ["selfTest.rows", 64],
  ["selfTest.rows.*", 1_000_000],
  ["selfTest.expected", 64_000],
  ["selfTest.expectedSoft", 64_000],
  ["report.history", 20_000],
  ["report.notes", 1000],
  ["report.explanations", 1000],
  ["report.members", 1000],
  ["report.evidence", 20_000],
  ["report.leading", 100],
];

/** Lists whose items are large, by their keys: looked at in the text already. Nothing else that the studio writes has such a key. */
export const ITEMS_BY_KEY: readonly {
  readonly key: string;
  readonly what: string;
  readonly most: number;
}[] = [
  { key: "blocks", what: "blocks", most: 300 },
  { key: "edges", what: "connections", most: 1000 },
];

/** Of one list, where all of them together may have more. */
const ONE_LIST: Readonly<Record<string, number>> = {
  missingMarkers: 1000,
  affixes: 200,
  levels: 20_000,
  spellings: 20_000,
  quantiles: 100,
  shape: 8,
};

/** A cell of the made-up table, and a text of rules that is compared with cells. */
const LONGEST_CELL = 20_000;

/** @returns the lists at a path. */
function listsAt(value: unknown, path: readonly string[]): readonly (readonly unknown[])[] {
  const [key, ...rest] = path;
  if (key === undefined) return Array.isArray(value) ? [value] : [];
  if (key === "*") return Array.isArray(value) ? value.flatMap((item) => listsAt(item, rest)) : [];
  return isJsonObject(value) && Object.hasOwn(value, key) ? listsAt(value[key], rest) : [];
}

function large(where: string, found: { readonly what: string; readonly most: number; readonly got: number }) {
  return studioError("E_FILE_LARGE", { where, ...found });
}

/**
 * Refuses lists that no pipeline of the studio comes near.
 *
 * @param parsed  a file, or a bare document.
 * @throws E_FILE_LARGE
 */
export function assertLists(parsed: unknown, where: string): void {
  const isBare = isJsonObject(parsed) && !("document" in parsed);
  for (const [path, most] of isBare ? LISTS : FILE_LISTS) {
    const lists = listsAt(parsed, path.split("."));
    const name = path.replaceAll(".*", "");
    const mostOfOne = Object.hasOwn(ONE_LIST, name.split(".").at(-1)!) ? ONE_LIST[name.split(".").at(-1)!] : most;
    let total = 0;
    for (const { length } of lists) {
      total += length;
      if (length > mostOfOne) throw large(`${where}, ${name}`, { what: "items", most: mostOfOne, got: length });
    }
    if (total > most) throw large(`${where}, ${name}`, { what: "items", most, got: total });
  }
  for (const row of listsAt(parsed, ["selfTest", "rows", "*"])) {
    const longest = row.reduce<number>((most, cell) => Math.max(most, typeof cell === "string" ? cell.length : 0), 0);
    if (longest > LONGEST_CELL) {
      throw large(`${where}, selfTest.rows`, { what: "characters of a cell", most: LONGEST_CELL, got: longest });
    }
  }
}
