import { useEffect, useId, useState } from "react";
import { type TrainingSettings, trainingSettingsSchema } from "../../pipeline/document.ts";
import { mostItems, rangeOf, rangeWords } from "../../pipeline/number-range.ts";
import { replicaSettingsOf } from "../../training/replicas.ts";
import { setTraining, useDocument } from "../document/document-store.ts";
import { useSession } from "../session/session-store.ts";
import { isActive } from "../session/training-machine.ts";
import { problemOf, read, type TextSetting, written } from "./typed-setting.ts";

const PLANS = {
  joint: "Everything together",
  bilevel: "Pipeline on validation rows",
} as const;

const planWords: Readonly<Record<TrainingSettings["plan"], string>> = {
  joint: "The model and the pipeline before it learn from the same rows. Quick, and right for most tables.",
  bilevel:
    "The model learns from training rows; gates and blends learn from validation rows, so that they cannot fit noise as easily. Slower, and the validation loss is no longer a neutral judge: the test rows are.",
};

const { shape } = trainingSettingsSchema;
const bounds = (name: keyof typeof shape) => rangeWords(rangeOf(shape[name]), (bound) => bound.toLocaleString("en"));
const nOtherRates = mostItems(shape.otherLearningRates);

const OPTIMISERS = { adam: "Adam", sgd: "Stochastic gradient descent" } as const;

/** Settings that most people leave as they are. */
export function TrainingSettingsPanel() {
  const settings = useDocument((state) => state.document.training);
  const isBusy = useSession((session) => isActive(session.training));
  const planId = useId();
  const planHintId = useId();
  const nReplicas = replicaSettingsOf(settings).length;
  return (
    <details className="more-settings">
      <summary>
        More training settings{" "}
        {nReplicas > 1 ? <span className="hint more-settings__starts">{nReplicas} starts</span> : null}
      </summary>
      <fieldset className="more-settings__fields" disabled={isBusy}>
        <legend className="visually-hidden">More training settings</legend>
        <div className="field more-settings__wide">
          <label htmlFor={planId} className="field__label">
            Plan
          </label>
          <select
            id={planId}
            aria-describedby={planHintId}
            className="select"
            value={settings.plan}
            onChange={(event) => setTraining({ plan: event.target.value === "bilevel" ? "bilevel" : "joint" })}
          >
            {Object.entries(PLANS).map(([value, label]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
          <span id={planHintId} className="hint">
            {planWords[settings.plan]}
          </span>
        </div>
        <label className="field">
          <span className="field__label">Optimiser</span>
          <select
            className="select"
            value={settings.optimiser}
            onChange={(event) => setTraining({ optimiser: event.target.value === "sgd" ? "sgd" : "adam" })}
          >
            {Object.entries(OPTIMISERS).map(([value, label]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        </label>
        <NumberField
          name="learningRate"
          label="Learning rate"
          hint={`How far each step goes: ${bounds("learningRate")}.`}
        />
        <NumberField
          name="batchSize"
          label="Batch size"
          hint={`Rows that each step looks at: ${bounds("batchSize")}.`}
        />
        <NumberField
          name="weightDecay"
          label="Weight decay"
          hint={`Pulls the model's weights towards 0: ${bounds("weightDecay")}.`}
        />
        <NumberField
          name="seed"
          label="Seed"
          hint="The same seed gives the same split and start: a whole number from 0."
        />
        <NumberField
          name="starts"
          label="Starts"
          hint={`How many times the training begins with each learning rate, side by side, each time with other random weights: ${bounds("starts")}. The one with the lowest validation loss is kept. On a CPU they share the budget.`}
        />
        <NumberField
          isTwice
          name="otherLearningRates"
          label="Other learning rates"
          hint={`Trained beside the learning rate, each with every start: up to ${nOtherRates} numbers with spaces between them, such as 0.001 0.02. Empty: none.`}
        />
      </fieldset>
    </details>
  );
}

interface NumberFieldProps {
  readonly name: TextSetting;
  readonly label: string;
  readonly hint: string;
  /** Takes the room of two fields where there is any. */
  readonly isTwice?: boolean;
}

/** A number, or several, taken over when valid, on leaving the field or pressing Enter. */
function NumberField({ name, label, hint, isTwice }: NumberFieldProps) {
  const value = useDocument((state) => written(state.document.training[name]));
  const [text, setText] = useState(value);
  const [problem, setProblem] = useState("");
  const inputId = useId();
  const hintId = useId();
  const errorId = useId();
  useEffect(() => {
    setText(value);
    setProblem("");
  }, [value]);

  function take(): void {
    const found = problemOf(name, text);
    setProblem(found);
    if (found !== "") return;
    const typed = read(name, text);
    setText(written(typed));
    if (written(typed) !== value) setTraining({ [name]: typed });
  }

  return (
    <div className={`field${isTwice ? " more-settings__twice" : ""}`}>
      <label htmlFor={inputId} className="field__label">
        {label}
      </label>
      <input
        id={inputId}
        className="input"
        // A decimal keypad has no key between two numbers.
        inputMode={name === "otherLearningRates" ? "text" : "decimal"}
        autoComplete="off"
        value={text}
        aria-invalid={problem !== ""}
        aria-describedby={problem === "" ? hintId : `${errorId} ${hintId}`}
        onChange={(event) => setText(event.target.value)}
        onBlur={take}
        onKeyDown={(event) => {
          if (event.key === "Enter") take();
        }}
      />
      {problem === "" ? null : (
        <p id={errorId} className="error-text" role="alert">
          {problem} Not taken over{value === "" ? "" : `: ${value} still holds`}.
        </p>
      )}
      <p id={hintId} className="hint">
        {hint}
      </p>
    </div>
  );
}
