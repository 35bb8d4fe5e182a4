import { useId } from "react";
import type { TableView } from "../../app/view-table.ts";
import { dataText } from "../../base/texts/studio/data.ts";
import { useSession } from "../session/session-store.ts";
import { viewOf } from "../session/table-state.ts";
import { isActive } from "../session/training-machine.ts";
import { ColumnsTable } from "./columns-table.tsx";
import "./data.css";
import { DialectPanel } from "./dialect-panel.tsx";
import { DirtPanel } from "./dirt/dirt-panel.tsx";
import { FixPanel } from "./fix/fix-panel.tsx";
import { GalleryPanel } from "./gallery/gallery-panel.tsx";
import { DataGrid } from "./grid/data-grid.tsx";
import { IssuesList, UnmatchedColumns } from "./ingest-notes.tsx";
import { KeepChoice } from "./keep-choice.tsx";
import { MatchesPanel } from "./matches-panel.tsx";
import { MoreFiles } from "./more-files.tsx";
import { NextStep } from "./next-step.tsx";
import "./panels.css";
import "./proposals.css";
import { ProposalsPanel } from "./proposals-panel.tsx";
import { ComputedPanel } from "./rows/computed-panel.tsx";
import { RowFilterPanel } from "./rows/row-filter-panel.tsx";
import { SourceTrust } from "./source-trust.tsx";
import { SplitPanel } from "./split-panel.tsx";

/** What is in the files. They are chosen, and the target with them, in the strip above every view. */
export function DataSection() {
  const table = useSession((session) => session.table);
  const isTraining = useSession((session) => isActive(session.training));
  const { addFiles } = useSession.getState();
  const titleId = useId();
  const view = viewOf(table);
  const isLocked = isTraining || table.kind !== "ready" || table.isUpdating;
  const onFiles = (files: readonly File[]) => addFiles(files);
  return (
    <section className="section data" aria-labelledby={titleId}>
      <div className="section__head">
        <h2 id={titleId}>{dataText("heading")}</h2>
      </div>
      <div className="data__start card">
        <div className="data__files" data-drop="table">
          <MoreFiles isDisabled={isTraining} onFiles={onFiles} />
          <p className="hint">{dataText("addHint")}</p>
        </div>
        {view ? <KeepChoice /> : null}
        {view && table.kind === "ready" ? <NextStep view={view} /> : null}
        {isTraining ? <p className="hint">{dataText("locked")}</p> : null}
      </div>
      {view ? <Questions view={view} isLocked={isLocked} /> : null}
      <div className="data__tools">
        <GalleryPanel />
        {view ? <TableTools view={view} isLocked={isLocked} /> : null}
      </div>
      {view ? <TableParts view={view} isLocked={isLocked} /> : <EmptyState />}
    </section>
  );
}

interface PartProps {
  readonly view: TableView;
  readonly isLocked: boolean;
}

/** What somebody has to look at or to decide, before all else. */
function Questions({ view, isLocked }: PartProps) {
  return (
    <>
      <IssuesList view={view} isLocked={isLocked} />
      <MatchesPanel view={view} isLocked={isLocked} />
      <UnmatchedColumns unmatched={view.unmatched} />
      <ProposalsPanel view={view} isLocked={isLocked} />
      <SourceTrust view={view} isLocked={isLocked} />
    </>
  );
}

/** What can be done with the table, folded: side by side where there is room, so that the table itself is in sight. */
function TableTools({ view, isLocked }: PartProps) {
  return (
    <>
      <SplitPanel view={view} />
      <RowFilterPanel view={view} isLocked={isLocked} />
      <ComputedPanel isLocked={isLocked} />
      <DirtPanel view={view} isLocked={isLocked} />
      <DialectPanel sources={view.sources} isLocked={isLocked} />
    </>
  );
}

function TableParts({ view, isLocked }: PartProps) {
  return (
    <>
      <details className="panel" open>
        <summary>{dataText("columns")}</summary>
        <div className="panel__body">
          <ColumnsTable key={view.sources.map(({ name }) => name).join("/")} view={view} isLocked={isLocked} />
        </div>
      </details>
      <FixPanel view={view} isLocked={isLocked} />
      <details className="panel" open>
        <summary>{dataText("rows")}</summary>
        <div className="panel__body">
          <DataGrid view={view} isLocked={isLocked || view.dirt !== undefined} />
        </div>
      </details>
    </>
  );
}

function EmptyState() {
  return <p className="data__empty hint">{dataText("empty")}</p>;
}
