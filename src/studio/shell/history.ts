import { currentDocument, redo, undo } from "../document/document-store.ts";
import { stepWords } from "../document/step-words.ts";
import { announce } from "../ui/notices.ts";

/** Undo, said aloud with what it took back: what changed may be off the screen. */
export function undoAloud(): void {
  const after = currentDocument();
  announce(undo() ? `Undone: ${stepWords({ before: currentDocument(), after })}.` : "Nothing to undo.");
}

export function redoAloud(): void {
  const before = currentDocument();
  announce(redo() ? `Redone: ${stepWords({ before, after: currentDocument() })}.` : "Nothing to redo.");
}
