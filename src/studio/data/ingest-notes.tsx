import type { TableView } from "../../app/view-table.ts";
import { countOf } from "../../base/words.ts";

const LISTED = 100;

/** Everything odd about the files. It stays until other files are read: nothing is dropped silently. */
export function IssuesList({ issues }: { readonly issues: TableView["issues"] }) {
  if (issues.length === 0) return null;
  return (
    <details className="panel panel--warning" open={issues.length <= 5}>
      <summary>{countOf(issues.length, "thing")} to know about these files</summary>
      <ul className="panel__body plain-list">
        {issues.slice(0, LISTED).map((issue) => (
          <li key={`${issue.code} ${issue.where} ${issue.message}`}>
            <strong>{issue.where}</strong>: {issue.message}
            {issue.count > 1 ? <span className="hint"> ({issue.count} times)</span> : null}
          </li>
        ))}
        {issues.length > LISTED ? (
          <li className="hint">… and {issues.length - LISTED} more of the same kinds</li>
        ) : null}
      </ul>
    </details>
  );
}

/** Columns that not every file has; their cells are missing in the others. */
export function UnmatchedColumns({ unmatched }: { readonly unmatched: TableView["unmatched"] }) {
  if (unmatched.length === 0) return null;
  return (
    <details className="panel panel--warning" open={unmatched.length <= 5}>
      <summary>{countOf(unmatched.length, "column")} not in every file</summary>
      <div className="panel__body">
        <p className="hint">
          Files are stacked by column name. Where a file lacks a column, its cells count as missing. If two names mean
          the same thing, rename one of them in its file and add the files again.
        </p>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
        <section className="scroll-box" aria-label="Unmatched columns, scrollable" tabIndex={0}>
          <table className="table">
            <caption className="visually-hidden">Columns that not every file has</caption>
            <thead>
              <tr>
                <th scope="col">Column</th>
                <th scope="col">In</th>
                <th scope="col">Not in</th>
              </tr>
            </thead>
            <tbody>
              {unmatched.slice(0, LISTED).map(({ column, presentIn, absentFrom }) => (
                <tr key={column}>
                  <th scope="row">{column}</th>
                  <td>{presentIn.join(", ")}</td>
                  <td>{absentFrom.join(", ")}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
        {unmatched.length > LISTED ? <p className="hint">… and {unmatched.length - LISTED} more</p> : null}
      </div>
    </details>
  );
}
