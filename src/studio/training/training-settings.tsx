import { useEffect, useId, useState } from "react";
import { type TrainingSettings, trainingSettingsSchema } from "../../pipeline/document.ts";
import { setTraining, useDocument } from "../document/document-store.ts";
import { useSession } from "../session/session-store.ts";
import { isActive } from "../session/training-machine.ts";

type TextSetting = "learningRate" | "otherLearningRates" | "starts" | "batchSize" | "seed" | "weightDecay";

const PLANS = {
  joint: "Everything together",
  bilevel: "Pipeline on validation rows",
} as const;

const planWords: Readonly<Record<TrainingSettings["plan"], string>> = {
  joint: "The model and the pipeline before it learn from the same rows. Quick, and right for most tables.",
  bilevel:
    "The model learns from training rows; gates and blends learn from validation rows, so that they cannot fit noise as easily. Slower, and the validation loss is no longer a neutral judge: the test rows are.",
};

const OPTIMISERS = { adam: "Adam", sgd: "Stochastic gradient descent" } as const;

/** Settings that most people leave as they are. */
export function TrainingSettingsPanel() {
  const settings = useDocument((state) => state.document.training);
  const isBusy = useSession((session) => isActive(session.training));
  const planId = useId();
  const planHintId = useId();
  return (
    <details className="more-settings">
      <summary>More training settings</summary>
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
        <NumberField name="learningRate" label="Learning rate" hint="How far each step goes: above 0, at most 10." />
        <NumberField name="batchSize" label="Batch size" hint="Rows that each step looks at: 1 to 65,536." />
        <NumberField name="weightDecay" label="Weight decay" hint="Pulls the model's weights towards 0: 0 to 10." />
        <NumberField
          name="seed"
          label="Seed"
          hint="The same seed gives the same split and start: a whole number from 0."
        />
        <NumberField
          name="starts"
          label="Starts"
          hint="Sets of first weights that are trained side by side; the lowest validation loss is kept. 1 to 8. A CPU takes as many times as long."
        />
        <NumberField
          name="otherLearningRates"
          label="Other learning rates"
          hint="Tried beside the learning rate, each with all starts; up to seven numbers such as 0.001 0.02, or nothing."
        />
      </fieldset>
    </details>
  );
}

/** "0.001 0.02", "0.001; 0.02" and one number a line are all lists. */
function numbersIn(text: string): readonly number[] {
  return text.split(/[\s;,]+/).flatMap((word) => (word === "" ? [] : [Number(word)]));
}

function read(name: TextSetting, text: string): unknown {
  if (name === "otherLearningRates") return numbersIn(text);
  return text.trim() === "" ? undefined : Number(text);
}

const written = (value: number | readonly number[]) => (typeof value === "number" ? String(value) : value.join(" "));

/** A number, or several, taken over when valid, on leaving the field or pressing Enter. */
function NumberField(props: { readonly name: TextSetting; readonly label: string; readonly hint: string }) {
  const { name, label, hint } = props;
  const value = useDocument((state) => written(state.document.training[name]));
  const [text, setText] = useState(value);
  const [isWrong, setIsWrong] = useState(false);
  const inputId = useId();
  const hintId = useId();
  useEffect(() => {
    setText(value);
    setIsWrong(false);
  }, [value]);

  function take(): void {
    const parsed = trainingSettingsSchema.shape[name].safeParse(read(name, text));
    setIsWrong(!parsed.success);
    if (!parsed.success) return;
    setText(written(parsed.data));
    if (written(parsed.data) !== value) setTraining({ [name]: parsed.data });
  }

  return (
    <div className="field">
      <label htmlFor={inputId} className="field__label">
        {label}
      </label>
      <input
        id={inputId}
        className="input"
        inputMode="decimal"
        value={text}
        aria-invalid={isWrong}
        aria-describedby={hintId}
        onChange={(event) => setText(event.target.value)}
        onBlur={take}
        onKeyDown={(event) => {
          if (event.key === "Enter") take();
        }}
      />
      <span id={hintId} className={isWrong ? "error-text" : "hint"}>
        {isWrong ? "Not taken over. " : ""}
        {hint}
      </span>
    </div>
  );
}
