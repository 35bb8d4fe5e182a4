/** Saving a project: see `project-manifest.ts` for what stands where. */
import { Zip, ZipDeflate, ZipPassThrough } from "fflate";
import type { AppInfo } from "../../base/app-name.ts";
import { studioError } from "../../base/error.ts";
import { projectText } from "../../base/texts/project.ts";
import { textOfData } from "../../export/plain-data.ts";
import type { PipelineDocument } from "../../pipeline/document.ts";
import { ContentHash } from "../../table/read/content-hash.ts";
import { byteSlices } from "../../table/read/csv-bytes.ts";
import type { TableBytes } from "../../table/read/table-input.ts";
import type { TableFile } from "../open-table.ts";
import {
  MANIFEST_PATH,
  type Manifest,
  MIMETYPE,
  type Part,
  PROJECT_LIMITS,
  PROJECT_VERSION,
  type ProjectRun,
} from "./project-manifest.ts";

export interface Project {
  readonly document: PipelineDocument;
  /** In the order in which their rows are stacked. */
  readonly files: readonly TableFile[];
  /** The last one is the newest. */
  readonly runs: readonly ProjectRun[];
  readonly snapshots: readonly unknown[];
}

export interface ProjectOptions {
  readonly app: AppInfo;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Lets others have their turn. */
  readonly pause: () => Promise<void>;
  readonly signal?: AbortSignal | undefined;
  /** @param fraction of all bytes, 0 … 1. */
  readonly onProgress?: ((fraction: number) => void) | undefined;
}

/** Files that are packed already gain nothing by being packed again. */
const IS_PACKED = /\.(?:parquet|xlsx|xlsm|zip|gz|tgz)$/i;
/** Bytes between two pauses. */
const STRETCH_BYTES = 2 ** 20;
/** Bytes that are held here before the platform takes them. */
const HELD_BYTES = 2 ** 22;

/**
 * Packs a project in pieces, so that no more of it is held at once than the platform does.
 *
 * @throws E_PROJECT_LARGE where it would be too large to be opened; whatever opening a file throws; the signal's reason.
 */
export async function writeProject(project: Project, options: ProjectOptions): Promise<Blob> {
  const packing = new Packing(options);
  const opened = [];
  for (const { name, open } of project.files) opened.push({ name, ...(await open()) });
  const runs = project.runs.map(({ text, record }) => [encode(text), encode(textOfData(record))] as const);
  packing.expect([...opened.map(({ sizeBytes }) => sizeBytes), ...runs.flat().map(({ length }) => length)]);

  await packing.add({ path: MIMETYPE.path, bytes: encode(MIMETYPE.text), isStored: true });
  const tables: Manifest["tables"] = [];
  for (const [index, { name, bytes }] of opened.entries()) {
    const path = `tables/${index + 1}-${plainName(name)}`;
    tables.push({ name, ...(await packing.add({ path, bytes, isStored: IS_PACKED.test(name) })) });
  }
  const stored: Manifest["runs"] = [];
  for (const [index, [pipeline, record]] of runs.entries()) {
    const path = `runs/${index + 1}`;
    stored.push({
      pipeline: await packing.add({ path: `${path}.diffml.json`, bytes: pipeline }),
      record: await packing.add({ path: `${path}.record.json`, bytes: record }),
    });
  }
  const { document, snapshots } = project;
  const manifest: Manifest = {
    formatVersion: PROJECT_VERSION,
    app: options.app,
    savedAt: options.at,
    document,
    tables,
    runs: stored,
    snapshots: [...snapshots],
  };
  await packing.add({ path: MANIFEST_PATH, bytes: encode(textOfData(manifest)) });
  return packing.end();
}

const encode = (text: string) => new TextEncoder().encode(text);

/** A name that every file system takes, and that leads nowhere. */
function plainName(name: string): string {
  return name
    .replace(/[^\p{L}\p{N}._ -]+/gu, "_")
    .replace(/^\.+/, "_")
    .slice(-80);
}

/** Archives tell no other times, a day off at either end for time zones; a clock may. Milliseconds since 1970. */
const ARCHIVE_TIMES = { first: Date.UTC(1980, 0, 2), last: Date.UTC(2099, 11, 30) };

const tooLarge = (got: number) =>
  studioError("E_PROJECT_LARGE", { where: projectText("thisProject"), what: "bytes", most: PROJECT_LIMITS.bytes, got });

/** The archive as it grows. */
class Packing {
  private readonly parts: Blob[] = [];
  private held: Uint8Array<ArrayBuffer>[] = [];
  private heldBytes = 0;
  private packedBytes = 0;
  private readBytes = 0;
  private expectedBytes = 0;
  private readonly zip = new Zip((error, bytes) => {
    if (error) throw error;
    this.take(bytes);
  });

  constructor(private readonly options: ProjectOptions) {}

  /** @param sizes of all that will be added, but for a few bytes. @throws E_PROJECT_LARGE */
  expect(sizes: readonly number[]): void {
    this.expectedBytes = sizes.reduce((sum, size) => sum + size, 0);
    if (this.expectedBytes > PROJECT_LIMITS.bytes) throw tooLarge(this.expectedBytes);
  }

  async add(entry: { readonly path: string; readonly bytes: TableBytes; readonly isStored?: boolean }): Promise<Part> {
    const { path, bytes, isStored = false } = entry;
    const { at, pause, signal, onProgress } = this.options;
    const stream = isStored ? new ZipPassThrough(path) : new ZipDeflate(path, { level: 6 });
    stream.mtime = Math.min(Math.max(at, ARCHIVE_TIMES.first), ARCHIVE_TIMES.last);
    this.zip.add(stream);
    const hash = new ContentHash();
    let sizeBytes = 0;
    let sincePause = 0;
    for await (const piece of byteSlices(bytes)) {
      // Both may keep what they are given.
      hash.push(piece.slice());
      stream.push(piece.slice());
      sizeBytes += piece.length;
      sincePause += piece.length;
      if (sincePause < STRETCH_BYTES) continue;
      this.readBytes += sincePause;
      sincePause = 0;
      onProgress?.(Math.min(this.readBytes / Math.max(this.expectedBytes, 1), 1));
      await pause();
      signal?.throwIfAborted();
    }
    stream.push(new Uint8Array(0), true);
    return { path, sizeBytes, hash: await hash.digest() };
  }

  end(): Blob {
    this.zip.end();
    this.release();
    return new Blob(this.parts, { type: MIMETYPE.text });
  }

  private take(bytes: Uint8Array): void {
    this.held.push(Uint8Array.from(bytes));
    this.heldBytes += bytes.length;
    this.packedBytes += bytes.length;
    if (this.packedBytes > PROJECT_LIMITS.bytes) throw tooLarge(this.packedBytes);
    if (this.heldBytes > HELD_BYTES) this.release();
  }

  private release(): void {
    this.parts.push(new Blob(this.held));
    this.held = [];
    this.heldBytes = 0;
  }
}
