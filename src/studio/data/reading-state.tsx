import { errorText } from "../../base/error.ts";
import { dataText } from "../../base/texts/studio/data.ts";
import { useSession } from "../session/session-store.ts";
import type { TableState } from "../session/table-state.ts";

/** Files are dropped on the page wherever it is scrolled to. */
const intoSight = (element: HTMLElement | null) => element?.scrollIntoView({ block: "nearest" });

/** How far the reading of files has come, or why it ended; nothing where a table is simply there. */
export function ReadingState({ table }: { readonly table: TableState }) {
  if (table.kind === "reading") {
    return (
      <div className="data__reading" aria-live="polite">
        <p>{dataText("reading", { files: table.names, nRows: table.rows })}</p>
        <div className="row">
          <progress aria-label={dataText("readingFiles")} max={1} value={table.fraction} />
          <button type="button" className="button button--small" onClick={() => useSession.getState().cancelReading()}>
            {dataText("cancelReading")}
          </button>
        </div>
      </div>
    );
  }
  const failure = table.kind === "error" ? table.error : table.kind === "ready" ? table.failure : undefined;
  if (!failure) return null;
  return (
    <p key={failure.where} className="error-text" role="alert" ref={intoSight}>
      {[errorText("message", failure), ...(table.kind === "ready" ? [dataText("tableKept")] : [])].join(" ")}
    </p>
  );
}
