import { redo, undo } from "../document/document-store.ts";
import { announce } from "../ui/notices.ts";

/** Undo, said aloud: what changed may be off the screen. */
export function undoAloud(): void {
  announce(undo() ? "Undone." : "Nothing to undo.");
}

export function redoAloud(): void {
  announce(redo() ? "Redone." : "Nothing to redo.");
}
