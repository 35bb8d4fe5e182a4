/** What a file says of itself: one hash of all that predicts or retrains, one of the numbers of its report (docs/file-format.md). */
import { sha256 } from "../base/sha256.ts";
import type { PipelineDocument } from "../pipeline/document.ts";
import { isJsonObject, type JsonObject } from "../pipeline/json-object.ts";
import type { TrainedPart } from "./file-schema.ts";
import { canonical } from "./json-values.ts";

const DOCUMENT_PARTS = ["blocks", "edges", "training", "table", "rules", "target"] as const;
const TRAINED_PARTS = ["schema", "predictor", "soft", "fileHashes", "columns"] as const;

/** Reasons in words, wherever they stand in rules and targets. */
const WORDS: ReadonlySet<string> = new Set(["typeReason", "roleReason", "taskReason"]);

/**
 * What stands in a file and is known: fields that the schema does not know are left out, and so is what it fills in, so that a
 * later studio with more of either finds the same.
 */
function knownOf(stored: unknown, parsed: unknown): unknown {
  if (Array.isArray(stored) && Array.isArray(parsed)) return stored.map((item, index) => knownOf(item, parsed[index]));
  if (!isJsonObject(stored) || !isJsonObject(parsed)) return stored;
  const keys = Object.keys(stored).filter((key) => Object.hasOwn(parsed, key));
  return Object.fromEntries(keys.map((key) => [key, knownOf(stored[key], parsed[key])]));
}

function withoutWords(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutWords);
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value).filter(([key]) => !WORDS.has(key));
  return Object.fromEntries(entries.map(([key, item]) => [key, withoutWords(item)]));
}

/** Decisions say the same in whatever order they were taken. */
function inOrder(table: unknown): unknown {
  if (!isJsonObject(table)) return table;
  const sorted = (list: unknown, key: string) =>
    Array.isArray(list)
      ? list.map((item) => [String(Reflect.get(Object(item), key)), item] as const).sort(byText)
      : list;
  const items = (list: unknown) => (Array.isArray(list) ? list.map((pair) => pair[1]) : list);
  return {
    ...table,
    overrides: items(sorted(table.overrides, "name")),
    dialects: items(sorted(table.dialects, "file")),
  };
}

const byText = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]) => (a < b ? -1 : Number(a > b));

/** The text of JSON data with keys in one order and absent values left out. @source RFC 8785, with `$number` for what JSON lacks. */
const textOf = (value: unknown): string => JSON.stringify(canonical(value));

/**
 * The content of a file as a hash: 64 hexadecimal digits.
 *
 * @param stored  the file and its document as they stand there.
 * @param parsed  the same as their schemas read them: what is known.
 */
export function contentHash(
  stored: { readonly document: unknown; readonly file: JsonObject },
  parsed: { readonly document: PipelineDocument; readonly trained: TrainedPart | undefined },
): string {
  const known = knownOf(stored.document, parsed.document);
  const document = isJsonObject(known) ? known : {};
  const parts = DOCUMENT_PARTS.map((key) => {
    if (key === "table") return inOrder(document.table);
    return key === "rules" || key === "target" ? withoutWords(document[key]) : document[key];
  });
  const { trained } = parsed;
  const others = trained
    ? TRAINED_PARTS.map((key) => {
        const part = knownOf(stored.file[key], trained[key]);
        return key === "schema" ? withoutWords(part) : part;
      })
    : [];
  // Only where there is one: files without have the hash that they always had.
  const ifThere = (key: "decision" | "interval") => (trained?.[key] ? [knownOf(stored.file[key], trained[key])] : []);
  const later = [...ifThere("decision"), ...ifThere("interval")];
  // What the rest means depends on them: older versions migrate.
  const versions = [
    stored.file.formatVersion,
    isJsonObject(stored.document) ? stored.document.formatVersion : undefined,
  ];
  return sha256(textOf([...versions, ...parts, ...others, ...later].map((part) => part ?? null)));
}

/** All that is no word: numbers, yes and no, and how they are nested. */
function numbersOf(value: unknown): unknown {
  if (typeof value === "string") return null;
  if (Array.isArray(value)) return value.map(numbersOf);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, numbersOf(item)]));
}

/** The numbers of a report as a hash; its words may be corrected or translated. @param report as it stands in the file. */
export function reportHash(report: unknown): string {
  return sha256(textOf(numbersOf(report)));
}
