import { sniffEncoding } from "../csv-decode.ts";

/** Names of files in which every line is a row. */
export const BY_LINES = /\.(?:jsonl|ndjson|jsonlines)$/i;
const BY_NAME = /\.(?:json|geojson)$/i;

/** Whether a file holds JSON: told by its name, or by a beginning that no header of a CSV file has. @param head the first 64 kB. */
export function isJson(head: Uint8Array, name: string): boolean {
  const { encoding, bomLength } = sniffEncoding(head);
  const text = new TextDecoder(encoding).decode(head.subarray(bomLength));
  if (/^\s*(?:\[\s*)?\{\s*"(?:[^"\\]|\\.)*"\s*:|^\s*\[\s*\[\s*(?:["[\]{\d-]|null|true|false)/.test(text)) return true;
  return BY_LINES.test(name) || (BY_NAME.test(name) && /^\s*[[{]/.test(text));
}
