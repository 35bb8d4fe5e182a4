import { useEffect, useState } from "react";
import type { PreviewView, TableView } from "../../app/view-table.ts";
import { pageText } from "../../base/texts/studio/data.ts";
import { useSession } from "../session/session-store.ts";
import { clampPage } from "./find-columns.ts";
import { Pager } from "./pager.tsx";

const ROWS = 10;
const COLUMNS = 25;

/** The cells as they stand in the files; of long ones, the beginning. */
export function PreviewTable({ view }: { readonly view: TableView }) {
  const [wantedPage, setPage] = useState(0);
  const [wantedGroup, setGroup] = useState(0);
  const [cells, setCells] = useState<PreviewView>();
  const { page, nPages } = clampPage(wantedPage, view.nRows, ROWS);
  const { page: group, nPages: nGroups } = clampPage(wantedGroup, view.columns.length, COLUMNS);
  /** Other files, or the same ones read in another way, have other cells under the same page number. */
  const reading = JSON.stringify(view.sources);

  useEffect(() => {
    let isCurrent = true;
    void useSession
      .getState()
      .preview(page * ROWS, ROWS)
      .then((next) => {
        if (isCurrent && next) setCells(next);
      });
    return () => {
      isCurrent = false;
    };
  }, [page, reading]);

  const first = group * COLUMNS;
  const names = view.columns.slice(first, first + COLUMNS).map(({ rule }) => rule.name);
  return (
    <div className="preview">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
      <section className="scroll-box" aria-label={pageText("rowsScrollable")} tabIndex={0}>
        <table className="table table--cells">
          <caption className="visually-hidden">{pageText("rowsCaption")}</caption>
          <thead>
            <tr>
              <th scope="col">{pageText("row")}</th>
              {names.map((name) => (
                <th scope="col" key={name}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {cells?.rows.map((row, index) => (
              <tr key={cells.firstRow + index}>
                <th scope="row">{cells.firstRow + index + 1}</th>
                {names.map((name, column) => (
                  <td key={name}>{row[first + column]}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <div className="row">
        {nPages > 1 ? (
          <Pager
            what="rows"
            page={page}
            nPages={nPages}
            onPage={setPage}
            words={pageText("shown", {
              from: page * ROWS + 1,
              to: Math.min(view.nRows, (page + 1) * ROWS),
              total: view.nRows,
            })}
          />
        ) : null}
        {nGroups > 1 ? (
          <Pager
            what="rowColumns"
            page={group}
            nPages={nGroups}
            onPage={setGroup}
            words={pageText("columns", { from: first + 1, to: first + names.length })}
          />
        ) : null}
      </div>
    </div>
  );
}
