/** Opening a project: what is whole of it, and a sentence for each part that is not. */
import { StudioError, studioError } from "../../base/error.ts";
import { parseWith } from "../../base/parse-with.ts";
import { projectText } from "../../base/texts/project.ts";
import { parseJson } from "../../export/json-values.ts";
import { assertFileSize, assertLists } from "../../export/opening-limits.ts";
import { dataOfText } from "../../export/plain-data.ts";
import type { PipelineDocument } from "../../pipeline/document.ts";
import { isJsonObject } from "../../pipeline/json-object.ts";
import { readDocument } from "../../pipeline/migrate.ts";
import { ContentHash } from "../../table/read/content-hash.ts";
import { byteSlices } from "../../table/read/csv-bytes.ts";
import type { ByteSlice } from "../../table/read/table-input.ts";
import { openEntry, openZip, type Zip, type ZipEntry } from "../../table/read/zip/zip-directory.ts";
import {
  MANIFEST_PATH,
  type Manifest,
  MIMETYPE,
  manifestSchema,
  type Part,
  PROJECT_LIMITS,
  PROJECT_VERSION,
  type ProjectRun,
} from "./project-manifest.ts";

export interface OpenedProject {
  readonly document: PipelineDocument;
  /** Milliseconds since 1970. */
  readonly savedAt: number;
  readonly files: readonly { readonly name: string; readonly file: Blob }[];
  /** The last one is the newest. Their pipelines are checked when they are opened. */
  readonly runs: readonly ProjectRun[];
  readonly snapshots: readonly unknown[];
  /** What of it could not be read, in words. */
  readonly damaged: readonly string[];
}

export interface ReadProjectOptions {
  readonly pause: () => Promise<void>;
  readonly signal?: AbortSignal | undefined;
  /** @param fraction of all bytes, 0 … 1. */
  readonly onProgress?: ((fraction: number) => void) | undefined;
}

const HELD_BYTES = 2 ** 22;
/** Bytes between two pauses. */
const STRETCH_BYTES = 2 ** 20;

/**
 * Reads a project. Parts that are not what they were when it was saved are left out, and named.
 *
 * @throws E_PROJECT_KIND for what is no project, E_FORMAT_VERSION for a newer one, E_PROJECT_LARGE for one that no studio has saved,
 *   E_ARCHIVE_*, E_PROJECT_MANIFEST and E_PIPELINE_DOCUMENT where what says what is in it is damaged; the signal's reason.
 */
export async function readProject(
  input: { readonly name: string; readonly sizeBytes: number; readonly slice: ByteSlice },
  options: ReadProjectOptions,
): Promise<OpenedProject> {
  const { name } = input;
  const reading = new Reading(await openZip(name, input), options);
  const manifest = await reading.manifest();
  reading.expect([...manifest.tables, ...manifest.runs.flatMap(({ pipeline, record }) => [pipeline, record])]);
  const document = readDocument(manifest.document, { where: `${name}, ${MANIFEST_PATH}, document` });
  const damaged: string[] = [];
  const files: { name: string; file: Blob }[] = [];
  for (const table of manifest.tables) {
    const file = await reading.part(table);
    if (file) files.push({ name: table.name, file });
    else damaged.push(projectText("tableDamaged", { name: table.name }));
  }
  const runs: ProjectRun[] = [];
  for (const [index, run] of manifest.runs.entries()) {
    const read = await reading.run(run);
    if (read) runs.push(read);
    else damaged.push(projectText("runDamaged", { number: index + 1, nRuns: manifest.runs.length }));
  }
  return { document, savedAt: manifest.savedAt, files, runs, snapshots: manifest.snapshots, damaged };
}

class Reading {
  private readonly entries: ReadonlyMap<string, ZipEntry>;
  private readBytes = 0;
  private expectedBytes = 1;

  constructor(
    private readonly zip: Zip,
    private readonly options: ReadProjectOptions,
  ) {
    const most = PROJECT_LIMITS.entries;
    const got = zip.entries.length;
    if (got > most) throw studioError("E_PROJECT_LARGE", { where: zip.file, what: "files", most, got });
    this.entries = new Map(zip.entries.map((entry) => [entry.name, entry]));
  }

