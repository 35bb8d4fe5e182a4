/** What has changed since a run: its words and numbers are about what was then, and about nothing else. Pure. */

import type { TableView } from "../../app/view-table.ts";
import { sessionText } from "../../base/texts/studio/session.ts";
import type { PipelineDocument } from "../../pipeline/document.ts";
import { editsOfFiles, type FileEdits } from "../../table/edits/cell-edits.ts";
import type { ColumnRule, SourceFile } from "../../table/types.ts";
import { areSameFiles } from "../../training/same-files.ts";
import { differ, isSamePipeline } from "../document/edits.ts";

type FileOfRun = Pick<SourceFile, "name" | "hash">;

/** What a run was of: taken when it began, or as a pipeline file tells it. */
export interface RunBasis {
  /** With the rules and the target that it was trained with. */
  readonly document: PipelineDocument;
  readonly files: readonly FileOfRun[];
  /** A pipeline file tells of it: no table has to be open for it. */
  readonly isFromFile: boolean;
}

/** In the order in which they are told. */
const CHANGES = ["closed", "files", "target", "columns", "cells", "rows", "dirt", "pipeline", "training"] as const;
export type Change = (typeof CHANGES)[number];

/** None where the run is about what is on the page. */
export function changesSince(
  { document: then, files, isFromFile }: RunBasis,
  now: { readonly document: PipelineDocument; readonly view: TableView | undefined },
): readonly Change[] {
  const { document, view } = now;
  const isOpen = view !== undefined && areThose(files, view.sources);
  const isOfTarget = view?.target?.name === then.target?.name && view?.target?.task === then.target?.task;
  const has: Readonly<Record<Change, boolean>> = {
    closed: view === undefined && !isFromFile,
    files: view !== undefined && !isOpen,
    target: view !== undefined && !isOfTarget,
    // Other files have other columns, and another target gives other roles.
    columns: isOpen && isOfTarget && isReadOtherwise(then, document, view),
    cells: isOpen && differ(then.table.edits ?? [], editsOf(document, view)),
    rows: isOpen && differ(then.table.rows, document.table.rows),
    dirt: isOpen && isOfTarget && differ(dirtOf(then), dirtOf(document)),
    pipeline: !isSamePipeline(then, document),
    training: differ(then.training, document.training),
  };
  return CHANGES.filter((change) => has[change]);
}

/** Whether training it again would give another pipeline, and not only on other files. */
export function isOfOtherPipeline(changes: readonly Change[]): boolean {
  return changes.some((change) => change !== "closed" && change !== "files");
}

/** Whether it is at least of this table and this target, under whatever settings. */
export function isOfThisTable(changes: readonly Change[]): boolean {
  return !changes.some((change) => change === "closed" || change === "files" || change === "target");
}

/** One sentence; "" where nothing has changed. */
export function changeWords({ document, files }: RunBasis, changes: readonly Change[]): string {
  if (changes.length === 0) return "";
  const names = files.flatMap(({ name }) => (name === "" ? [] : [name]));
  return sessionText("changed", { files: names, target: document.target?.name, changes });
}

/** Whether two lists are of the same files, in whatever order. */
export function areThose(then: readonly FileOfRun[], now: readonly FileOfRun[]): boolean {
  const [before, after] = [then, now].map((files) => files.map(({ hash }) => hash));
  if (![...before, ...after].includes("")) return areSameFiles(before, after);
  // Where the page may not hash, names have to do.
  return then.length === now.length && then.every(({ name }, index) => name === now[index].name);
}

/** Those of the files that are open, as a run takes them. */
function editsOf({ table }: PipelineDocument, { sources }: TableView): readonly FileEdits[] {
  const [files, hashes] = [sources.map(({ name }) => name), sources.map(({ hash }) => hash)];
  return editsOfFiles(table.edits ?? [], { files, hashes });
}

/** Whether it is told changes no cell. */
const dirtOf = ({ table: { dirt } }: PipelineDocument) => dirt && { ...dirt, isHidden: false };

function isReadOtherwise(then: PipelineDocument, now: PipelineDocument, { columns }: TableView): boolean {
  const isAlike =
    columns.length === then.rules.length && columns.every(({ rule }, at) => meanSame(rule, then.rules[at]));
  return !isAlike || differ(then.table.dialects, now.table.dialects);
}

function meanSame(one: ColumnRule, other: ColumnRule): boolean {
  return (
    one.name === other.name &&
    one.type === other.type &&
    one.role === other.role &&
    one.decimalMark === other.decimalMark &&
    one.dateFormat === other.dateFormat &&
    one.missingMarkers.length === other.missingMarkers.length &&
    one.missingMarkers.every((marker, index) => marker === other.missingMarkers[index])
  );
}
