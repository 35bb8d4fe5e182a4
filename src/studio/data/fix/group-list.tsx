import type { CellsToFix } from "../../../app/cells/cells-to-fix.ts";
import type { TableView } from "../../../app/view-table.ts";
import { formatCount } from "../../../base/numbers.ts";
import { fixText } from "../../../base/texts/studio/fix.ts";
import { showCell } from "../grid/cell-sought.ts";
import { GainBar } from "./gain-bar.tsx";

const MOST_SHOWN = 20;

interface GroupListProps {
  readonly found: CellsToFix;
  readonly view: TableView;
  readonly part: "columns" | "rows";
  readonly onColumn: (name: string) => void;
}

/** What the cells of a column, or of a row, could take away together. */
export function GroupList({ found, view, part, onColumn }: GroupListProps) {
  const isColumns = part === "columns";
  const groups = (isColumns ? found.columns : found.rows).slice(0, MOST_SHOWN);
  const most = groups[0]?.gain ?? 1;
  const columnOfRow = (row: number) =>
    found.cells.find((cell) => cell.row === row)?.column ?? view.columns[0]?.rule.name;
  const show = (of: string | number) => {
    if (typeof of === "string") onColumn(of);
    else showCell({ row: of, column: columnOfRow(of) ?? "" });
  };
  return (
    <div className="fix__box">
      <table className="fix__table" aria-label={fixText("part", { part })}>
        <thead>
          <tr>
            <th scope="col" className={isColumns ? undefined : "numeric"}>
              {fixText(isColumns ? "column" : "row")}
            </th>
            <th scope="col" className="numeric">
              {fixText("nCells")}
            </th>
            <th scope="col" title={fixText("gainHint")}>
              {fixText("gain")}
            </th>
            <td />
          </tr>
        </thead>
        <tbody>
          {groups.map(({ of, nCells, gain }) => (
            <tr key={of}>
              <td className={isColumns ? undefined : "numeric"}>{typeof of === "string" ? of : formatCount(of + 1)}</td>
              <td className="numeric">{formatCount(nCells)}</td>
              <td>
                <GainBar share={gain / found.loss} ofMost={gain / most} />
              </td>
              <td className="fix__actions">
                <button
                  type="button"
                  className="button button--small"
                  aria-label={
                    typeof of === "string" ? fixText("showColumn", { column: of }) : fixText("showRow", { row: of + 1 })
                  }
                  onClick={() => show(of)}
                >
                  {fixText("show")}
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
