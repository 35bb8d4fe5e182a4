import type { TableView } from "../../app/view-table.ts";
import { fileText } from "../../base/texts/studio/data.ts";
import { setTraining, useDocument } from "../document/document-store.ts";

/** With several files: which of them results are judged by. Rows of the others are trained on alone. */
export function SourceTrust({ view, isLocked }: { readonly view: TableView; readonly isLocked: boolean }) {
  const trainingOnly = useDocument(({ document }) => document.training.trainingOnlySources);
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
          </li>
        ))}
      </ul>
    </fieldset>
  );
}
