import { useState } from "react";
import type { CellsToFix, CellToFix } from "../../../app/cells/cells-to-fix.ts";
import type { TableView } from "../../../app/view-table.ts";
import { formatCount } from "../../../base/numbers.ts";
import { fixText } from "../../../base/texts/studio/fix.ts";
import { useDocument } from "../../document/document-store.ts";
import { showCell } from "../grid/cell-sought.ts";
import { editedCells } from "../grid/edited-cells.ts";
import { GainBar } from "./gain-bar.tsx";

const ROWS_AT_ONCE = 20;

interface CellListProps {
  readonly found: CellsToFix;
  readonly view: TableView;
  readonly isLocked: boolean;
  /** The one whose cells are listed; undefined: all. */
  readonly column: string | undefined;
  readonly onAllColumns: () => void;
}

/** Cell by cell, the most worthwhile first; a click opens the cell in the grid, ready to be written. */
export function CellList({ found, view, isLocked, column, onAllColumns }: CellListProps) {
  const [nWanted, setWanted] = useState(ROWS_AT_ONCE);
  const edits = useDocument(({ document }) => document.table.edits);
  const edited = editedCells(view.sources, edits ?? []);
  const cells = found.cells.filter((cell) => column === undefined || cell.column === column);
  const most = found.cells[0]?.gain ?? 1;
  return (
    <>
      {column === undefined ? null : (
        <div className="row">
          <button type="button" className="button button--small" onClick={onAllColumns}>
            {fixText("onlyColumn", { column })} <span aria-hidden="true">×</span>
            <span className="visually-hidden">, {fixText("allColumns")}</span>
          </button>
        </div>
      )}
      <div className="fix__box">
        <table className="fix__table" aria-label={fixText("heading")}>
          <thead>
            <tr>
              <th scope="col" className="numeric">
                {fixText("row")}
              </th>
              <th scope="col">{fixText("column")}</th>
              <th scope="col">{fixText("says")}</th>
              <th scope="col">{fixText("expected")}</th>
              <th scope="col">{fixText("why")}</th>
              <th scope="col" title={fixText("gainHint")}>
                {fixText("gain")}
              </th>
              <td />
            </tr>
          </thead>
          <tbody>
            {cells.slice(0, nWanted).map((cell) => (
              <CellRow
                key={`${cell.row} ${cell.column}`}
                cell={cell}
                share={cell.gain / found.loss}
                ofMost={cell.gain / most}
                isEdited={edited.has(`${cell.row} ${cell.column}`)}
                isLocked={isLocked}
              />
            ))}
          </tbody>
        </table>
      </div>
      {cells.length > nWanted ? (
        <div className="row">
          <button
            type="button"
            className="button button--small"
            onClick={() => setWanted((before) => before + ROWS_AT_ONCE)}
          >
            {fixText("more")}
          </button>
        </div>
      ) : null}
    </>
  );
}

interface CellRowProps {
  readonly cell: CellToFix;
  readonly share: number;
  /** Of the largest gain. */
  readonly ofMost: number;
  readonly isEdited: boolean;
  readonly isLocked: boolean;
}

function CellRow({ cell, share, ofMost, isEdited, isLocked }: CellRowProps) {
  const { row, column, text, expected } = cell;
  return (
    <tr data-edited={isEdited || undefined}>
      <td className="numeric">{formatCount(row + 1)}</td>
      <td>{column}</td>
      <td className="fix__text">{text === "" ? <span className="hint">{fixText("empty")}</span> : text}</td>
      <td className="fix__text">{typeof expected === "number" ? fixText("about", { value: expected }) : expected}</td>
      <td className="fix__why">{whyOf(cell)}</td>
      <td>
        <GainBar share={share} ofMost={ofMost} />
      </td>
      <td className="fix__actions">
        {isEdited ? <span className="hint">{fixText("edited")}</span> : null}
        <button
          type="button"
          className="button button--small"
          aria-label={fixText("fixCell", { row: row + 1, column })}
          disabled={isLocked}
          onClick={() => showCell({ row, column, isToEdit: true })}
        >
          {fixText("fix")}
        </button>
      </td>
    </tr>
  );
}

function whyOf({ kind, doubt }: CellToFix): string {
  switch (kind) {
    case "missing":
      return fixText("missing");
    case "unlikely":
      return fixText("unlikely", { doubt });
    case "level":
      return fixText("level", { doubt });
    default:
      return kind satisfies never;
  }
}
