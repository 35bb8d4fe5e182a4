import { useState } from "react";
import type { TableView } from "../../../app/view-table.ts";
import { editText } from "../../../base/texts/studio/edits.ts";
import { useSession } from "../../session/session-store.ts";
import { announce } from "../../ui/notices.ts";
import type { Editing, Place } from "./grid-table.tsx";

interface EditingOptions {
  readonly view: TableView;
  readonly isLocked: boolean;
  readonly setPlace: (place: Place) => void;
}

/** Which cell of the grid is being written, and what becomes of what was written. */
export function useEditing({ view, isLocked, setPlace }: EditingOptions) {
  const [editing, setEditing] = useState<Editing & { readonly tableRow: number }>();
  const edit = async (place: Place, tableRow: number | undefined) => {
    if (isLocked) {
      announce(editText("locked"));
      return;
    }
    const name = view.columns[place.column]?.rule.name;
    if (tableRow === undefined || name === undefined) return;
    setPlace(place);
    const cell = await useSession.getState().cellOrigin(tableRow, name);
    if (cell) setEditing({ ...place, cell, tableRow });
  };
  const written = (text: string, then?: Place) => {
    setEditing(undefined);
    if (then) setPlace(then);
    if (!editing) return;
    const { cell, tableRow } = editing;
    if (text === cell.text) {
      announce(editText("same"));
      return;
    }
    const { column } = cell;
    void useSession
      .getState()
      .editCell(cell, text)
      .then(() => announce(editText("done", { row: tableRow + 1, column, from: cell.text, to: text })));
  };
  return {
    editing,
    edit: (place: Place, tableRow: number | undefined) => void edit(place, tableRow),
    written,
    leave: () => setEditing(undefined),
  };
}
