/**
 * A project as one file: a zip archive that any program can unpack. What is in it:
 *
 * - `mimetype`, stored and first, says what the archive is, as in EPUB and OpenDocument files;
 * - `tables/…`: the files of the table, byte for byte;
 * - `runs/1.diffml.json`: a finished run, as the pipeline file that an export would be; `runs/1.record.json`: when it was, its files,
 *   curves and whatever else the studio keeps of it;
 * - `project.json`: the document, snapshots, and which of these files is what, each with its hash.
 */
import { z } from "zod";

export const PROJECT_VERSION = 1;
export const MIMETYPE = { path: "mimetype", text: "application/x-diffml-project" } as const;
export const MANIFEST_PATH = "project.json";

/** What a project may come to, looked at before anything of it is unpacked. */
export const PROJECT_LIMITS = {
  /** Unpacked, and packed: an archive of more needs another form, which not every program unpacks. */
  bytes: 2 ** 31,
  entries: 3000,
  tables: 1000,
  runs: 500,
  snapshots: 1000,
} as const;

const partSchema = z.object({ path: z.string(), sizeBytes: z.number().int().nonnegative(), hash: z.string() });

export const manifestSchema = z.object({
  formatVersion: z.literal(PROJECT_VERSION),
  app: z.object({ name: z.string(), version: z.string() }),
  /** Milliseconds since 1970. */
  savedAt: z.number(),
  /** Parsed as documents are. */
  document: z.unknown(),
  tables: z.array(partSchema.extend({ name: z.string().max(1000) })).max(PROJECT_LIMITS.tables),
  /** The last one is the newest. */
  runs: z.array(z.object({ pipeline: partSchema, record: partSchema })).max(PROJECT_LIMITS.runs),
  /** As storage has them, which parses them when they are opened. */
  snapshots: z.array(z.unknown()).max(PROJECT_LIMITS.snapshots),
});
export type Manifest = z.infer<typeof manifestSchema>;
export type Part = z.infer<typeof partSchema>;

/** A finished run: its pipeline file, and what is kept of it beside that. */
export interface ProjectRun {
  readonly text: string;
  readonly record: Readonly<Record<string, unknown>>;
}
