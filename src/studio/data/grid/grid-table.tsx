import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useRef, useState } from "react";
import type { TableView } from "../../../app/view-table.ts";
import { formatCount } from "../../../base/numbers.ts";
import { editText } from "../../../base/texts/studio/edits.ts";
import { gridText } from "../../../base/texts/studio/grid.ts";
import type { GridQuery } from "../../../table/grid-query.ts";
import { CellInput } from "./cell-input.tsx";
import { type GridPages, PAGE_COLUMNS } from "./grid-pages.ts";
import { ROW_HEIGHT, scrollTo, windowOf } from "./grid-window.ts";
import type { Editing, Place } from "./place.ts";

interface GridTableProps {
  readonly view: TableView;
  readonly query: GridQuery;
  /** Rows that meet it. */
  readonly nRows: number;
  readonly pages: GridPages;
  readonly place: Place;
  readonly onPlace: (place: Place) => void;
  readonly onQuery: (query: GridQuery) => void;
  /** The cell that is being written. */
  readonly editing: Editing | undefined;
  /** A cell is to be written. */
  readonly onEdit: (place: Place) => void;
  /**
   * @param text absent: nothing was typed.
   * @param then where one goes on; absent: somewhere else already.
   */
  readonly onWritten: (text: string | undefined, then?: Place) => void;
  readonly onLeave: () => void;
}

const COLUMN_WIDTH = 152;
const NUMBER_WIDTH = 80;
const HEAD_HEIGHT = 36;

