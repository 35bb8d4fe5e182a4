import type { RefObject } from "react";
import { canvasText } from "../../base/texts/studio/canvas.ts";
import { useDocument } from "../document/document-store.ts";
import { Inspector } from "../inspector/inspector.tsx";
import { Palette } from "../palette/palette.tsx";
import { isOfThisTable } from "../session/changes-since.ts";
import { useRun } from "../session/runs.ts";
import { StaleNote } from "../session/stale-note.tsx";
import { hasOtherSuggestion, takeSuggestion } from "../session/suggest.ts";
import { focusOn } from "../ui/focus-on.ts";
import { ConnectDialog } from "./connect-dialog.tsx";
import { Outline } from "./outline.tsx";
import { PipelineCanvas } from "./pipeline-canvas.tsx";

/** Palette, canvas with its outline, and inspector. */
export function PipelineSection({ searchRef }: { readonly searchRef: RefObject<HTMLInputElement | null> }) {
  const canSuggest = useDocument(hasOtherSuggestion);
  const isEmpty = useDocument(({ document }) => document.blocks.length === 0);
  return (
    // No landmark of its own: the region named “Pipeline” is the canvas with its outline.
    <div className="section">
      <div className="section__head">
        <h2>{canvasText("heading")}</h2>
        <p className="hint">{canvasText("hint")}</p>
        {canSuggest && (
          <button type="button" className="button button--small" onClick={suggest}>
            {canvasText("suggest")}
          </button>
        )}
      </div>
      <div className="workbench">
        <Palette searchRef={searchRef} />
        <section className="pipeline card" aria-label={canvasText("title")}>
          <StaleWords />
          <PipelineCanvas />
          {isEmpty && <p className="pipeline__empty">{canvasText("empty")}</p>}
          <Outline />
        </section>
        <Inspector />
      </div>
      <ConnectDialog />
    </div>
  );
}

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
