import { headerText } from "../../base/texts/studio/shell.ts";
import { currentDocument, redo, undo } from "../document/document-store.ts";
import { stepWords } from "../document/step-words.ts";
import { announce } from "../ui/notices.ts";

/** Undo, said aloud with what it took back: what changed may be off the screen. */
export function undoAloud(): void {
  const after = currentDocument();
  announce(
    undo()
      ? headerText("undone", { step: stepWords({ before: currentDocument(), after }) })
      : headerText("nothingToUndo"),
  );
}

export function redoAloud(): void {
  const before = currentDocument();
  announce(
    redo()
      ? headerText("redone", { step: stepWords({ before, after: currentDocument() }) })
      : headerText("nothingToRedo"),
  );
}
