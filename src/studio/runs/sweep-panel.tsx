import { useId, useState } from "react";
import { runsText, sweepText } from "../../base/texts/studio/runs.ts";
import { metricLabel, metricLabels } from "../../training/metrics.ts";
import { useDocument } from "../document/document-store.ts";
import { useSession } from "../session/session-store.ts";
import type { Sweep } from "../session/sweep-slice.ts";
import { isActive } from "../session/training-machine.ts";
import type { RunRecord } from "../storage/run-record.ts";
import { formatRecent } from "../ui/moments.ts";
import { SelectField } from "../ui/select-field.tsx";
import { sweepSummaries } from "./sweep-summary.ts";
import { type Knob, knobsOf, MOST_RUNS_OF_SWEEP, readValues, variantsOf } from "./sweep-variants.ts";

const SEEDS = [1, 2, 3, 5, 10, 20];
const NOTHING = "";

/** Many runs at once: seeds, and values of one or two settings. */
export function SweepPanel({ runs }: { readonly runs: readonly RunRecord[] }) {
  const titleId = useId();
  const sweep = useSession((session) => session.sweep);
  return (
    <section className="card sweep" aria-labelledby={titleId}>
      <h2 id={titleId}>{sweepText("title")}</h2>
      <p className="hint">{sweepText("hint")}</p>
      {sweep && sweep.nDone < sweep.variants.length ? <SweepProgress sweep={sweep} /> : <SweepForm runs={runs} />}
      <SweepResults runs={runs} />
    </section>
  );
}

function SweepProgress({ sweep }: { readonly sweep: Sweep }) {
  const { resumeSweep, haltSweep, dropSweep } = useSession.getState();
  const isBusy = useSession(({ training }) => isActive(training));
  const { nDone, nFailed, variants, isRunning } = sweep;
  return (
    <div className="stack">
      <progress value={nDone} max={variants.length} aria-label={sweepText("title")} />
      <p role="status">{sweepText("progress", { nDone, nAll: variants.length, nFailed })}</p>
      <div className="row">
        {isRunning ? (
          <button type="button" className="button" onClick={haltSweep}>
            {sweepText("halt")}
          </button>
        ) : (
          <>
            <button
              type="button"
              className="button button--primary"
              disabled={isBusy}
              onClick={() => void resumeSweep()}
            >
              {sweepText("resume")}
            </button>
            <button type="button" className="button" onClick={dropSweep}>
              {sweepText("drop")}
            </button>
          </>
        )}
      </div>
    </div>
  );
}

interface Varied {
  readonly key: string;
  readonly text: string;
}

function SweepForm({ runs }: { readonly runs: readonly RunRecord[] }) {
  const document = useDocument((state) => state.document);
  const canTrain = useSession(({ table, training }) => {
    return table.kind === "ready" && table.view.target !== undefined && !isActive(training);
  });
  const [nSeeds, setNSeeds] = useState(3);
  const [first, setFirst] = useState<Varied>({ key: NOTHING, text: "" });
  const [second, setSecond] = useState<Varied>({ key: NOTHING, text: "" });
  const knobs = knobsOf(document);
  const chosen = [first, second].flatMap(({ key, text }) => {
    const knob = knobs.find((each) => each.key === key);
    return knob ? [{ knob, ...readValues(text, knob) }] : [];
  });
  const nRuns = chosen.reduce((count, { values }) => count * Math.max(1, values.length), nSeeds);
  const isWrong = chosen.some(({ wrong }) => wrong !== undefined);
  const isTooMany = nRuns > MOST_RUNS_OF_SWEEP;
  const seconds = (runs[0]?.report.seconds ?? document.training.budgetSeconds) * nRuns;
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (isWrong || isTooMany || !canTrain) return;
        void useSession.getState().startSweep(variantsOf(document, { nSeeds, varied: chosen }));
      }}
    >
      <div className="row sweep__fields">
        <SelectField
          label={sweepText("seeds")}
          value={nSeeds}
          options={SEEDS.map((value) => ({ value, label: String(value) }))}
          hint={sweepText("seedsHint")}
          onChange={setNSeeds}
        />
        <KnobField label={sweepText("vary")} knobs={knobs} varied={first} onChange={setFirst} />
        {first.key === NOTHING ? null : (
          <KnobField
            label={sweepText("second")}
            knobs={knobs.filter(({ key }) => key !== first.key)}
            varied={second}
            onChange={setSecond}
          />
        )}
      </div>
      {isTooMany ? <p className="error-text">{sweepText("tooMany", { nRuns, most: MOST_RUNS_OF_SWEEP })}</p> : null}
      <div className="row">
        <button type="submit" className="button button--primary" disabled={!canTrain || isWrong || isTooMany}>
          {sweepText("start", { nRuns })}
        </button>
        <span className="hint">{sweepText("about", { seconds })}</span>
      </div>
    </form>
  );
}

