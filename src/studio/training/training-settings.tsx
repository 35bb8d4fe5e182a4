import { useEffect, useId, useState } from "react";
import { formatCount } from "../../base/numbers.ts";
import { settingText } from "../../base/texts/studio/training.ts";
import { OPTIMISED_FOR, type TrainingSettings, trainingSettingsSchema } from "../../pipeline/document.ts";
import { HUBER_WIDTH, MEDIAN } from "../../pipeline/loss.ts";
import { mostItems, rangeOf, rangeWords } from "../../pipeline/number-range.ts";
import type { Task } from "../../table/types.ts";
import { metricsOfTask } from "../../training/metric-evaluators.ts";
import { replicaSettingsOf } from "../../training/replicas.ts";
import { setTraining, useDocument } from "../document/document-store.ts";
import { useSession } from "../session/session-store.ts";
import { isActive } from "../session/training-machine.ts";
import { SelectField } from "../ui/select-field.tsx";
import { GpuCheckPanel } from "./gpu-check.tsx";
import { problemOf, read, type TextSetting, written } from "./typed-setting.ts";

const PLANS = ["joint", "bilevel"] as const;
const DEPLOYED = ["ensemble", "one"] as const;
const TAGS = ["automatic", "retrained", "forced"] as const;
const OPTIMISERS = ["adam", "sgd"] as const;
const LOSSES = ["squared", "huber", "quantile"] as const;
const CLASS_WEIGHTS = ["none", "balanced"] as const;

const { shape } = trainingSettingsSchema;
const bounds = (name: keyof typeof shape) => rangeWords(rangeOf(shape[name]), formatCount);
const nOtherRates = mostItems(shape.otherLearningRates);

/** Those that say something of the task, all where it is not known; what is set is always there. Costs come with the file of a pipeline. */
function metricsOffered(task: Task | undefined, set: TrainingSettings["optimiseFor"]) {
  const known = task && metricsOfTask(task);
  const offered = OPTIMISED_FOR.filter((metric) => metric !== "meanCost" && (!known || known.includes(metric)));
  return ["loss" as const, ...OPTIMISED_FOR.filter((metric) => metric === set || offered.includes(metric))];
}

