import { useId, useState } from "react";
import { formatCount, formatNumber } from "../../../base/numbers.ts";
import { diagnosticsText } from "../../../base/texts/studio/diagnostics.ts";
import {
  type Costs,
  cheapestOutcome,
  costOf,
  type Outcome,
  outcomeAt,
  outcomesOf,
} from "../../../training/diagnostics/curves.ts";
import type { ScoreSteps } from "../../../training/diagnostics/diagnostics.ts";
import { useSession } from "../../session/session-store.ts";
import { LabelledInput } from "../../ui/labelled-input.tsx";
import { matrixOfMistakes } from "./costs.ts";
import { DecisionRow } from "./decision-row.tsx";
import { TrainForCosts } from "./train-for-costs.tsx";

const STEPS = 200;

interface ThresholdPanelProps {
  readonly code: number;
  /** Of all classes, by their codes. */
  readonly labels: readonly string[];
  readonly test: ScoreSteps;
  /** What a threshold is chosen by. */
  readonly validation: ScoreSteps | undefined;
}

/** From which probability on a class is said, what that brings and what it costs. */
export function ThresholdPanel({ code, labels, test, validation }: ThresholdPanelProps) {
  const label = labels[code];
  const [titleId, id] = [useId(), useId()];
  const decided = useSession(({ decision }) =>
    decision?.by === "threshold" && decision.code === code ? decision.threshold : undefined,
  );
  const [threshold, setThreshold] = useState(decided ?? 0.5);
  const [costs, setCosts] = useState<Costs>({ falseAlarm: 1, missed: 1 });
  const splits = [
    ...(validation ? [{ head: diagnosticsText("onValidation"), outcomes: outcomesOf(validation) }] : []),
    { head: diagnosticsText("onTest"), outcomes: outcomesOf(test) },
  ].map(({ head, outcomes }) => ({ head, outcome: outcomeAt(outcomes, threshold) }));
  const onTest = splits[splits.length - 1].outcome;
  const takeCheapest = () => {
    if (!validation) return;
    // Never called: from above all probabilities on.
    setThreshold(Math.min(cheapestOutcome(outcomesOf(validation), costs).threshold, 1));
  };
  return (
    <section className="diagnostic threshold card" aria-labelledby={titleId}>
      <h3 id={titleId}>{diagnosticsText("threshold")}</h3>
      <p>{diagnosticsText("thresholdHint", { label })}</p>
      <div className="threshold__body">
        <div className="threshold__controls">
          <div className="field threshold__slider">
            <label htmlFor={id} className="field__label">
              {diagnosticsText("thresholdOf", { label })}{" "}
              <output htmlFor={id}>{diagnosticsText("thresholdValue", { threshold })}</output>
            </label>
            <input
              id={id}
              type="range"
              min={0}
              max={1}
              step={1 / STEPS}
              value={threshold}
              aria-valuetext={diagnosticsText("thresholdValue", { threshold })}
              onChange={(event) => setThreshold(event.target.valueAsNumber)}
            />
          </div>
          <CostField
            name={diagnosticsText("falseAlarm")}
            value={costs.falseAlarm}
            onChange={(falseAlarm) => setCosts({ ...costs, falseAlarm })}
          />
          <CostField
            name={diagnosticsText("missed")}
            value={costs.missed}
            onChange={(missed) => setCosts({ ...costs, missed })}
          />
          {validation ? (
            <button type="button" className="button" onClick={takeCheapest}>
              {diagnosticsText("cheapest")}
            </button>
          ) : null}
        </div>
        <OutcomeTable {...{ label, threshold, splits, costs }} />
        <div className="stack">
          <DecisionRow
            decision={{ by: "threshold", code, threshold }}
            words={diagnosticsText("decide", { label, threshold })}
          />
          {labels.length === 2 ? <TrainForCosts costs={matrixOfMistakes(code, costs)} labels={labels} /> : null}
        </div>
      </div>
      <p className="visually-hidden" aria-live="polite">
        {diagnosticsText("announced", onTest)}
      </p>
    </section>
  );
}

interface OutcomeTableProps {
  readonly label: string;
  readonly threshold: number;
  readonly splits: readonly { readonly head: string; readonly outcome: Outcome }[];
  readonly costs: Costs;
}

function OutcomeTable({ label, threshold, splits, costs }: OutcomeTableProps) {
  const lines: readonly { readonly head: string; readonly read: (outcome: Outcome) => string }[] = [
    { head: diagnosticsText("found"), read: ({ nFound }) => formatCount(nFound) },
    { head: diagnosticsText("nMissed"), read: ({ nMissed }) => formatCount(nMissed) },
    { head: diagnosticsText("nFalse"), read: ({ nFalse }) => formatCount(nFalse) },
    { head: diagnosticsText("rightlyNot"), read: ({ nRightlyNot }) => formatCount(nRightlyNot) },
    {
      head: diagnosticsText("precision"),
      read: ({ nFound, nFalse }) => diagnosticsText("share", { value: nFound / (nFound + nFalse) }),
    },
    {
      head: diagnosticsText("recall"),
      read: ({ nFound, nMissed }) => diagnosticsText("share", { value: nFound / (nFound + nMissed) }),
    },
    { head: diagnosticsText("cost"), read: (outcome) => formatNumber(costOf(outcome, costs)) },
  ];
  return (
    <table className="table diagnostic__numbers threshold__table">
      <caption className="table-caption">{diagnosticsText("outcomeCaption", { label, threshold })}</caption>
      <thead>
        <tr>
          <th scope="col">{diagnosticsText("outcome")}</th>
          {splits.map(({ head }) => (
            <th scope="col" key={head}>
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lines.map(({ head, read }) => (
          <tr key={head}>
            <th scope="row">{head}</th>
            {splits.map(({ head: split, outcome }) => (
              <td key={split}>{read(outcome)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface CostFieldProps {
  readonly name: string;
  readonly value: number;
  readonly onChange: (value: number) => void;
}

function CostField({ name, value, onChange }: CostFieldProps) {
  return (
    <LabelledInput
      label={name}
      fieldClass="threshold__cost"
      type="number"
      min={0}
      step="any"
      value={value}
      onChange={({ target: { valueAsNumber } }) => {
        if (valueAsNumber >= 0) onChange(valueAsNumber);
      }}
    />
  );
}
