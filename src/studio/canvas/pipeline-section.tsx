import type { RefObject } from "react";
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
        <h2>2 Pipeline</h2>
        <p className="hint">Drag blocks, or add them with a button. Everything on the canvas learns together.</p>
        {canSuggest && (
          <button type="button" className="button button--small" onClick={suggest}>
            Use the suggested pipeline
          </button>
        )}
      </div>
      <div className="workbench">
        <Palette searchRef={searchRef} />
        <section className="pipeline card" aria-label="Pipeline">
          <StaleWords />
          <PipelineCanvas />
          {isEmpty && <p className="pipeline__empty">Open a table for a suggested pipeline, or add a block.</p>}
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
