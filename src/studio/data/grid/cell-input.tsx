import { type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from "react";
import { editText } from "../../../base/texts/studio/edits.ts";
import type { Editing } from "./place.ts";

interface CellInputProps {
  readonly editing: Editing;
  /** As the grid shows it, until the file's own text is known. */
  readonly shown: string;
  /**
   * @param text absent: nothing was typed.
   * @param then where to go on: the key that ended it.
   */
  readonly onDone: (text: string | undefined, then: "stay" | "down" | "next") => void;
  readonly onLeave: () => void;
}

/** A cell that is being written. Enter, Tab and going elsewhere keep what was written; Escape does not. */
export function CellInput({ editing, shown, onDone, onLeave }: CellInputProps) {
  const { origin, tableRow, columnName } = editing;
  const [typed, setTyped] = useState<string>();
  const [original, setOriginal] = useState(shown);
  const input = useRef<HTMLInputElement>(null);
  const isOver = useRef(false);
  // Before the next key: one that comes earlier would be lost.
  useLayoutEffect(() => input.current?.focus({ preventScroll: true }), []);
  useEffect(() => {
    void origin.then((cell) => {
      if (cell) setOriginal(cell.text);
    });
  }, [origin]);
  const isTyped = typed !== undefined;
  // The original text is marked, whichever it is by then, until something is typed over it.
  useLayoutEffect(() => {
    if (!isTyped) input.current?.select();
  }, [original, isTyped]);
  const end = (how: () => void) => {
    if (isOver.current) return;
    isOver.current = true;
    how();
  };
  const onKey = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key === "Escape") end(onLeave);
    else if (event.key === "Enter") end(() => onDone(typed, "down"));
    else if (event.key === "Tab" && !event.shiftKey) end(() => onDone(typed, "next"));
    else return;
    event.preventDefault();
  };
  return (
    <input
      ref={input}
      type="text"
      className="grid-input"
      aria-label={editText("inputOf", { row: tableRow + 1, column: columnName })}
      value={typed ?? original}
      onChange={(event) => setTyped(event.target.value)}
      onKeyDown={onKey}
      onDoubleClick={(event) => event.stopPropagation()}
      onBlur={() => end(() => onDone(typed, "stay"))}
    />
  );
}