function KnobField({
  label,
  knobs,
  varied,
  onChange,
}: {
  readonly label: string;
  readonly knobs: readonly Knob[];
  readonly varied: Varied;
  readonly onChange: (varied: Varied) => void;
}) {
  const [id, hintId] = [useId(), useId()];
  const knob = knobs.find(({ key }) => key === varied.key);
  const { wrong } = knob ? readValues(varied.text, knob) : {};
  return (
    <div className="sweep__knob">
      <SelectField
        label={label}
        value={knob?.key ?? NOTHING}
        options={[
          { value: NOTHING, label: sweepText("nothing") },
          ...knobs.map(({ key, title }) => ({ value: key, label: title })),
        ]}
        onChange={(key) => onChange({ key, text: "" })}
      />
      {knob ? (
        <div className="field">
          <label htmlFor={id} className="field__label">
            {sweepText("valuesLabel")}
          </label>
          <input
            id={id}
            type="text"
            className="input"
            aria-label={sweepText("values", { title: knob.title })}
            aria-invalid={wrong !== undefined}
            aria-describedby={hintId}
            value={varied.text}
            onChange={(event) => onChange({ ...varied, text: event.target.value })}
          />
          <span id={hintId} className={wrong ? "error-text" : "hint"}>
            {wrong ? sweepText("wrong", wrong) : sweepText("now", { value: knob.now })}
          </span>
        </div>
      ) : null}
    </div>
  );
}

function SweepResults({ runs }: { readonly runs: readonly RunRecord[] }) {
  const summaries = sweepSummaries(runs);
  // Whoever looks while runs come in, and stops when it suits, is told better things than are true.
  const goingOn = useSession(({ sweep }) => (sweep && sweep.nDone < sweep.variants.length ? sweep.id : undefined));
  if (summaries.length === 0) return null;
  return (
    <div className="stack">
      <h3>{sweepText("results")}</h3>
      <p className="hint">{sweepText("resultsHint")}</p>
      {summaries.map(({ id, at, loss, variants, verdict }) => (
        <div key={id} className="stack">
          <table className="table table--numbers">
            <caption>{sweepText("caption", { time: formatRecent(at) })}</caption>
            <thead>
              <tr>
                <th scope="col">{sweepText("variant")}</th>
                <th scope="col">{sweepText("nSeeds")}</th>
                <th scope="col">{sweepText("mean", { loss: runsText("loss", loss) })}</th>
              </tr>
            </thead>
            <tbody>
              {variants.map((each) => (
                <tr key={each.variant}>
                  <th scope="row">{each.variant === "" ? sweepText("asItIs") : each.variant}</th>
                  <td>{each.nRuns}</td>
                  <td>{sweepText("meanAndError", each)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {verdict && id !== goingOn ? (
            <p>
              {sweepText("verdict", {
                ...verdict,
                metric: metricLabel(verdict.metric),
                isMoreBetter: metricLabels[verdict.metric].better === "higher",
              })}
            </p>
          ) : null}
        </div>
      ))}
    </div>
  );
}
