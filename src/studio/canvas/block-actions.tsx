import { canvasText } from "../../base/texts/studio/canvas.ts";
import { duplicate } from "../document/clipboard.ts";
import { blockLabel, currentDocument, removeBlocks, useDocument } from "../document/document-store.ts";
import { openConnect, select } from "../document/selection.ts";
import { focusOn } from "../ui/focus-on.ts";
import { announce } from "../ui/notices.ts";
import { openBlock } from "./open-block.ts";

/** What can be done with one block, for the outline and the inspector. */
export function BlockActions({ block }: { readonly block: string }) {
  const label = useDocument(({ document }) => blockLabel(document, block));
  return (
    <>
      <button
        type="button"
        className="button button--small"
        aria-label={canvasText("connectBlock", { block: label })}
        onClick={() => openConnect(block)}
      >
        {canvasText("connect")}
      </button>
      <button
        type="button"
        className="button button--small"
        aria-label={canvasText("openBlock", { block: label })}
        onClick={() => openBlock(block)}
      >
        {canvasText("open")}
      </button>
      <button
        type="button"
        className="button button--small"
        aria-label={canvasText("duplicateBlock", { block: label })}
        onClick={() => announce(canvasText("pasted", { count: duplicate([block]) }))}
      >
        {canvasText("duplicate")}
      </button>
      <button
        type="button"
        className="button button--small button--danger"
        aria-label={canvasText("deleteBlock", { block: label })}
        onClick={() => deleteBlock(block)}
      >
        {canvasText("delete")}
      </button>
    </>
  );
}

function deleteBlock(block: string): void {
  const label = blockLabel(currentDocument(), block);
  removeBlocks([block]);
  select([]);
  // The pressed button is gone with its block.
  focusOn(".outline");
  announce(canvasText("removedBlock", { block: label }));
}
