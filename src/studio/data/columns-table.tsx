import { useCallback, useState } from "react";
import type { TableView } from "../../app/view-table.ts";
import { columnText } from "../../base/texts/studio/data.ts";
import { uiText } from "../../base/texts/studio/ui.ts";
import { COLUMN_ROLES } from "../../table/types.ts";
import { useSession } from "../session/session-store.ts";
import type { ColumnChange } from "../session/table-slice.ts";
import { clampPage } from "../ui/clamp-page.ts";
import { Pager } from "../ui/pager.tsx";
import { RichText, slot } from "../ui/rich-text.tsx";
import { SaveMenu } from "../ui/save-menu.tsx";
import { ColumnRow } from "./column-row.tsx";
import { columnRows, columnsPicture } from "./columns-picture.ts";
import { countRoles, findColumns, type RoleFilter } from "./find-columns.ts";
import "./columns.css";

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
  const { page } = clampPage(wantedPage, found.length, PAGE_SIZE);
  const shown = found.slice(page * PAGE_SIZE, (page + 1) * PAGE_SIZE);
  const counts = countRoles(view.columns);
  const onChange = useCallback((name: string, change: ColumnChange) => {
    void useSession.getState().overrideColumn(name, change);
  }, []);
  return (
    <div className="columns">
      <div className="columns__tools">
        <p>
          <RichText
            text={columnText("counts", {
              total: slot("total"),
              used: counts.used,
              aside: counts.aside,
              nWeights: counts.weight,
              nTarget: counts.target,
            })}
            parts={{ total: <strong>{columnText("total", { count: view.columns.length })}</strong> }}
          />
        </p>
        {isLong ? (
          <div className="row">
            <input
              type="search"
              className="input columns__search"
              aria-label={columnText("find")}
              placeholder={columnText("findHint")}
              value={text}
              onChange={(event) => {
                setText(event.target.value);
                setPage(0);
              }}
            />
            <select
              className="select columns__filter"
              aria-label={columnText("show")}
              value={role}
              onChange={(event) => {
                setRole(COLUMN_ROLES.find((known) => known === event.target.value) ?? "all");
                setPage(0);
              }}
            >
              <option value="all">{columnText("all")}</option>
              <option value="used">{columnText("used")}</option>
              <option value="aside">{columnText("aside")}</option>
              <option value="weight">{columnText("weight")}</option>
            </select>
          </div>
        ) : null}
        <SaveMenu
          label={uiText("saveOf", { title: columnText("picture") })}
          file="columns"
          picture={() => columnsPicture(found)}
          rows={() => columnRows(found)}
        />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
      <section className="scroll-box columns__box" aria-label={columnText("scrollable")} tabIndex={0}>
        <fieldset disabled={isLocked}>
          <table className="table columns__table">
            <caption className="visually-hidden">{columnText("caption")}</caption>
            <thead>
              <tr>
                <th scope="col">{columnText("column")}</th>
                <th scope="col">{columnText("role")}</th>
                <th scope="col">{columnText("type")}</th>
                <th scope="col" className="number">
                  {columnText("missing")}
                </th>
                <th scope="col" className="number">
                  {columnText("distinct")}
                </th>
                <th scope="col">{columnText("values")}</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((column) => (
                <ColumnRow key={column.rule.name} column={column} onChange={onChange} />
              ))}
            </tbody>
          </table>
        </fieldset>
        {found.length === 0 ? <p className="hint columns__none">{columnText("none")}</p> : null}
      </section>
      <Pager what="columns" page={page} total={found.length} size={PAGE_SIZE} onPage={setPage} />
    </div>
  );
}
