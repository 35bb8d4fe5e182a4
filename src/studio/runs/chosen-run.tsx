import { useId } from "react";
import { create } from "zustand";
import { chosenText } from "../../base/texts/studio/runs.ts";
import { capitalised } from "../../base/words.ts";
import { metricLabel } from "../../training/metrics.ts";
import type { RunRecord } from "../storage/run-record.ts";
import { formatMetric } from "../ui/format.ts";
import { SelectField } from "../ui/select-field.tsx";
import { comparableKey, testMetrics } from "./run-loss.ts";
import { runName } from "./run-name.ts";

interface Choice {
  readonly chosen: string | undefined;
  /** Runs whose numbers on test rows have been shown, in this order. */
  readonly shown: readonly string[];
}

const useChoice = create<Choice>()(() => ({ chosen: undefined, shown: [] }));

/** The numbers of one run on test rows, which are shown when it has been chosen. */
export function ChosenRun({ runs }: { readonly runs: readonly RunRecord[] }) {
  const titleId = useId();
  const { chosen, shown } = useChoice();
  const run = runs.find(({ id }) => id === chosen);
  const isShown = run !== undefined && shown.includes(run.id);
  const isSecond =
    run !== undefined &&
    shown.some((id) => {
      const other = runs.find((each) => each.id === id);
      return other !== undefined && other !== run && comparableKey(other) === comparableKey(run);
    });
  return (
    <section className="card chosen-run" aria-labelledby={titleId}>
      <h2 id={titleId}>{chosenText("title")}</h2>
      <p className="hint">{chosenText("why")}</p>
      <div className="row">
        <SelectField
          label={chosenText("which")}
          value={run?.id}
          placeholder="–"
          options={runs.map((each) => ({ value: each.id, label: runName(each) }))}
          onChange={(id) => useChoice.setState({ chosen: id })}
        />
        {run && !isShown ? (
          <button type="button" className="button" onClick={() => useChoice.setState({ shown: [...shown, run.id] })}>
            {chosenText("show")}
          </button>
        ) : null}
      </div>
      {isSecond ? <p className="badge badge--warning">{chosenText("another")}</p> : null}
      {run && isShown ? <TestNumbers run={run} /> : null}
    </section>
  );
}

function TestNumbers({ run }: { readonly run: RunRecord }) {
  const metrics = testMetrics(run.report);
  if (!metrics || run.report.rows.test === 0) return <p>{chosenText("noTest")}</p>;
  const { verdict, leading, rows } = run.report;
  return (
    <div className="stack">
      <p>{chosenText("of", { name: runName(run), nRows: rows.test })}</p>
      <dl className="facts">
        {leading.map((metric) => (
          <div key={metric}>
            <dt>{capitalised(metricLabel(metric))}</dt>
            <dd>{formatMetric(metric, metrics[metric])}</dd>
          </div>
        ))}
      </dl>
      {verdict ? <p>{verdict.sentence}</p> : null}
    </div>
  );
}