  async manifest(): Promise<Manifest> {
    const { zip, entries } = this;
    const where = `${zip.file}, ${MANIFEST_PATH}`;
    const [type, entry] = [entries.get(MIMETYPE.path), entries.get(MANIFEST_PATH)];
    const isProject = type?.sizeBytes === MIMETYPE.text.length && (await this.text(type)) === MIMETYPE.text;
    if (!isProject || !entry) throw studioError("E_PROJECT_KIND", { file: zip.file });
    assertFileSize(where, entry.sizeBytes);
    const parsed = parseJson(await this.text(entry), where);
    const got = isJsonObject(parsed) ? parsed.formatVersion : undefined;
    if (typeof got === "number" && got > PROJECT_VERSION) {
      throw studioError("E_FORMAT_VERSION", { where, problem: "newer", current: PROJECT_VERSION, got: String(got) });
    }
    assertLists(parsed, where);
    return parseWith(manifestSchema, parsed, { code: "E_PROJECT_MANIFEST", where });
  }

  /** @throws E_PROJECT_LARGE before any of them is unpacked. */
  expect(parts: readonly Part[]): void {
    this.expectedBytes = parts.reduce((sum, { path }) => sum + (this.entries.get(path)?.sizeBytes ?? 0), 1);
    const most = PROJECT_LIMITS.bytes;
    const got = this.expectedBytes;
    if (got > most) throw studioError("E_PROJECT_LARGE", { where: this.zip.file, what: "bytes", most, got });
  }

  /** @returns undefined where it is not what was saved. */
  async part({ path, sizeBytes, hash }: Part): Promise<Blob | undefined> {
    const entry = this.entries.get(path);
    if (entry?.sizeBytes !== sizeBytes) return undefined;
    const found = new ContentHash();
    const parts: Blob[] = [];
    let held: Uint8Array<ArrayBuffer>[] = [];
    let heldBytes = 0;
    try {
      for await (const piece of this.pieces(entry)) {
        found.push(piece);
        held.push(piece);
        heldBytes += piece.length;
        if (heldBytes < HELD_BYTES) continue;
        parts.push(new Blob(held));
        held = [];
        heldBytes = 0;
      }
    } catch (error) {
      if (isDamage(error)) return undefined;
      throw error;
    }
    return (await found.digest()) === hash ? new Blob([...parts, ...held]) : undefined;
  }

  async run({ pipeline, record }: Manifest["runs"][number]): Promise<ProjectRun | undefined> {
    const where = `${this.zip.file}, ${record.path}`;
    try {
      assertFileSize(where, pipeline.sizeBytes);
      assertFileSize(where, record.sizeBytes);
      const [text, kept] = [await this.part(pipeline), await this.part(record)];
      if (!text || !kept) return undefined;
      const read = dataOfText(await kept.text(), where);
      return isJsonObject(read) ? { text: await text.text(), record: read } : undefined;
    } catch (error) {
      if (isDamage(error)) return undefined;
      throw error;
    }
  }

  /** Of small entries. */
  private async text(entry: ZipEntry): Promise<string> {
    const decoder = new TextDecoder();
    let text = "";
    for await (const piece of this.pieces(entry)) text += decoder.decode(piece, { stream: true });
    return text + decoder.decode();
  }

  private async *pieces(entry: ZipEntry): AsyncGenerator<Uint8Array<ArrayBuffer>> {
    const { pause, signal, onProgress } = this.options;
    let sincePause = 0;
    for await (const piece of byteSlices(await openEntry(this.zip, entry))) {
      this.readBytes += piece.length;
      onProgress?.(Math.min(this.readBytes / this.expectedBytes, 1));
      yield Uint8Array.from(piece);
      sincePause += piece.length;
      if (sincePause < STRETCH_BYTES) continue;
      sincePause = 0;
      await pause();
      signal?.throwIfAborted();
    }
  }
}

/** Of the file, and not of the reading of it. */
const isDamage = (error: unknown): boolean =>
  error instanceof StudioError && /^E_(?:ARCHIVE|FILE)_/.test(error.details.code);
