import type { TableView } from "../../app/view-table.ts";
import { dataText } from "../../base/texts/studio/data.ts";
import { stripText } from "../../base/texts/studio/shell.ts";
import { FileInput } from "../data/file-input.tsx";
import { FileList } from "../data/file-list.tsx";
import { useNumberToDecide, useTargetDoubt } from "../data/proposals-panel.tsx";
import { ReadingState } from "../data/reading-state.tsx";
import { TargetPicker } from "../data/target-picker.tsx";
import { useSession } from "../session/session-store.ts";
import { viewOf } from "../session/table-state.ts";
import { isActive } from "../session/training-machine.ts";
import { announce } from "../ui/notices.ts";
import { SamplePicker } from "./sample-picker.tsx";

/** Above every view: which files, what of them is predicted, how much there is, and what to look at first. */
export function DataStrip() {
  const table = useSession((session) => session.table);
  const isTraining = useSession((session) => isActive(session.training));
  const view = viewOf(table);
  const isLocked = isTraining || table.kind !== "ready" || table.isUpdating;
  return (
    <section id="table" className="strip" aria-label={stripText("title")} tabIndex={-1} data-drop="table">
      <div className="strip__files">
        <SamplePicker />
        {view ? <FileList sources={view.sources} isLocked={isLocked} /> : null}
        <FileInput isDisabled={isTraining} onFiles={addAloud} />
      </div>
      <TargetPicker view={view} isLocked={isLocked} />
      {view ? <Facts view={view} /> : null}
      <ReadingState table={table} />
    </section>
  );
}

/** What came of it is told at the other end of the strip, where the focus is not. */
async function addAloud(files: readonly File[]): Promise<void> {
  const viewNow = () => viewOf(useSession.getState().table);
  const before = viewNow();
  await useSession.getState().addFiles(files);
  const view = viewNow();
  if (view && view !== before) announce(stripText("opened", sizeOf(view)));
}

const sizeOf = ({ sources, nRows, columns }: TableView) => ({
  ...{ nRows, nColumns: columns.length },
  files: sources.map(({ name }) => name),
});

/** How large the table is, and what is odd about it; both lead to the view of the data. */
function Facts({ view }: { readonly view: TableView }) {
  const nWarnings = view.issues.length + (view.unmatched.length > 0 ? 1 : 0) + (useTargetDoubt(view) ? 1 : 0);
  const nToDecide = useNumberToDecide(view);
  return (
    <a className="strip__facts" href="#data" title={stripText("toData")}>
      <span className="strip__size">{dataText("table", sizeOf(view))}</span>
      {view.dirt ? <span className="badge badge--warning">{stripText("dirt")}</span> : null}
      {nWarnings > 0 ? (
        <span className="badge badge--warning">{stripText("warnings", { count: nWarnings })}</span>
      ) : null}
      {nToDecide > 0 ? (
        <span className="badge badge--warning">{stripText("toDecide", { count: nToDecide })}</span>
      ) : null}
    </a>
  );
}
