/** Reading documents of any version: every version migrates forward, newer ones are refused with advice. */

import { studioError } from "../base/error.ts";
import { inShort, parseWith } from "../base/parse-with.ts";
import { openedText } from "../base/texts/pipeline.ts";
import type { Catalogue } from "./checks.ts";
import { documentSchema, FORMAT_VERSION, type PipelineDocument } from "./document.ts";
import { isJsonObject, type JsonObject } from "./json-object.ts";
import { documentTo2, fileTo2 } from "./migrate-1-to-2.ts";
import { unknownFields, withUnknownFields } from "./unknown-fields.ts";

/** Turns version n into version n + 1; sets everything but `formatVersion`, which is set for it. */
export interface Migration {
  readonly document: (document: JsonObject) => JsonObject;
  /** What else a file holds beside its document: schema, predictor, soft pipeline, report, self-test. */
  readonly file: (file: JsonObject) => JsonObject;
}

/** By the version that they start from. */
export const MIGRATIONS: Readonly<Record<number, Migration>> = {
  1: { document: documentTo2, file: fileTo2 },
  // Documents have no version 3. A file of version 2 says the likeliest class, whatever else stands in it.
  2: { document: (document) => document, file: ({ decision: _, ...file }) => file },
};

export interface MigrateOptions {
  readonly where: string;
  /** The version to arrive at, and the steps; others than the product's own in tests. */
  readonly current?: number;
  readonly migrations?: Readonly<Record<number, Migration>>;
}

/**
 * Brings a document, or the rest of a file, to the current version.
 *
 * @throws E_FORMAT_VERSION when the version is none, newer than this one, or has no way forward.
 */
export function migrate(kind: keyof Migration, value: JsonObject, options: MigrateOptions): JsonObject {
  const { where, current = FORMAT_VERSION, migrations = MIGRATIONS } = options;
  const version = value.formatVersion;
  if (typeof version !== "number" || !Number.isInteger(version) || version < 1) {
    throw studioError("E_FORMAT_VERSION", { where, problem: "none", current, got: inShort(version) });
  }
  if (version > current) {
    throw studioError("E_FORMAT_VERSION", { where, problem: "newer", current, got: inShort(version) });
  }
  let migrated = value;
  for (let at = version; at < current; at++) {
    const step = migrations[at];
    if (!step) throw studioError("E_FORMAT_VERSION", { where, problem: "stranded", current, got: inShort(at) });
    migrated = { ...step[kind](migrated), formatVersion: at + 1 };
  }
  return migrated;
}

/**
 * Brings the settings of every block to the versions of the catalogue.
 *
 * @returns the document, and a note for each block that is unknown here or newer than the catalogue's.
 */
export function migrateBlocks(
  document: PipelineDocument,
  catalogue: Catalogue,
): { readonly document: PipelineDocument; readonly notes: readonly string[] } {
  const notes: string[] = [];
  const blocks = document.blocks.map((instance) => {
    const spec = catalogue.get(instance.type)?.spec;
    if (!spec) {
      notes.push(openedText("unknownBlock", { id: instance.id, type: instance.type }));
      return instance;
    }
    if (instance.version > spec.version) {
      notes.push(
        openedText("newerBlock", {
          id: instance.id,
          title: spec.title,
          version: instance.version,
          known: spec.version,
        }),
      );
      return instance;
    }
    let settings: unknown = instance.settings;
    for (let version = instance.version; version < spec.version; version++) {
      settings = spec.migrations[version]?.(settings) ?? settings;
    }
    return isJsonObject(settings) ? { ...instance, settings: { ...settings }, version: spec.version } : instance;
  });
  return { document: { ...document, blocks }, notes };
}

/** Fields that were not known when the document was stored may be by now. */
function withFieldsBack(stored: JsonObject): JsonObject {
  const { unknownFields: kept, ...own } = stored;
  const read = documentSchema.shape.unknownFields.parse(kept);
  const whole = withUnknownFields(own, read?.document);
  if (!isJsonObject(whole)) return own;
  return read?.file ? { ...whole, unknownFields: { file: read.file } } : whole;
}

/**
 * Reads a document of any version. What of it this version does not know is kept in `unknownFields`.
 *
 * @throws E_FORMAT_VERSION as `migrate`; E_PIPELINE_DOCUMENT with the path of what is wrong.
 */
export function readDocument(value: unknown, options: MigrateOptions): PipelineDocument {
  const migrated = isJsonObject(value) ? migrate("document", withFieldsBack(value), options) : value;
  const document = parseWith(documentSchema, migrated, { code: "E_PIPELINE_DOCUMENT", where: options.where });
  const unknown = unknownFields(migrated, document);
  return unknown ? { ...document, unknownFields: { ...document.unknownFields, document: unknown } } : document;
}
