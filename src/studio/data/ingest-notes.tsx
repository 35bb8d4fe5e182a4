import type { TableView } from "../../app/view-table.ts";
import type { WarningCode } from "../../base/errors/catalogue.ts";
import { fileText } from "../../base/texts/studio/data.ts";
import { useSession } from "../session/session-store.ts";

const LISTED = 100;
const SET_ASIDE: WarningCode = "W_CSV_SET_ASIDE";

/**
 * Everything odd about the files. It stays until other files are read: nothing is dropped silently, and rows that were set
 * aside can be kept.
 */
export function IssuesList({ view, isLocked }: { readonly view: TableView; readonly isLocked: boolean }) {
  const { issues, sources } = view;
  const kept = sources.filter(({ dialect }) => dialect.keepAll);
  const count = issues.length + kept.length;
  if (count === 0) return null;
  const listed = issues.slice(0, LISTED);
  // Rows of all kinds are kept or set aside together.
  const lastAside = new Map(
    listed.flatMap(({ code, where }, at) => (code === SET_ASIDE ? [[where, at] as const] : [])),
  );
  const named = (file: string) => (sources.length > 1 ? { file } : {});
  return (
    <details className="panel panel--warning" open={count <= 5}>
      <summary>{fileText("toKnow", { count })}</summary>
      <ul className="panel__body plain-list">
        {listed.map((issue, at) => (
          <li key={`${issue.code} ${issue.where} ${issue.message}`}>
            <strong>{issue.where}</strong>: {issue.message}
            {issue.count > 1 ? <span className="hint"> {fileText("times", { count: issue.count })}</span> : null}
            {lastAside.get(issue.where) === at ? (
              <KeepAll file={issue.where} keepAll={true} isLocked={isLocked}>
                {fileText("keepRows", named(issue.where))}
              </KeepAll>
            ) : null}
          </li>
        ))}
        {kept.map(({ name }) => (
          <li key={name}>
            {fileText("areKept", { file: name })}
            <KeepAll file={name} keepAll={false} isLocked={isLocked}>
              {fileText("setRowsAside", named(name))}
            </KeepAll>
          </li>
        ))}
        {issues.length > LISTED ? (
          <li className="hint">{fileText("moreOfThem", { count: issues.length - LISTED })}</li>
        ) : null}
      </ul>
    </details>
  );
}

interface KeepAllProps {
  readonly file: string;
  readonly keepAll: boolean;
  readonly isLocked: boolean;
  readonly children: string;
}

function KeepAll({ file, keepAll, isLocked, children }: KeepAllProps) {
  return (
    <button
      type="button"
      className="button button--small issue__action"
      disabled={isLocked}
      onClick={() => void useSession.getState().changeDialect({ keepAll }, file)}
    >
      {children}
    </button>
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
