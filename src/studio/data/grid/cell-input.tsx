import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { editText } from "../../../base/texts/studio/edits.ts";
import type { CellOrigin } from "../../../table/edits/edited-table.ts";

interface CellInputProps {
  readonly cell: CellOrigin;
  /** Of the table, from 1. */
  readonly row: number;
  /** @param then where to go on: the key that ended it. */
  readonly onDone: (text: string, then: "stay" | "down" | "next") => void;
  readonly onLeave: () => void;
}

/** A cell that is being written. Enter, Tab and going elsewhere keep what was written; Escape does not. */
export function CellInput({ cell, row, onDone, onLeave }: CellInputProps) {
  const [text, setText] = useState(cell.text);
  const input = useRef<HTMLInputElement>(null);
  const isOver = useRef(false);
  useEffect(() => {
    input.current?.focus({ preventScroll: true });
    input.current?.select();
  }, []);
  const end = (how: () => void) => {
    if (isOver.current) return;
    isOver.current = true;
    how();
  };
  const onKey = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key === "Escape") end(onLeave);
    else if (event.key === "Enter") end(() => onDone(text, "down"));
    else if (event.key === "Tab" && !event.shiftKey) end(() => onDone(text, "next"));
    else return;
    event.preventDefault();
  };
  return (
    <input
      ref={input}
      type="text"
      className="grid-input"
      aria-label={editText("inputOf", { row, column: cell.column })}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onKeyDown={onKey}
      onDoubleClick={(event) => event.stopPropagation()}
      onBlur={() => end(() => onDone(text, "stay"))}
    />
  );
}
