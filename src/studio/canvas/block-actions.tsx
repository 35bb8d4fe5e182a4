import { blockLabel, currentDocument, removeBlocks, useDocument } from "../document/document-store.ts";
import { openConnect, select } from "../document/selection.ts";
import { focusOn } from "../ui/focus-on.ts";
import { announce } from "../ui/notices.ts";

/** What can be done with one block, for the outline and the inspector. */
export function BlockActions({ block }: { readonly block: string }) {
  const label = useDocument(({ document }) => blockLabel(document, block));
  return (
    <>
      <button
        type="button"
        className="button button--small"
        aria-label={`Connect ${label} to…`}
        onClick={() => openConnect(block)}
      >
        Connect to…
      </button>
      <button
        type="button"
        className="button button--small button--danger"
        aria-label={`Delete ${label}`}
        onClick={() => deleteBlock(block)}
      >
        Delete
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
  announce(`Removed ${label}. Undo brings it back.`);
}