/** What is in sight of a table of any size; the keyboard moves through it cell by cell. */
export function GridTable(props: GridTableProps) {
  const { view, query, nRows, pages, place, onPlace, onQuery, editing, onEdit, onWritten, onLeave } = props;
  const box = useRef<HTMLDivElement>(null);
  const id = useId();
  const [sight, setSight] = useState({ top: 0, left: 0, width: 800, height: 480 });
  const rowsHeight = Math.max(ROW_HEIGHT, sight.height - HEAD_HEIGHT);
  const { height, first, nShown } = windowOf(nRows, rowsHeight, sight.top);
  const nColumns = view.columns.length;
  const firstColumn = Math.max(0, Math.min(nColumns - 1, Math.floor(sight.left / COLUMN_WIDTH)));
  const nSeen = Math.min(nColumns - firstColumn, Math.ceil((sight.width - NUMBER_WIDTH) / COLUMN_WIDTH) + 1);
  useEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const take = () => {
      const { scrollTop: top, scrollLeft: left, clientWidth: width, clientHeight } = element;
      if (width > 0) setSight({ top, left, width, height: clientHeight });
    };
    take();
    const sizes = new ResizeObserver(take);
    sizes.observe(element);
    element.addEventListener("scroll", take, { passive: true });
    return () => {
      sizes.disconnect();
      element.removeEventListener("scroll", take);
    };
  }, []);
  useEffect(() => pages.want(first, nShown, firstColumn, nSeen), [pages, first, nShown, firstColumn, nSeen]);
  // The place is shown wherever it was put.
  useLayoutEffect(() => {
    const element = box.current;
    if (!element || element.clientHeight === 0) return;
    const room = element.clientHeight - HEAD_HEIGHT;
    const top = scrollTo(place.row, nRows, room, element.scrollTop);
    if (top !== undefined) element.scrollTop = top;
    const left = place.column * COLUMN_WIDTH;
    if (left < element.scrollLeft) element.scrollLeft = left;
    const right = left + COLUMN_WIDTH + NUMBER_WIDTH - element.clientWidth;
    if (right > element.scrollLeft) element.scrollLeft = right;
  }, [place, nRows]);
  const move = (event: KeyboardEvent) => {
    if (event.target === box.current && (event.key === "Enter" || event.key === "F2") && nRows > 0) {
      event.preventDefault();
      onEdit(place);
      return;
    }
    const next = nextPlace(event, place, { nRows, nColumns, nPage: Math.max(1, nShown - 2) });
    if (!next) return;
    event.preventDefault();
    onPlace(next);
  };
  const seen = view.columns.slice(firstColumn, firstColumn + nSeen);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table element lays out all of its rows
    <div
      ref={box}
      className="grid-box"
      role="grid"
      aria-label={gridText("title")}
      aria-rowcount={nRows + 1}
      aria-colcount={nColumns + 1}
      aria-activedescendant={nRows > 0 ? `${id}-cell` : undefined}
      tabIndex={0}
      onKeyDown={move}
    >
      <div
        className="grid-room"
        style={{ height: height + HEAD_HEIGHT, width: NUMBER_WIDTH + nColumns * COLUMN_WIDTH }}
      >
        <div className="grid-sight" style={{ width: sight.width }}>
          {/* biome-ignore lint/a11y/useSemanticElements: as above */}
          <div
            role="row"
            tabIndex={-1}
            aria-rowindex={1}
            className="grid-row grid-row--head"
            style={{ height: HEAD_HEIGHT }}
          >
            {/* biome-ignore lint/a11y/useSemanticElements: as above */}
            <span role="columnheader" tabIndex={-1} aria-colindex={1} className="grid-cell grid-cell--number">
              {gridText("row")}
            </span>
            {seen.map(({ rule: { name, role, type } }, index) => {
              const sorted = query.sort?.column === name ? query.sort : undefined;
              const direction = sorted ? (sorted.isDescending ? "descending" : "ascending") : "none";
              return (
                // biome-ignore lint/a11y/useSemanticElements: as above
                <span
                  key={name}
                  role="columnheader"
                  tabIndex={-1}
                  aria-colindex={firstColumn + index + 2}
                  aria-sort={direction}
                  className="grid-cell grid-cell--head"
                  data-role={role}
                  data-type={type}
                >
                  <button
                    type="button"
                    className="grid-head"
                    title={gridText("sortBy", { column: name })}
                    onClick={() => {
                      onQuery({ ...query, sort: sortAfter(name, query.sort) });
                      onPlace({ row: 0, column: firstColumn + index });
                    }}
                  >
                    {name}
                    <span aria-hidden="true">{sorted ? (sorted.isDescending ? " ▾" : " ▴") : ""}</span>
                  </button>
                </span>
              );
            })}
          </div>
          {Array.from({ length: Math.min(nShown, nRows - first) }, (_, offset) => {
            const row = first + offset;
            const number = pages.rowAt(row, firstColumn)?.row;
            return (
              // biome-ignore lint/a11y/useSemanticElements: as above
              <div
                key={row}
                role="row"
                tabIndex={-1}
                aria-rowindex={row + 2}
                className="grid-row"
                style={{ height: ROW_HEIGHT }}
              >
                {/* biome-ignore lint/a11y/useSemanticElements: as above */}
                <span role="rowheader" tabIndex={-1} aria-colindex={1} className="grid-cell grid-cell--number">
                  {number === undefined ? gridText("loading") : formatCount(number + 1)}
                </span>
                {seen.map(({ rule: { name, type } }, index) => {
                  const column = firstColumn + index;
                  const found = pages.rowAt(row, column);
                  const part = column % PAGE_COLUMNS;
                  const state = found?.states[part] ?? "filled";
                  const original = found?.originals?.[part];
                  const told = [
                    ...(state === "filled" ? [] : [gridText("state", { state })]),
                    ...(original === undefined ? [] : [editText("original", { text: original })]),
                  ].join("; ");
                  const isWritten = editing?.row === row && editing.column === column;
                  const isHere = row === place.row && column === place.column;
                  return (
                    // biome-ignore lint/a11y/useSemanticElements: as above
                    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid itself takes the keys
                    <span
                      key={name}
                      id={isHere ? `${id}-cell` : undefined}
                      role="gridcell"
                      tabIndex={-1}
                      aria-colindex={column + 2}
                      aria-selected={isHere}
                      className="grid-cell"
                      data-state={state}
                      data-type={type}
                      data-edited={original !== undefined || undefined}
                      title={told === "" ? undefined : told}
                      onClick={() => {
                        onPlace({ row, column });
                        if (!isWritten) box.current?.focus({ preventScroll: true });
                      }}
                      onDoubleClick={() => onEdit({ row, column })}
                    >
                      {isWritten ? (
                        <CellInput
                          editing={editing}
                          shown={found?.cells[part] ?? ""}
                          onDone={(text, then) => {
                            if (then !== "stay") box.current?.focus({ preventScroll: true });
                            onWritten(text, placeAfter(then, { row, column }, { nRows, nColumns }));
                          }}
                          onLeave={() => {
                            box.current?.focus({ preventScroll: true });
                            onLeave();
                          }}
                        />
                      ) : (
                        (found?.cells[part] ?? "")
                      )}
                      {told === "" ? null : <span className="visually-hidden"> {told}</span>}
                    </span>
                  );
                })}
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

/** Where one goes on after a cell was written. */
function placeAfter(
  then: "stay" | "down" | "next",
  { row, column }: Place,
  { nRows, nColumns }: { readonly nRows: number; readonly nColumns: number },
): Place | undefined {
  switch (then) {
    case "stay":
      return undefined;
    case "down":
      return { row: Math.min(nRows - 1, row + 1), column };
    case "next":
      return { row, column: Math.min(nColumns - 1, column + 1) };
    default:
      return then satisfies never;
  }
}

/** Ascending, then descending, then as in the files. */
function sortAfter(column: string, sort: GridQuery["sort"]): GridQuery["sort"] {
  if (sort?.column !== column) return { column, isDescending: false };
  return sort.isDescending ? undefined : { column, isDescending: true };
}

function nextPlace(
  { key, ctrlKey, metaKey }: KeyboardEvent,
  { row, column }: Place,
  { nRows, nColumns, nPage }: { readonly nRows: number; readonly nColumns: number; readonly nPage: number },
): Place | undefined {
  const isFar = ctrlKey || metaKey;
  const [lastRow, lastColumn] = [Math.max(0, nRows - 1), Math.max(0, nColumns - 1)];
  const at = (nextRow: number, nextColumn: number): Place => ({
    row: Math.max(0, Math.min(lastRow, nextRow)),
    column: Math.max(0, Math.min(lastColumn, nextColumn)),
  });
  switch (key) {
    case "ArrowUp":
      return at(isFar ? 0 : row - 1, column);
    case "ArrowDown":
      return at(isFar ? lastRow : row + 1, column);
    case "ArrowLeft":
      return at(row, isFar ? 0 : column - 1);
    case "ArrowRight":
      return at(row, isFar ? lastColumn : column + 1);
    case "PageUp":
      return at(row - nPage, column);
    case "PageDown":
      return at(row + nPage, column);
    case "Home":
      return at(isFar ? 0 : row, 0);
    case "End":
      return at(isFar ? lastRow : row, lastColumn);
    default:
      return undefined;
  }
}
