import { formatDuration } from "../../base/numbers.ts";
import { trainText } from "../../base/texts/studio/training.ts";
import type { EngineChoice } from "../../worker/protocol.ts";
import { BUDGETS_SECONDS } from "../document/budgets.ts";
import { setTraining, useDocument } from "../document/document-store.ts";
import { canGoOn } from "../session/go-on.ts";
import { useSession } from "../session/session-store.ts";
import { isActive } from "../session/training-machine.ts";
import { WATCHABLE_MS } from "../session/training-slice.ts";
import { SelectField } from "../ui/select-field.tsx";
import { SteeringFields } from "./steering-fields.tsx";
import { TrainingSettingsPanel } from "./training-settings.tsx";
import "./training.css";

const ENGINES = [
  "auto",
  "compiled-webgpu",
  "compiled-wasm",
  "tfjs-webgpu",
  "tfjs-wasm",
] as const satisfies readonly EngineChoice[];

/** What to train on, for how long, and what most people leave as it is. */
export function TrainingPanel() {
  const isBusy = useSession((session) => isActive(session.training));
  const engineChoice = useSession((session) => session.engineChoice);
  const mayGoOn = useSession(canGoOn);
  const goesOn = useSession((session) => session.goesOn);
  const isPaced = useSession((session) => session.isPaced);
  const budget = useDocument((state) => state.document.training.budgetSeconds);
  const { setEngineChoice, setGoesOn, setPaced } = useSession.getState();
  const budgets = BUDGETS_SECONDS.includes(budget) ? BUDGETS_SECONDS : [...BUDGETS_SECONDS, budget];
  return (
    <section className="training-panel" aria-label={trainText("settings")}>
      <div className="training-panel__pair">
        <SelectField
          label={trainText("engine")}
          value={engineChoice}
          options={ENGINES.map((engine) => ({ value: engine, label: trainText("engineName", { engine }) }))}
          isDisabled={isBusy}
          onChange={setEngineChoice}
        />
        <SelectField
          label={trainText("budget")}
          value={budget}
          options={budgets.map((seconds) => ({ value: seconds, label: formatDuration(seconds) }))}
          isDisabled={isBusy}
          onChange={(budgetSeconds) => setTraining({ budgetSeconds })}
        />
      </div>
      <SteeringFields />
      <label className="checkbox" title={trainText("paceHint", { seconds: WATCHABLE_MS / 1000 })}>
        <input
          type="checkbox"
          checked={isPaced}
          disabled={isBusy}
          onChange={(event) => setPaced(event.target.checked)}
        />
        <span>{trainText("pace")}</span>
      </label>
      {mayGoOn && !isBusy ? (
        <label className="checkbox">
          <input type="checkbox" checked={goesOn} onChange={(event) => setGoesOn(event.target.checked)} />
          <span>
            {trainText("goOn")}
            <span className="hint"> {trainText("goOnHint")}</span>
          </span>
        </label>
      ) : null}
      <TrainingSettingsPanel />
    </section>
  );
}
