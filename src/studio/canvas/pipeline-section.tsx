import { canvasText } from "../../base/texts/studio/canvas.ts";
import { useDocument } from "../document/document-store.ts";
import { isOfThisTable } from "../session/changes-since.ts";
import { useRun } from "../session/runs.ts";
import { useSession } from "../session/session-store.ts";
import { StaleNote } from "../session/stale-note.tsx";
import { hasOtherSuggestion, takeSuggestion } from "../session/suggest.ts";
import { focusOn } from "../ui/focus-on.ts";
import { goTo } from "../ui/route.ts";
import { ConnectDialog } from "./connect-dialog.tsx";
import { PipelineCanvas } from "./pipeline-canvas.tsx";
import { PipelineTools } from "./pipeline-tools.tsx";

const CANVAS_ID = "canvas";

/** The canvas, and what can be done with the whole pipeline. */
export function PipelineSection() {
  const canSuggest = useDocument(hasOtherSuggestion);
  const isEmpty = useDocument(({ document }) => document.blocks.length === 0);
  const hasTable = useSession(({ table }) => table.kind === "ready");
  return (
    <section id={CANVAS_ID} className="pipeline" aria-label={canvasText("title")} tabIndex={-1}>
      <h2 className="visually-hidden">{canvasText("heading")}</h2>
      <div className="pipeline__over">
        <StaleWords />
        {canSuggest && (
          <button type="button" className="button button--small" onClick={suggest}>
            {canvasText("suggest")}
          </button>
        )}
      </div>
      <PipelineTools />
      <PipelineCanvas />
      {isEmpty && <p className="pipeline__empty">{canvasText("empty", { hasTable })}</p>}
      <ConnectDialog />
    </section>
  );
}

/** From anywhere: its tools are the next stop of the Tab key, then come connections and blocks. */
export const goToCanvas = () => goTo("pipeline", CANVAS_ID);

function suggest(): void {
  takeSuggestion();
  // The button goes away: there is nothing left to suggest.
  focusOn(".canvas");
}

/** Said once for all blocks that show what an earlier run learned. */
function StaleWords() {
  const run = useRun("results");
  return isOfThisTable(run.changes) ? <StaleNote part="results" /> : null;
}
