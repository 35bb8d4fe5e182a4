import { useId } from "react";
import type { TableView } from "../../app/view-table.ts";
import { countOf } from "../../base/words.ts";
import { useSession } from "../session/session-store.ts";
import type { TableState } from "../session/table-state.ts";
import { isActive } from "../session/training-machine.ts";
import { ColumnsTable } from "./columns-table.tsx";
import "./data.css";
import { DialectPanel } from "./dialect-panel.tsx";
import { FileInput } from "./file-input.tsx";
import { IssuesList, UnmatchedColumns } from "./ingest-notes.tsx";
import { NextStep } from "./next-step.tsx";
import { PreviewTable } from "./preview-table.tsx";
import { SourceTrust } from "./source-trust.tsx";
import { SplitNotes } from "./split-notes.tsx";
import { TargetPicker } from "./target-picker.tsx";

/** Part 1 of the studio: files in, and what is in them. */
export function DataSection() {
  const table = useSession((session) => session.table);
  const isTraining = useSession((session) => isActive(session.training));
  const { openFiles } = useSession.getState();
  const titleId = useId();
  const view = table.kind === "none" ? undefined : table.view;
  const isLocked = isTraining || table.kind !== "ready" || table.isUpdating;
  const onFiles = (files: readonly File[]) => void openFiles(files);
  return (
    <section className="section data" aria-labelledby={titleId}>
      <div className="section__head">
        <h2 id={titleId}>1 Data</h2>
        {view ? <p className="hint">{tableWords(view)}</p> : null}
      </div>
      <div className="data__start card">
        <FileInput isDisabled={isTraining} onFiles={onFiles} />
        <TargetPicker view={view} isLocked={isLocked} />
        {view && table.kind === "ready" ? <NextStep view={view} /> : null}
        <ReadingState table={table} />
        {isTraining ? <p className="hint">The table can be changed again when training has ended.</p> : null}
      </div>
      {view ? <TableParts view={view} isLocked={isLocked} /> : <EmptyState />}
    </section>
  );
}

function TableParts({ view, isLocked }: { readonly view: TableView; readonly isLocked: boolean }) {
  return (
    <>
      <IssuesList issues={view.issues} />
      <UnmatchedColumns unmatched={view.unmatched} />
      <SourceTrust view={view} isLocked={isLocked} />
      <SplitNotes view={view} />
      <DialectPanel sources={view.sources} isLocked={isLocked} />
      <details className="panel" open>
        <summary>Columns</summary>
        <div className="panel__body">
          <ColumnsTable key={view.sources.map(({ name }) => name).join("/")} view={view} isLocked={isLocked} />
        </div>
      </details>
      <details className="panel">
        <summary>Rows</summary>
        <div className="panel__body">
          <PreviewTable view={view} />
        </div>
      </details>
    </>
  );
}

function ReadingState({ table }: { readonly table: TableState }) {
  if (table.kind === "reading") {
    return (
      <div className="data__reading" aria-live="polite">
        <p>
          Reading {table.names.join(", ")}
          {table.rows > 0 ? `: ${countOf(table.rows, "row")} so far` : "…"}
        </p>
        <progress aria-label="Reading files" max={1} value={table.fraction} />
      </div>
    );
  }
  if (table.kind === "error") {
    return (
      <p className="error-text" role="alert">
        {table.error.where}: expected {table.error.expected}, got {table.error.got}. {table.error.fix} [
        {table.error.code}]{table.view ? " The table that was open before is still here." : ""}
      </p>
    );
  }
  return null;
}

function EmptyState() {
  return (
    <p className="data__empty hint">
      Columns will be listed here with their types and roles, each with the reason and a way to change it, and with what
      is missing and how the values lie.
    </p>
  );
}

function tableWords(view: TableView): string {
  const files = view.sources.length === 1 ? view.sources[0].name : `${view.sources.length} files`;
  return `${files} · ${countOf(view.nRows, "row")} · ${countOf(view.columns.length, "column")}`;
}
