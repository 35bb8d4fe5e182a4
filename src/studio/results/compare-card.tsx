import { useId } from "react";
import { compareCardText } from "../../base/texts/studio/results.ts";
import { metricsOfTask } from "../../training/metric-evaluators.ts";
import { metricExplanation } from "../../training/metrics.ts";
import { TABLE_ACCEPT } from "../session/given-files.ts";
import { useSession } from "../session/session-store.ts";
import { FileButton } from "../ui/file-button.tsx";
import { formatMetric } from "../ui/format.ts";
import { saveFile } from "../ui/save-file.ts";
import { headOf } from "./metrics-table.tsx";
import { VerdictMark } from "./verdict-mark.tsx";
import { verdictKind } from "./verdict-words.ts";

/** Another model's predictions of the test rows, judged beside those of the trained pipeline. */
export function CompareCard() {
  const hasTrained = useSession((session) => session.hasTrained);
  const hasTable = useSession((session) => session.table.kind === "ready");
  const comparison = useSession((session) => session.comparison);
  const { listRows, compareWith } = useSession.getState();
  const titleId = useId();
  const hintId = useId();
  const isPossible = hasTrained && hasTable;
  const save = async () => {
    const csv = await listRows();
    if (csv) saveFile(compareCardText("rowsName"), csv);
  };
  return (
    <section className="predict card" aria-labelledby={titleId}>
      <h3 id={titleId}>{compareCardText("heading")}</h3>
      <p>{compareCardText("explanation")}</p>
      <div className="row">
        <button type="button" className="button" disabled={!isPossible} onClick={() => void save()}>
          {compareCardText("saveRows")}
        </button>
        <FileButton
          label={compareCardText("addFile")}
          accept={TABLE_ACCEPT}
          isDisabled={!isPossible || comparison.kind === "working"}
          describedBy={hintId}
          onFiles={([file]) => void compareWith(file)}
        />
      </div>
      <p id={hintId} className="hint">
        {compareCardText(isPossible ? "hint" : hasTrained ? "opened" : "notYet")}
      </p>
      <div aria-live="polite" className="predict__result">
        {comparison.kind === "working" ? <p>{compareCardText("working", comparison)}</p> : null}
        {comparison.kind === "error" ? (
          <p className="error-text">
            {comparison.error.where}: {comparison.error.got}. {comparison.error.fix} [{comparison.error.code}]
          </p>
        ) : null}
        {comparison.kind === "ready" ? <Compared {...comparison} /> : null}
      </div>
    </section>
  );
}

type ReadyComparison = Extract<ReturnType<typeof useSession.getState>["comparison"], { readonly kind: "ready" }>;

function Compared({ name, comparison }: Omit<ReadyComparison, "kind">) {
  const task = useSession((session) => session.report?.task);
  const unit = useSession((session) => session.report?.unit);
  const { ours, theirs, notes, sentence } = comparison;
  const metrics = task ? metricsOfTask(task).filter((metric) => theirs[metric] !== undefined) : [];
  const rows = [
    { model: compareCardText("ours"), values: ours },
    { model: name, values: theirs },
  ];
  return (
    <>
      <p className="verdict__sentence" data-kind={verdictKind(comparison)}>
        <VerdictMark verdict={comparison} /> {sentence}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
      <section className="scroll-box" aria-label={compareCardText("scrollable")} tabIndex={0}>
        <table className="table">
          <caption className="table-caption">{compareCardText("caption")}</caption>
          <thead>
            <tr>
              <th scope="col">{compareCardText("model")}</th>
              {metrics.map((metric) => (
                <th scope="col" key={metric} className="number" title={metricExplanation(metric)}>
                  {headOf(metric, unit)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ model, values }) => (
              <tr key={model}>
                <th scope="row">{model}</th>
                {metrics.map((metric) => (
                  <td key={metric} className="number">
                    {formatMetric(metric, values[metric])}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {[...notes, compareCardText("once")].map((note) => (
        <p className="hint" key={note}>
          {note}
        </p>
      ))}
    </>
  );
}
