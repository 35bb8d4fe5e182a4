import type { TableView } from "../../app/view-table.ts";
import { fileText } from "../../base/texts/studio/data.ts";

const LISTED = 100;

/** Everything odd about the files. It stays until other files are read: nothing is dropped silently. */
export function IssuesList({ issues }: { readonly issues: TableView["issues"] }) {
  if (issues.length === 0) return null;
  return (
    <details className="panel panel--warning" open={issues.length <= 5}>
      <summary>{fileText("toKnow", { count: issues.length })}</summary>
      <ul className="panel__body plain-list">
        {issues.slice(0, LISTED).map((issue) => (
          <li key={`${issue.code} ${issue.where} ${issue.message}`}>
            <strong>{issue.where}</strong>: {issue.message}
            {issue.count > 1 ? <span className="hint"> {fileText("times", { count: issue.count })}</span> : null}
          </li>
        ))}
        {issues.length > LISTED ? (
          <li className="hint">{fileText("moreOfThem", { count: issues.length - LISTED })}</li>
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
      <summary>{fileText("unmatched", { count: unmatched.length })}</summary>
      <div className="panel__body">
        <p className="hint">{fileText("unmatchedHint")}</p>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
        <section className="scroll-box" aria-label={fileText("unmatchedScrollable")} tabIndex={0}>
          <table className="table">
            <caption className="visually-hidden">{fileText("unmatchedCaption")}</caption>
            <thead>
              <tr>
                <th scope="col">{fileText("column")}</th>
                <th scope="col">{fileText("presentIn")}</th>
                <th scope="col">{fileText("absentFrom")}</th>
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
        {unmatched.length > LISTED ? (
          <p className="hint">{fileText("more", { count: unmatched.length - LISTED })}</p>
        ) : null}
      </div>
    </details>
  );
}
