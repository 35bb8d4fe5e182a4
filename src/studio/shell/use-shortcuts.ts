import { useEffect } from "react";
import { searchBlocks } from "../palette/palette-state.ts";
import { redoAloud, undoAloud } from "./history.ts";

/** Where keys and pasted texts are for a field. */
export const TYPED_IN = "input, textarea, select, [contenteditable]";

/** Keys that work anywhere on the page, except where one types, and while a dialog is open. */
export function useShortcuts(onHelp: () => void): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const isTyping = event.target instanceof Element && event.target.closest(TYPED_IN) !== null;
      if (event.defaultPrevented || isTyping || document.querySelector("dialog[open]")) return;
      const isCommand = event.ctrlKey || event.metaKey;
      const key = event.key.toLowerCase();
      if (isCommand && key === "z") (event.shiftKey ? redoAloud : undoAloud)();
      else if (isCommand && key === "y") redoAloud();
      else if (!isCommand && key === "/") searchBlocks();
      else if (!isCommand && key === "?") onHelp();
      else return;
      event.preventDefault();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [onHelp]);
}
