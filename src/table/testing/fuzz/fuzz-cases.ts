/** Files to be damaged, and what becomes of each under a seed. */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { hasData, listFiles, readBytes } from "../data-on-disk.ts";
import { Dice, flip, mutate } from "./mutate.ts";
import { workbookMembers, zipOf } from "./zip-writer.ts";

export interface FuzzCase {
  readonly seed: number;
  readonly name: string;
  readonly bytes: Uint8Array;
  /** What counts the rows independently; absent where nothing can. */
  readonly counts?: "records" | "values";
}

interface Base {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const LARGEST_BASE = 40_000;
const bytesOf = (text: string): Uint8Array => new Uint8Array(Buffer.from(text));

const CITIES = ["Oslo", "New York", "São Paulo", "", "St. Paul"];
const rows = Array.from({ length: 60 }, (_, at) => [
  at * 7.25,
  CITIES[at % 5],
  45_000 + at,
  at % 2 === 0 ? "yes" : "no",
]);
const table = [["x", "city", "day", "lab"], ...rows];

const MADE = {
  csv: table
    .map((row) => row.map((cell) => (/[ ]/.test(String(cell)) ? `"${cell}, ""x"""` : cell)).join(","))
    .join("\n"),
  semicolons: table.map((row) => row.map((cell) => String(cell).replace(".", ",")).join(";")).join("\r\n"),
  tsv: table.map((row) => row.join("\t")).join("\n"),
  fixed: table
    .map(([x, city, day, lab]) => `${String(x).padStart(8)} ${String(city).padEnd(12)}${day}  ${lab}`)
    .join("\n"),
  runs: rows.map(([x, , day], at) => `  ${x}   ${day}  ${at % 3} `).join("\n"),
  bars: `| ${table.map((row) => row.join(" | ")).join(" |\n| ")} |`.replace("\n", "\n|---|---|---|---|\n"),
  jsonl: rows.map(([x, city, day, lab]) => JSON.stringify({ x, place: { city, day }, tags: [lab] })).join("\n"),
  list: JSON.stringify(
    rows.map(([x, city, day, lab]) => ({ x, city, day, lab })),
    null,
    1,
  ),
  inside: JSON.stringify({
    count: rows.length,
    data: rows.map(([x, city]) => ({ x, city: city === "" ? null : city })),
  }),
  lists: JSON.stringify(table),
};

const base = (name: string, text: string): Base => ({ name, bytes: bytesOf(text) });

const onDisk = (endings: RegExp): Base[] =>
  (hasData ? ["table-cases", "csv-torture"].flatMap((folder) => listFiles(folder)) : [])
    .filter((path) => endings.test(path))
    .map((path) => ({ name: path.slice(path.lastIndexOf("/") + 1), bytes: readBytes(path) }))
    .filter(({ bytes }) => bytes.length <= LARGEST_BASE);

function parquetBases(): Base[] {
  const folder = new URL("../../read/parquet/fixtures/", import.meta.url);
  return readdirSync(folder)
    .filter((name) => name.endsWith(".parquet"))
    .map((name) => ({ name, bytes: new Uint8Array(readFileSync(fileURLToPath(new URL(name, folder)))) }));
}

const CSV: readonly Base[] = [
  base("made.csv", MADE.csv),
  base("semi.csv", MADE.semicolons),
  ...onDisk(/\.(?:csv|txt)$/i),
];
const TSV: readonly Base[] = [base("made.tsv", MADE.tsv), ...onDisk(/\.tsv$/i)];
const FORMS: readonly Base[] = [
  base("fixed.txt", MADE.fixed),
  base("runs.data", MADE.runs),
  base("bars.md", MADE.bars),
  ...onDisk(/\.data$/i),
];
const LINES: readonly Base[] = [base("made.jsonl", MADE.jsonl)];
const JSONS: readonly Base[] = [
  base("list.json", MADE.list),
  base("inside.json", MADE.inside),
  base("lists.json", MADE.lists),
];
const PARQUET: readonly Base[] = parquetBases();
const MEMBERS = workbookMembers(table as (string | number)[][]);

/** A member of an archive is damaged before it is packed, or the archive is. */
function damagedArchive(dice: Dice, members: readonly Base[]): Uint8Array {
  const isInside = dice.below(3) > 0;
  if (!isInside) return mutate(zipOf(members), dice);
  const at = dice.below(members.length);
  return zipOf(
    members.map((member, index) => (index === at ? { ...member, bytes: mutate(member.bytes, dice) } : member)),
  );
}

/** By the last two digits of the seed: every hundred of seeds has the same mixture. */
export function fuzzCase(seed: number): FuzzCase {
  const dice = new Dice(seed);
  const kind = seed % 100;
  const damaged = (bases: readonly Base[]): Pick<FuzzCase, "name" | "bytes"> => {
    const { name, bytes } = dice.oneOf(bases);
    return { name, bytes: mutate(bytes, dice) };
  };
  if (kind < 45) return { seed, ...damaged(CSV), counts: "records" };
  if (kind < 53) return { seed, ...damaged(TSV), counts: "records" };
  if (kind < 62) return { seed, ...damaged(FORMS), counts: "records" };
  if (kind < 75) return { seed, ...damaged(LINES), counts: "values" };
  if (kind < 80) return { seed, ...damaged(JSONS) };
  if (kind < 88) return { seed, name: "book.xlsx", bytes: damagedArchive(dice, MEMBERS) };
  if (kind < 94) {
    const { name, bytes } = dice.oneOf(PARQUET);
    return { seed, name, bytes: dice.below(3) > 0 ? flip(bytes, dice) : mutate(bytes, dice) };
  }
  if (kind < 97) {
    const { name, bytes } = dice.oneOf(CSV);
    const packed = dice.below(2) === 0 ? gzipSync(mutate(bytes, dice)) : mutate(gzipSync(bytes), dice);
    return { seed, name: `${name}.gz`, bytes: new Uint8Array(packed) };
  }
  return {
    seed,
    name: "rows.zip",
    bytes: damagedArchive(dice, [dice.oneOf(CSV), { name: "notes.md", bytes: bytesOf("x") }]),
  };
}
