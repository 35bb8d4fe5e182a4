import { canvasText } from "../../base/texts/studio/canvas.ts";
import { isPossible, TEMPLATES, templateDocument } from "../../pipeline/templates.ts";
import { currentDocument, removeBlocks, startFrom, tidyUp, useDocument } from "../document/document-store.ts";
import { select } from "../document/selection.ts";
import { useSession } from "../session/session-store.ts";
import { viewOf } from "../session/table-state.ts";
import { focusOn } from "../ui/focus-on.ts";
import { announce } from "../ui/notices.ts";
import { TOOLBAR } from "../ui/one-stop.ts";

/** What is done with the whole pipeline: put in order, emptied, or begun from one that fits a question. Each can be undone. */
export function PipelineTools() {
  const isEmpty = useDocument(({ document }) => document.blocks.length === 0);
  const schema = useSession(({ table }) => viewOf(table)?.schema);
  return (
    <div className="pipeline__tools" role="toolbar" aria-label={canvasText("tools")} ref={TOOLBAR}>
      <button type="button" className="button button--small" disabled={isEmpty} onClick={tidyUp}>
        {canvasText("tidyUp")}
      </button>
      <button type="button" className="button button--small" disabled={isEmpty} onClick={empty}>
        {canvasText("new")}
      </button>
      <select
        className="select pipeline__templates"
        aria-label={canvasText("startFrom")}
        disabled={!schema}
        value=""
        onChange={(event) => {
          const template = TEMPLATES.find((one) => one === event.target.value);
          if (!template || !schema) return;
          startFrom(templateDocument(template, schema));
          select([]);
          announce(canvasText("startedFrom", { template }));
        }}
      >
        <option value="">{canvasText("startFrom")}…</option>
        {TEMPLATES.filter((template) => schema && isPossible(template, schema)).map((template) => (
          <option key={template} value={template}>
            {canvasText("template", { template })}
          </option>
        ))}
      </select>
    </div>
  );
}

function empty(): void {
  removeBlocks(currentDocument().blocks.map(({ id }) => id));
  select([]);
  announce(canvasText("emptied"));
  // The button means nothing now, and a browser takes the focus from one that cannot be pressed.
  focusOn(".canvas");
}
