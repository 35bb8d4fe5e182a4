/** Which files of an archive are tables, as far as their names tell. */

const TABLE = /\.(?:csv|tsv|tab|data|xlsx|xlsm|parquet|jsonl|ndjson)(?:\.gz)?$/i;
const MAYBE_TABLE = /(?:^|\/)[^./]+$|\.(?:txt|dat|asc|prn|json|test|train|all|trn|tst)(?:\.gz)?$/i;
const NOTES = /(?:^|\/)(?:read[ _-]?me|index|licen[cs]e|copying|notes?|changelog|authors)(?:\.[a-z]+)?$/i;
/** What systems leave in archives, and hidden files. */
const DEBRIS = /(?:^|\/)(?:__MACOSX\/|\.|thumbs\.db$|desktop\.ini$)/i;

interface Member {
  readonly name: string;
  readonly sizeBytes: number;
}

/** Files that are no debris of a system, and no folders. */
export function filesIn<Entry extends Member>(entries: readonly Entry[]): readonly Entry[] {
  return entries.filter(({ name }) => !name.endsWith("/") && !DEBRIS.test(name));
}

/** The tables among them, the largest first: those named as tables are, or else those that may be one. */
export function tablesIn<Entry extends Member>(entries: readonly Entry[]): readonly Entry[] {
  const files = filesIn(entries).filter(({ name, sizeBytes }) => sizeBytes > 0 && !NOTES.test(name));
  const named = files.filter(({ name }) => TABLE.test(name));
  const tables = named.length > 0 ? named : files.filter(({ name }) => MAYBE_TABLE.test(name));
  return [...tables].sort((a, b) => b.sizeBytes - a.sizeBytes);
}
