import { dockText } from "../../base/texts/studio/shell.ts";
import { blockLabel, useDocument } from "../document/document-store.ts";
import { select } from "../document/selection.ts";
import { useAllProblems } from "../document/use-problems.ts";
import { useSession } from "../session/session-store.ts";
import { viewOf } from "../session/table-state.ts";

/** The rest is in the data view. */
const LISTED = 20;

/** How many things of the pipeline are to be mended. */
export function useProblemCount(): number {
  return useAllProblems().length;
}

/** What keeps the pipeline from being trained, each with the way to it; below, what is odd about the files. */
export function ProblemList() {
  const problems = useAllProblems();
  const document = useDocument((state) => state.document);
  const issues = useSession(({ table }) => viewOf(table)?.issues);
  return (
    <div className="problem-list">
      {problems.length === 0 ? <p className="hint">{dockText("noProblems")}</p> : null}
      <ul aria-label={dockText("pipelineProblems")}>
        {problems.map(({ block, message }) => (
          <li key={`${block} ${message}`} className="problem-list__item">
            {block === "" ? null : (
              <button type="button" className="button button--small" onClick={() => select([block])}>
                {blockLabel(document, block)}
              </button>
            )}
            <span>{message}</span>
          </li>
        ))}
      </ul>
      {issues && issues.length > 0 ? (
        <>
          <p className="row">
            <span className="badge badge--warning">{dockText("ofFiles", { count: issues.length })}</span>
            <a href="#data">{dockText("toData")}</a>
          </p>
          <ul aria-label={dockText("fileProblems")}>
            {issues.slice(0, LISTED).map(({ code, where, message }) => (
              <li key={`${code} ${where} ${message}`} className="problem-list__item">
                {where}: {message}
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </div>
  );
}
