import { useId } from "react";
import { formatDuration } from "../../base/numbers.ts";
import { trainText } from "../../base/texts/studio/training.ts";
import { setTraining, useDocument } from "../document/document-store.ts";
import { useAllProblems } from "../document/use-problems.ts";
import { canGoOn } from "../session/go-on.ts";
import { useSession } from "../session/session-store.ts";
import type { TableState } from "../session/table-state.ts";
import { availableCommands, isActive } from "../session/training-machine.ts";
import { type EngineChoice, WATCHABLE_MS } from "../session/training-slice.ts";
import { SelectField } from "../ui/select-field.tsx";
import { ActionButton } from "./action-button.tsx";

const ENGINES = [
  "auto",
  "compiled-webgpu",
  "compiled-wasm",
  "tfjs-webgpu",
  "tfjs-wasm",
] as const satisfies readonly EngineChoice[];
const BUDGETS_SECONDS: readonly number[] = [20, 60, 300];

/** What to train on, for how long, and the five buttons of a run. */
export function RunControls() {
  const table = useSession((session) => session.table);
  const training = useSession((session) => session.training);
  const engineChoice = useSession((session) => session.engineChoice);
  const mayGoOn = useSession(canGoOn);
  const goesOn = useSession((session) => session.goesOn);
  const isPaced = useSession((session) => session.isPaced);
  const budget = useDocument((state) => state.document.training.budgetSeconds);
  const { setEngineChoice, setGoesOn, setPaced, train, pause, resume, step, stop } = useSession.getState();
  const whyId = useId();
  const commands = availableCommands(training);
  const why = whyNot(table, useAllProblems().length);
  const canTrain = commands.has("train") && why === "";
  const isBusy = isActive(training);
  const budgets = BUDGETS_SECONDS.includes(budget) ? BUDGETS_SECONDS : [...BUDGETS_SECONDS, budget];
  return (
    <div className="run-controls">
      <div className="run-controls__choices">
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
        <label className="checkbox run-controls__pace">
          <input
            type="checkbox"
            checked={isPaced}
            disabled={isBusy}
            onChange={(event) => setPaced(event.target.checked)}
          />
          <span>
            {trainText("pace")}
            <span className="hint">{trainText("paceHint", { seconds: WATCHABLE_MS / 1000 })}</span>
          </span>
        </label>
      </div>
      <fieldset className="run-controls__buttons">
        <legend className="visually-hidden">{trainText("buttons")}</legend>
        <ActionButton isPrimary isEnabled={canTrain} describedBy={why ? whyId : undefined} onPress={() => void train()}>
          {trainText("train")}
        </ActionButton>
        <ActionButton isEnabled={commands.has("pause")} onPress={() => void pause()}>
          {trainText("pause")}
        </ActionButton>
        <ActionButton isEnabled={commands.has("resume")} onPress={() => void resume()}>
          {trainText("resume")}
        </ActionButton>
        <ActionButton isEnabled={commands.has("step")} onPress={() => void step()}>
          {trainText("step")}
        </ActionButton>
        <ActionButton isEnabled={commands.has("stop")} onPress={() => void stop()}>
          {trainText("stop")}
        </ActionButton>
      </fieldset>
      {mayGoOn && !isBusy ? (
        <label className="checkbox">
          <input type="checkbox" checked={goesOn} onChange={(event) => setGoesOn(event.target.checked)} />
          <span>
            {trainText("goOn")}
            <span className="hint"> {trainText("goOnHint")}</span>
          </span>
        </label>
      ) : null}
      <p id={whyId} className="hint">
        {why}
      </p>
    </div>
  );
}

/** Why Train cannot start yet; "" when it can. */
export function whyNot(table: TableState, nProblems: number): string {
  switch (table.kind) {
    case "none":
      return trainText("noTable");
    case "reading":
      return trainText("stillReading");
    case "error":
      return trainText("notRead");
    case "ready":
      if (!table.view.target) return trainText("noTarget");
      return nProblems === 0 ? "" : trainText("mendFirst", { nProblems });
    default:
      return table satisfies never;
  }
}
