/** The text of a file while its bytes stream by, and what is odd about its letters. */
import { ingestIssue } from "../ingest-issue.ts";
import type { Dialect, IngestIssue } from "../types.ts";
import type { ContentHash } from "./content-hash.ts";
import { byteSlices, Stretches } from "./csv-bytes.ts";
import { CsvDecoder } from "./csv-decode.ts";
import type { EncodingGuess } from "./guess-encoding.ts";
import { HEAD_BYTES, joinBytes, type TableInput } from "./table-input.ts";

/** What is known of the letters of a file so far. */
export interface Letters {
  readonly encoding: string;
  readonly badBytes: number;
  readonly guess: EncodingGuess | undefined;
  readonly nulCharacters: number;
}

export interface TextPiece extends Letters {
  readonly text: string;
}

/**
 * Decodes a file piece by piece, and lets others through between them.
 *
 * @param options.progress counts the bytes that were read.
 * @param options.check sees the first bytes before anything is decoded, and may refuse them.
 * @throws the signal's reason when aborted; what `check` throws.
 */
export async function* textPieces(
  input: TableInput,
  options: {
    readonly given: Partial<Dialect>;
    readonly hash: ContentHash | undefined;
    readonly progress: { bytes: number };
    readonly signal?: AbortSignal | undefined;
    readonly check?: (head: Uint8Array, encoding: string) => void;
  },
): AsyncGenerator<TextPiece> {
  let decoder: CsvDecoder | undefined;
  let head: Uint8Array = new Uint8Array(0);
  let nulCharacters = 0;
  const stretches = new Stretches();
  const start = (): CsvDecoder => {
    // A JavaScript string has already been decoded; it comes as UTF-8 whatever the file was.
    const opened = new CsvDecoder(head, typeof input.bytes === "string" ? "utf-8" : options.given.encoding);
    options.check?.(head, opened.encoding);
    return opened;
  };
  const pieceOf = (text: string, { encoding, badBytes, guess }: CsvDecoder): TextPiece => {
    nulCharacters += countNul(text);
    return { text, encoding, badBytes, guess, nulCharacters };
  };
  for await (const slice of byteSlices(input.bytes)) {
    options.signal?.throwIfAborted();
    options.hash?.push(slice);
    options.progress.bytes += slice.length;
    let bytes = slice;
    if (decoder === undefined) {
      head = joinBytes([head, slice]);
      if (head.length < HEAD_BYTES) continue;
      decoder = start();
      bytes = head;
    }
    yield pieceOf(decoder.decode(bytes, false), decoder);
    await stretches.end(slice.length);
  }
  options.signal?.throwIfAborted();
  const rest = decoder === undefined ? head : new Uint8Array(0);
  decoder ??= start();
  yield pieceOf(decoder.decode(rest, true), decoder);
}

function countNul(text: string): number {
  let count = 0;
  for (let index = text.indexOf("\0"); index >= 0; index = text.indexOf("\0", index + 1)) count++;
  return count;
}

export function textIssues(file: string, { guess, badBytes, nulCharacters }: Omit<Letters, "encoding">): IngestIssue[] {
  const issues: IngestIssue[] = [];
  if (guess !== undefined) {
    issues.push(ingestIssue("W_CSV_ENCODING", { where: file, count: 1 }, guess));
  }
  if (badBytes > 0) issues.push(ingestIssue("W_CSV_BAD_BYTES", { where: file, count: badBytes }));
  if (nulCharacters > 0) issues.push(ingestIssue("W_CSV_NUL", { where: file, count: nulCharacters }));
  return issues;
}
