import { useEffect, useRef, useState } from "react";
import type { GridView } from "../../../app/grid/grid-rows.ts";
import type { TableView } from "../../../app/view-table.ts";
import { editText } from "../../../base/texts/studio/edits.ts";
import { gridText } from "../../../base/texts/studio/grid.ts";
import { ALL_ROWS, type GridQuery } from "../../../table/grid-query.ts";
import { useDocument } from "../../document/document-store.ts";
import { useSession } from "../../session/session-store.ts";
import { announce } from "../../ui/notices.ts";
import { ScatterPanel } from "../scatter/scatter-panel.tsx";
import { CellEdits } from "./cell-edits.tsx";
import { showCell } from "./cell-sought.ts";
import { ColumnCard } from "./column-card.tsx";
import { filterWords } from "./filter-words.ts";
import "./grid.css";
import { GridPages } from "./grid-pages.ts";
import { GridTable } from "./grid-table.tsx";
import { MissingMapFigure } from "./missing-map-figure.tsx";
import type { Place } from "./place.ts";
import { useEditing } from "./use-editing.ts";
import { useSought } from "./use-sought.ts";

/** Rows as they stand in the files: any number of them, of which only those in sight are on the page. */
export function DataGrid(props: DataGridProps) {
  const { edits: _, ...decisions } = useDocument(({ document }) => document.table);
  /** Other files, or decisions about them, have other cells and other problems. Edits of cells leave one where one is. */
  const reading = JSON.stringify([props.view.sources.map(({ name, hash }) => [name, hash]), decisions]);
  return <GridOfReading key={reading} {...props} />;
}

interface DataGridProps {
  readonly view: TableView;
  /** Nothing can be decided about the table now. */
  readonly isLocked: boolean;
}

function GridOfReading({ view, isLocked }: DataGridProps) {
  const [query, setQuery] = useState<GridQuery>(ALL_ROWS);
  const [nRows, setNRows] = useState(view.nRows);
  const [place, setPlace] = useState<Place>({ row: 0, column: 0 });
  const [, setVersion] = useState(0);
  const edits = useDocument(({ document }) => document.table.edits);
  const pages = useRef<{ readonly query: GridQuery; readonly edits: typeof edits; readonly pages: GridPages }>(
    undefined,
  );
  const { editing, edit, written, leave } = useEditing({ view, isLocked, setPlace });
  const isMounted = useRef(true);
  useEffect(() => {
    isMounted.current = true;
    return () => {
      isMounted.current = false;
    };
  }, []);
  if (pages.current?.query !== query || pages.current.edits !== edits) {
    const take = (page: GridView) => {
      if (!isMounted.current || pages.current?.pages !== own) return;
      setNRows(page.nRows);
      setVersion((version) => version + 1);
    };
    const before = pages.current?.query === query ? pages.current.pages : undefined;
    const own: GridPages = new GridPages(query, useSession.getState().gridRows, take, before);
    pages.current = { query, edits, pages: own };
  }
  const rowAt = (at: Place) => pages.current?.pages.rowAt(at.row, at.column)?.row;
  useSought({ view, query, setQuery, setPlace, edit });
  const change = (next: GridQuery) => {
    setQuery(next);
    setPlace(({ column }) => ({ row: 0, column }));
  };
  const jump = async (isBackwards: boolean, column?: string) => {
    const from = place.row;
    const found = await useSession.getState().nextProblem({
      query,
      // The first one may be where one is.
      from: hasJumped.current ? from : from - 1,
      isBackwards,
      ...(column === undefined ? {} : { column }),
    });
    if (found === undefined || !isMounted.current) return;
    hasJumped.current = true;
    if (found === null) {
      announce(gridText("noProblem"));
      return;
    }
    setPlace({ row: found.place, column: found.column });
    const name = view.columns[found.column]?.rule.name ?? "";
    announce(gridText("found", { row: found.place + 1, column: name, problem: found.problem }));
  };
  const hasJumped = useRef(false);
  const column = view.columns[place.column];
  const typeOf = (name: string) => view.columns.find(({ rule }) => rule.name === name)?.rule.type;
  return (
    <div className="data-grid">
      <div className="data-grid__main">
        <div className="data-grid__tools">
          <p role="status">{gridText("count", { nRows, nAll: view.nRows })}</p>
          {query.filters.map((filter) => {
            const words = filterWords(filter, typeOf(filter.column) === "date");
            return (
              <button
                key={words}
                type="button"
                className="button button--small"
                aria-label={gridText("remove", { words })}
                onClick={() => change({ ...query, filters: query.filters.filter((other) => other !== filter) })}
              >
                {words} <span aria-hidden="true">×</span>
              </button>
            );
          })}
          {query.filters.length > 0 ? (
            <button
              type="button"
              className="button button--small button--quiet"
              onClick={() => change({ ...query, filters: [] })}
            >
              {gridText("clear")}
            </button>
          ) : null}
          <span className="data-grid__jump row">
            <button
              type="button"
              className="button button--small"
              title={editText("editHint")}
              disabled={isLocked || nRows === 0}
              onClick={() => edit(place, rowAt(place))}
            >
              {editText("edit")}
            </button>
            <button
              type="button"
              className="button button--small"
              title={gridText("problemsHint")}
              onClick={() => void jump(true)}
            >
              {gridText("previous")}
            </button>
            <button
              type="button"
              className="button button--small"
              title={gridText("problemsHint")}
              onClick={() => void jump(false)}
            >
              {gridText("next")}
            </button>
          </span>
        </div>
        <GridTable
          view={view}
          query={query}
          nRows={nRows}
          pages={pages.current.pages}
          place={place}
          onPlace={setPlace}
          onQuery={change}
          editing={editing}
          onEdit={(at) => edit(at, rowAt(at))}
          onWritten={written}
          onLeave={leave}
        />
        {nRows === 0 ? <p className="hint">{gridText("noRows")}</p> : null}
        <p className="hint">{gridText("hint")}</p>
        <CellEdits view={view} isLocked={isLocked} />
        <ScatterPanel
          view={view}
          query={query}
          onQuery={change}
          row={rowAt(place)}
          onRow={(row, name) => showCell({ row, column: name })}
        />
        <MissingMapFigure view={view} />
      </div>
      {column ? (
        <ColumnCard
          key={column.rule.name}
          column={column}
          query={query}
          onQuery={change}
          onNextProblem={() => void jump(false, column.rule.name)}
        />
      ) : null}
    </div>
  );
}
