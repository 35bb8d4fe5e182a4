import type { TableView } from "../../app/view-table.ts";
import { lossOf } from "../../base/texts/evidence.ts";
import { sourcesText } from "../../base/texts/sources.ts";
import { fileText } from "../../base/texts/studio/data.ts";
import type { TrainingReport } from "../../training/types.ts";
import { setTraining, useDocument } from "../document/document-store.ts";
import { useSession } from "../session/session-store.ts";

/** What the last run has found out about a file; nothing where it was not tried. */
export function SourceWorth({ name, report }: { readonly name: string; readonly report: TrainingReport | undefined }) {
  const told = report?.sources?.files.find(({ file }) => file === name);
  const found = report?.evidence?.find(({ kind, subject }) => kind === "source" && subject === name);
  if (!report || !told || !found) return null;
  const loss = lossOf({ task: report.task, optimisedFor: report.sources?.loss });
  return <p className="hint">{sourcesText("source", { ...found, file: name, isLeftOut: told.isLeftOut, loss })}</p>;
}

/** With several files: which of them results are judged by. Rows of the others are trained on alone. */
export function SourceTrust({ view, isLocked }: { readonly view: TableView; readonly isLocked: boolean }) {
  const trainingOnly = useDocument(({ document }) => document.training.trainingOnlySources);
  const report = useSession((session) => session.report);
  if (view.sources.length < 2) return null;
  const names = view.sources.map(({ name }) => name);
  const judged = names.filter((name) => !trainingOnly.includes(name));
  const change = (name: string, isJudged: boolean) =>
    setTraining({
      trainingOnlySources: names.filter((other) => (other === name ? !isJudged : !judged.includes(other))),
    });
  return (
    <fieldset className="panel source-trust" disabled={isLocked}>
      <legend>{fileText("judgedBy")}</legend>
      <p className="hint">{fileText("judgedByHint")}</p>
      <ul className="plain-list">
        {view.sources.map(({ name, nRows }) => (
          <li key={name}>
            <label>
              <input
                type="checkbox"
                checked={judged.includes(name)}
                disabled={judged.length === 1 && judged[0] === name}
                onChange={(event) => change(name, event.target.checked)}
              />{" "}
              {name} <span className="hint">{fileText("rowsOfFile", { nRows })}</span>
            </label>
            <SourceWorth name={name} report={report} />
          </li>
        ))}
      </ul>
    </fieldset>
  );
}
