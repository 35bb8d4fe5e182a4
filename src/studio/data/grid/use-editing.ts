import { useState } from "react";
import type { TableView } from "../../../app/view-table.ts";
import { editText } from "../../../base/texts/studio/edits.ts";
import { useSession } from "../../session/session-store.ts";
import { announce } from "../../ui/notices.ts";
import type { Editing, Place } from "./place.ts";

interface EditingOptions {
  readonly view: TableView;
  readonly isLocked: boolean;
  readonly setPlace: (place: Place) => void;
}

/** Which cell of the grid is being written, and what becomes of what was written. */
export function useEditing({ view, isLocked, setPlace }: EditingOptions) {
  const [editing, setEditing] = useState<Editing>();
  const edit = (place: Place, tableRow: number | undefined) => {
    if (isLocked) {
      announce(editText("locked"));
      return;
    }
    const columnName = view.columns[place.column]?.rule.name;
    if (tableRow === undefined || columnName === undefined) return;
    setPlace(place);
    const opened: Editing = {
      ...place,
      columnName,
      tableRow,
      origin: useSession.getState().cellOrigin(tableRow, columnName),
    };
    setEditing(opened);
    void opened.origin.then((cell) => {
      if (!cell) setEditing((current) => (current === opened ? undefined : current));
    });
  };
  /** @param text absent: nothing was typed. */
  const written = async (text: string | undefined, then?: Place) => {
    setEditing(undefined);
    if (then) setPlace(then);
    const cell = await editing?.origin;
    if (!editing || !cell) return;
    if (text === undefined || text === cell.text) {
      announce(editText("same"));
      return;
    }
    await useSession.getState().editCell(cell, text);
    const { columnName: column, tableRow } = editing;
    announce(editText("done", { row: tableRow + 1, column, from: cell.text, to: text }));
  };
  return {
    editing,
    edit,
    written: (text: string | undefined, then?: Place) => void written(text, then),
    leave: () => setEditing(undefined),
  };
}
