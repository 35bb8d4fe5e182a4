import { useId, useState } from "react";
import { predictText } from "../../base/texts/studio/results.ts";
import { metricsOfTask } from "../../training/metric-evaluators.ts";
import type { PredictionView } from "../../worker/protocol.ts";
import { isOfOtherPipeline } from "../session/changes-since.ts";
import { TABLE_ACCEPT } from "../session/given-files.ts";
import { useRun } from "../session/runs.ts";
import { useSession } from "../session/session-store.ts";
import { FileButton } from "../ui/file-button.tsx";
import { metricWords } from "../ui/format.ts";
import { RichText, slot } from "../ui/rich-text.tsx";
import { saveFile } from "../ui/save-file.ts";
import { PredictQuestion } from "./predict-question.tsx";
import { predictionsName, predictNotes } from "./predict-report.ts";
import { shownPreview } from "./preview-cells.ts";
import { UnlabelledButton } from "./unlabelled-button.tsx";

/** New rows in; what is unusual about them first, then their predictions. */
export function PredictPanel() {
  const hasTrained = useSession((session) => session.hasTrained);
  const prediction = useSession((session) => session.prediction);
  const adds = useSession(({ report }) => {
    if (report?.task !== "regression") return "classes";
    return report.interval ? "interval" : "number";
  });
  const { changes } = useRun("results");
  const { predict } = useSession.getState();
  const titleId = useId();
  const hintId = useId();
  return (
    <section id="predict" className="predict card" aria-labelledby={titleId} tabIndex={-1} data-drop="prediction">
      <h3 id={titleId}>{predictText("heading")}</h3>
      <div className="row">
        <FileButton
          label={predictText("addFile")}
          accept={TABLE_ACCEPT}
          isMultiple
          isDisabled={!hasTrained || prediction.kind === "working"}
          describedBy={hintId}
          onFiles={(files) => void predict(files)}
        />
        <UnlabelledButton className="button" />
      </div>
      <p id={hintId} className="hint">
        {hasTrained ? predictText("hint", { adds }) : predictText("notYet")}
      </p>
      {hasTrained && isOfOtherPipeline(changes) ? <p className="stale-note">{predictText("stale")}</p> : null}
      <div aria-live="polite" className="predict__result">
        {prediction.kind === "working" ? <p>{predictText("working", { files: prediction.names })}</p> : null}
        {prediction.kind === "error" ? (
          <p className="error-text">
            {prediction.error.where}: {prediction.error.got}. {prediction.error.fix} [{prediction.error.code}]
          </p>
        ) : null}
        {prediction.kind === "question" ? <PredictQuestion {...prediction} /> : null}
        {prediction.kind === "ready" ? <PredictionResult view={prediction.view} names={prediction.names} /> : null}
      </div>
    </section>
  );
}

function PredictionResult({ view, names }: { readonly view: PredictionView; readonly names: readonly string[] }) {
  const task = useSession((session) => session.report?.task);
  const unit = useSession((session) => session.report?.unit);
  const notes = predictNotes(view);
  const metrics = task ? metricsOfTask(task).filter((metric) => view.metrics?.[metric] !== undefined) : [];
  const { header, rows, areNumbers } = shownPreview({
    rows: view.preview,
    nAdded: view.nAdded,
    isRegression: task === "regression",
  });
  return (
    <>
      <p>
        <RichText
          text={predictText("from", { predicted: slot("predicted"), files: names, hasNotes: notes.length > 0 })}
          parts={{ predicted: <strong>{predictText("predicted", { nRows: view.nRows })}</strong> }}
        />
      </p>
      {notes.map(({ kind, title, lines }) => (
        <div key={title} className="predict__note">
          <p>
            <span className={`badge${kind === "warning" ? " badge--warning" : ""}`}>
              {predictText(kind === "warning" ? "look" : "note")}
            </span>{" "}
            {title}
          </p>
          {lines.length > 0 ? (
            <ul>
              {lines.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          ) : null}
        </div>
      ))}
      {metrics.length > 0 ? (
        <p>
          {predictText("metrics", {
            metrics: metrics.map((metric) => metricWords(metric, view.metrics?.[metric], unit)),
          })}
        </p>
      ) : null}
      <PredictionDownload view={view} names={names} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
      <section className="scroll-box" aria-label={predictText("scrollable")} tabIndex={0}>
        <table className="table table--cells">
          <caption className="table-caption">{predictText("caption", { nRows: rows.length, unit })}</caption>
          <thead>
            <tr>
              {header.map((name, column) => (
                <th scope="col" key={column} className={areNumbers[column] ? "number" : undefined}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, index) => (
              <tr key={index}>
                {row.map((cell, column) => (
                  <td key={column} className={areNumbers[column] ? "number" : undefined}>
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}

/** Cells stay letter for letter, unless somebody wants those that a spreadsheet would compute to be safe. */
function PredictionDownload({ view, names }: { readonly view: PredictionView; readonly names: readonly string[] }) {
  const [isSafe, setSafe] = useState(false);
  const { csv, formulas } = view;
  const file = isSafe && formulas ? formulas.safeCsv : csv;
  return (
    <div className="predict__download">
      {formulas ? (
        <label className="checkbox">
          <input type="checkbox" checked={isSafe} onChange={(event) => setSafe(event.target.checked)} />
          <span>
            {predictText("safe")}
            <span className="hint"> {predictText("safeHint", { example: formulas.example })}</span>
          </span>
        </label>
      ) : null}
      <button type="button" className="button button--primary" onClick={() => saveFile(predictionsName(names), file)}>
        {predictText("download")}
      </button>
    </div>
  );
}
