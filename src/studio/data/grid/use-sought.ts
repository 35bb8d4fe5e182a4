import { useEffect } from "react";
import type { TableView } from "../../../app/view-table.ts";
import { ALL_ROWS, type GridQuery } from "../../../table/grid-query.ts";
import { useSession } from "../../session/session-store.ts";
import { focusOn } from "../../ui/focus-on.ts";
import { useCellSought } from "./cell-sought.ts";
import type { Place } from "./place.ts";

interface SoughtOptions {
  readonly view: TableView;
  readonly query: GridQuery;
  readonly setQuery: (query: GridQuery) => void;
  readonly setPlace: (place: Place) => void;
  readonly edit: (place: Place, tableRow: number) => void;
}

/** Goes to the cell that somebody wants to see; filters that hide its row are taken away. */
export function useSought({ view, query, setQuery, setPlace, edit }: SoughtOptions): void {
  const sought = useCellSought((state) => state.sought);
  useEffect(() => {
    if (!sought) return;
    useCellSought.setState({ sought: undefined });
    const column = view.columns.findIndex(({ rule }) => rule.name === sought.column);
    if (column < 0) return;
    const isPlain = query.filters.length === 0 && query.sort === undefined;
    const show = (row: number) => {
      setPlace({ row, column });
      document.querySelector(".grid-box")?.scrollIntoView({ block: "nearest" });
      focusOn(".grid-box");
      if (sought.isToEdit) edit({ row, column }, sought.row);
    };
    if (isPlain) {
      show(sought.row);
      return;
    }
    void useSession
      .getState()
      .rowPlace(query, sought.row)
      .then((place) => {
        if (place === undefined) return;
        if (place < 0) setQuery(ALL_ROWS);
        show(place < 0 ? sought.row : place);
      });
  }, [sought, view, query, setQuery, setPlace, edit]);
}
