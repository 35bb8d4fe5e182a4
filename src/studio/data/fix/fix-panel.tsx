import { useEffect, useState } from "react";
import type { CellsToFix } from "../../../app/cells/cells-to-fix.ts";
import type { TableView } from "../../../app/view-table.ts";
import { fixText } from "../../../base/texts/studio/fix.ts";
import { uiText } from "../../../base/texts/studio/ui.ts";
import { differentEdits } from "../../../table/edits/cell-edits.ts";
import { metricLabels } from "../../../training/metrics.ts";
import { useDocument } from "../../document/document-store.ts";
import { canGoOn } from "../../session/go-on.ts";
import { useSession } from "../../session/session-store.ts";
import { SaveMenu } from "../../ui/save-menu.tsx";
import "./fix.css";
import { CellList } from "./cell-list.tsx";
import { gainRows, gainsPicture } from "./gains-picture.ts";
import { GroupList } from "./group-list.tsx";

type Part = "cells" | "columns" | "rows";
const PARTS: readonly Part[] = ["cells", "columns", "rows"];

interface FixPanelProps {
  readonly view: TableView;
  readonly isLocked: boolean;
}

/** After a run: cells whose repair is expected to bring most, and whether repairing some has paid. */
export function FixPanel(props: FixPanelProps) {
  const isOfThisTable = useSession(canGoOn);
  return isOfThisTable ? <FixPanelOfRun {...props} /> : null;
}

function FixPanelOfRun({ view, isLocked }: FixPanelProps) {
  const state = useSession((session) => session.cellsToFix);
  const { findCellsToFix } = useSession.getState();
  useEffect(() => {
    if (state.kind === "none" && !isLocked) void findCellsToFix();
  }, [state.kind, isLocked, findCellsToFix]);
  return (
    <details className="panel" open>
      <summary id="fix-cells">{fixText("heading")}</summary>
      <div className="panel__body fix">
        <p className="hint">{fixText("intro")}</p>
        <Paid />
        {state.kind === "ready" ? <Found found={state.found} view={view} isLocked={isLocked} /> : null}
        {state.kind === "failed" ? <p className="hint">{state.why}</p> : null}
        {state.kind === "working" ? <p className="hint">{fixText("working")}</p> : null}
        <TrainAgain isLocked={isLocked} />
      </div>
    </details>
  );
}

function Found({ found, view, isLocked }: FixPanelProps & { readonly found: CellsToFix }) {
  const [part, setPart] = useState<Part>("cells");
  const [column, setColumn] = useState<string>();
  const nCells = found.columns.reduce((sum, each) => sum + each.nCells, 0);
  if (nCells === 0) return <p>{fixText("none")}</p>;
  return (
    <>
      <p>{fixText("summary", { nCells, share: found.gain / found.loss, nRows: found.nRows })}</p>
      <fieldset className="row fix__parts">
        <legend className="visually-hidden">{fixText("parts")}</legend>
        {PARTS.map((each) => (
          <button
            key={each}
            type="button"
            className="button button--small"
            aria-pressed={part === each}
            onClick={() => setPart(each)}
          >
            {fixText("part", { part: each })}
          </button>
        ))}
        <SaveMenu
          label={uiText("saveOf", { title: fixText("heading") })}
          file="cells-to-fix"
          picture={() => gainsPicture(found, part)}
          rows={() => gainRows(found, part)}
        />
      </fieldset>
      {part === "cells" ? (
        <CellList {...{ found, view, isLocked, column }} onAllColumns={() => setColumn(undefined)} />
      ) : (
        <GroupList
          found={found}
          view={view}
          part={part}
          onColumn={(name) => {
            setColumn(name);
            setPart("cells");
          }}
        />
      )}
    </>
  );
}

function Paid() {
  const paid = useSession((session) => session.repairPaid);
  if (!paid) return null;
  return (
    <p className="fix__paid" data-verdict={paid.verdict} role="status">
      {fixText("paid", { ...paid, isMoreBetter: metricLabels[paid.metric].better === "higher" })}
    </p>
  );
}

/** Training again, where cells say something else than the run was trained on. */
function TrainAgain({ isLocked }: Pick<FixPanelProps, "isLocked">) {
  const edits = useDocument(({ document }) => document.table.edits);
  const trainedOn = useSession((session) => session.reportOf?.document.table.edits);
  const count = differentEdits(trainedOn ?? [], edits ?? []).length;
  if (count === 0) return null;
  return (
    <div className="row fix__again">
      <button
        type="button"
        className="button button--primary"
        disabled={isLocked}
        title={fixText("retrainHint")}
        onClick={() => void useSession.getState().retrainWarm()}
      >
        {fixText("retrain")}
      </button>
      <span className="hint">{fixText("toTrain", { count })}</span>
    </div>
  );
}