/** Settings that most people leave as they are. */
export function TrainingSettingsPanel() {
  const settings = useDocument((state) => state.document.training);
  const isBusy = useSession((session) => isActive(session.training));
  const task = useSession(({ table }) => (table.kind === "ready" ? table.view.target?.task : undefined));
  // What is compared by where nothing is asked for goes with what is trained on.
  const isUsual = settings.loss === undefined && settings.classWeights === undefined;
  const unchosen = isUsual ? ("loss" as const) : ("trained" as const);
  const nReplicas = replicaSettingsOf(settings).length;
  return (
    <details className="more-settings">
      <summary>
        {settingText("more")}{" "}
        {nReplicas > 1 ? (
          <span className="hint more-settings__starts">{settingText("starts", { count: nReplicas })}</span>
        ) : null}
      </summary>
      <fieldset className="more-settings__fields" disabled={isBusy}>
        <legend className="visually-hidden">{settingText("more")}</legend>
        <SelectField
          className="field more-settings__wide"
          label={settingText("plan")}
          value={settings.plan}
          options={PLANS.map((plan) => ({ value: plan, label: settingText("planName", { plan }) }))}
          hint={settingText("planHint", { plan: settings.plan })}
          onChange={(plan) => setTraining({ plan })}
        />
        <SelectField
          className="field more-settings__wide"
          label={settingText("deploy")}
          value={settings.deploy}
          options={DEPLOYED.map((deploy) => ({ value: deploy, label: settingText("deployName", { deploy }) }))}
          hint={settingText("deployHint", { deploy: settings.deploy })}
          onChange={(deploy) => setTraining({ deploy })}
        />
        {settings.deploy === "ensemble" ? (
          <SelectField
            className="field more-settings__wide"
            label={settingText("tags")}
            value={settings.tags ?? "automatic"}
            options={TAGS.map((tags) => ({ value: tags, label: settingText("tagsName", { tags }) }))}
            hint={settingText("tagsHint", { tags: settings.tags ?? "automatic" })}
            onChange={(tags) => setTraining({ tags: tags === "automatic" ? undefined : tags })}
          />
        ) : null}
        <SelectField
          className="field more-settings__wide"
          label={settingText("optimiseFor")}
          value={settings.optimiseFor ?? "loss"}
          options={metricsOffered(task, settings.optimiseFor).map((metric) => ({
            value: metric,
            label: settingText("optimiseForName", { metric: metric === "loss" ? unchosen : metric }),
          }))}
          hint={settingText("optimiseForHint", { metric: settings.optimiseFor ?? unchosen })}
          onChange={(metric) => setTraining({ optimiseFor: metric === "loss" ? undefined : metric })}
        />
        {task === "regression" || settings.loss !== undefined ? (
          <SelectField
            className="field more-settings__wide"
            label={settingText("loss")}
            value={settings.loss ?? "squared"}
            options={LOSSES.map((loss) => ({ value: loss, label: settingText("lossName", { loss }) }))}
            hint={settingText("lossHint", { loss: settings.loss ?? "squared" })}
            onChange={(loss) => setTraining({ loss: loss === "squared" ? undefined : loss })}
          />
        ) : null}
        {settings.loss === "quantile" ? (
          <NumberField
            name="quantile"
            unset={MEDIAN}
            label={settingText("quantile")}
            hint={settingText("quantileHint", { range: bounds("quantile") })}
          />
        ) : null}
        {settings.loss === "huber" ? (
          <NumberField
            name="huberWidth"
            unset={HUBER_WIDTH}
            label={settingText("huberWidth")}
            hint={settingText("huberWidthHint", { range: bounds("huberWidth") })}
          />
        ) : null}
        {(task !== undefined && task !== "regression") || settings.classWeights !== undefined ? (
          <SelectField
            className="field more-settings__wide"
            label={settingText("classWeights")}
            value={settings.classWeights ?? "none"}
            options={CLASS_WEIGHTS.map((weights) => ({
              value: weights,
              label: settingText("classWeightsName", { weights }),
            }))}
            hint={settingText("classWeightsHint", { weights: settings.classWeights ?? "none" })}
            onChange={(weights) => setTraining({ classWeights: weights === "none" ? undefined : weights })}
          />
        ) : null}
        <SelectField
          label={settingText("optimiser")}
          value={settings.optimiser}
          options={OPTIMISERS.map((optimiser) => ({
            value: optimiser,
            label: settingText("optimiserName", { optimiser }),
          }))}
          onChange={(optimiser) => setTraining({ optimiser })}
        />
        <NumberField
          name="learningRate"
          label={settingText("learningRate")}
          hint={settingText("learningRateHint", { range: bounds("learningRate") })}
        />
        <NumberField
          name="batchSize"
          label={settingText("batchSize")}
          hint={settingText("batchSizeHint", { range: bounds("batchSize") })}
        />
        <NumberField
          name="weightDecay"
          label={settingText("weightDecay")}
          hint={settingText("weightDecayHint", { range: bounds("weightDecay") })}
        />
        <NumberField name="seed" label={settingText("seed")} hint={settingText("seedHint")} />
        <NumberField
          name="starts"
          label={settingText("startsTitle")}
          hint={settingText("startsHint", { range: bounds("starts") })}
        />
        <NumberField
          isTwice
          name="otherLearningRates"
          label={settingText("otherRates")}
          hint={settingText("otherRatesHint", { most: nOtherRates })}
        />
      </fieldset>
      <GpuCheckPanel />
    </details>
  );
}

interface NumberFieldProps {
  readonly name: TextSetting;
  readonly label: string;
  readonly hint: string;
  /** What holds while nothing is set. */
  readonly unset?: number;
  /** Takes the room of two fields where there is any. */
  readonly isTwice?: boolean;
}

/** A number, or several, taken over when valid, on leaving the field or pressing Enter. */
function NumberField({ name, label, hint, unset = 0, isTwice }: NumberFieldProps) {
  const value = useDocument((state) => written(state.document.training[name] ?? unset));
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
          {settingText("notTaken", { problem, kept: value })}
        </p>
      )}
      <p id={hintId} className="hint">
        {hint}
      </p>
    </div>
  );
}
