import { useCallback, useState } from "react";
import type { TableView } from "../../app/view-table.ts";
import { formatCount } from "../../base/numbers.ts";
import { countOf } from "../../base/words.ts";
import { COLUMN_ROLES } from "../../table/types.ts";
import { useSession } from "../session/session-store.ts";
import type { ColumnChange } from "../session/table-slice.ts";
import { ColumnRow } from "./column-row.tsx";
import { clampPage, countRoles, findColumns, type RoleFilter } from "./find-columns.ts";
import { Pager } from "./pager.tsx";

const PAGE_SIZE = 20;
/** From so many columns on, one looks for a column rather than reads them all. */
const SEARCH_FROM = 12;

/** Every column with its type, role and reasons; a page of them at a time. */
export function ColumnsTable({ view, isLocked }: { readonly view: TableView; readonly isLocked: boolean }) {
  const [text, setText] = useState("");
  const [role, setRole] = useState<RoleFilter>("all");
  const [wantedPage, setPage] = useState(0);
  // A search that nobody can see any more hides nothing.
  const isLong = view.columns.length >= SEARCH_FROM;
  const found = isLong ? findColumns(view.columns, text, role) : view.columns;
  const { page, nPages } = clampPage(wantedPage, found.length, PAGE_SIZE);
  const shown = found.slice(page * PAGE_SIZE, (page + 1) * PAGE_SIZE);
  const counts = countRoles(view.columns);
  const onChange = useCallback((name: string, change: ColumnChange) => {
    void useSession.getState().overrideColumn(name, change);
  }, []);
  return (
    <div className="columns">
      <div className="columns__tools">
        <p>
          <strong>{countOf(view.columns.length, "column")}</strong>: {formatCount(counts.used)} used,{" "}
          {formatCount(counts.aside)} set aside{counts.target > 0 ? ", 1 target" : null}
        </p>
        {isLong ? (
          <div className="row">
            <input
              type="search"
              className="input columns__search"
              aria-label="Find a column"
              placeholder="Find a column…"
              value={text}
              onChange={(event) => {
                setText(event.target.value);
                setPage(0);
              }}
            />
            <select
              className="select columns__filter"
              aria-label="Show columns that are"
              value={role}
              onChange={(event) => {
                setRole(COLUMN_ROLES.find((known) => known === event.target.value) ?? "all");
                setPage(0);
              }}
            >
              <option value="all">All columns</option>
              <option value="used">Used</option>
              <option value="aside">Set aside</option>
            </select>
          </div>
        ) : null}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
      <section className="scroll-box columns__box" aria-label="Columns, scrollable" tabIndex={0}>
        <table className="table columns__table">
          <caption className="visually-hidden">Columns of the table, their roles, types and values</caption>
          <thead>
            <tr>
              <th scope="col">Column</th>
              <th scope="col">Role</th>
              <th scope="col">Type</th>
              <th scope="col">Missing</th>
              <th scope="col">Distinct</th>
              <th scope="col">Values</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((column) => (
              <ColumnRow key={column.rule.name} column={column} isLocked={isLocked} onChange={onChange} />
            ))}
          </tbody>
        </table>
        {found.length === 0 ? <p className="hint columns__none">No column fits.</p> : null}
      </section>
      {nPages > 1 ? (
        <Pager
          what="columns"
          page={page}
          nPages={nPages}
          onPage={setPage}
          words={`${formatCount(page * PAGE_SIZE + 1)} to ${formatCount(page * PAGE_SIZE + shown.length)} of ${formatCount(found.length)}`}
        />
      ) : null}
    </div>
  );
}
