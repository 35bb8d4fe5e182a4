import { useId } from "react";
import { formatDuration } from "../../base/numbers.ts";
import { countOf } from "../../base/words.ts";
import { setTraining, useDocument } from "../document/document-store.ts";
import { useAllProblems } from "../document/use-problems.ts";
import { canGoOn } from "../session/go-on.ts";
import { useSession } from "../session/session-store.ts";
import type { TableState } from "../session/table-state.ts";
import { availableCommands, isActive } from "../session/training-machine.ts";
import { type EngineChoice, WATCHABLE_MS } from "../session/training-slice.ts";
import { ActionButton } from "./action-button.tsx";

const ENGINES: readonly { readonly value: EngineChoice; readonly label: string }[] = [
  { value: "auto", label: "Automatic" },
  { value: "compiled-webgpu", label: "WebGPU" },
  { value: "compiled-wasm", label: "CPU" },
  { value: "tfjs-webgpu", label: "WebGPU (tfjs)" },
  { value: "tfjs-wasm", label: "CPU (tfjs)" },
];
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
        <label className="field">
          <span className="field__label">Engine</span>
          <select
            className="select"
            value={engineChoice}
            disabled={isBusy}
            onChange={(event) => {
              const found = ENGINES.find(({ value }) => value === event.target.value);
              if (found) setEngineChoice(found.value);
            }}
          >
            {ENGINES.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          <span className="field__label">Training budget</span>
          <select
            className="select"
            value={budget}
            disabled={isBusy}
            onChange={(event) => setTraining({ budgetSeconds: Number(event.target.value) })}
          >
            {budgets.map((seconds) => (
              <option key={seconds} value={seconds}>
                {formatDuration(seconds)}
              </option>
            ))}
          </select>
        </label>
        <label className="checkbox run-controls__pace">
          <input
            type="checkbox"
            checked={isPaced}
            disabled={isBusy}
            onChange={(event) => setPaced(event.target.checked)}
          />
          <span>
            Slow enough to watch
            <span className="hint">The same steps, spread over at least {formatDuration(WATCHABLE_MS / 1000)}.</span>
          </span>
        </label>
      </div>
      <fieldset className="run-controls__buttons">
        <legend className="visually-hidden">Run</legend>
        <ActionButton isPrimary isEnabled={canTrain} describedBy={why ? whyId : undefined} onPress={() => void train()}>
          Train
        </ActionButton>
        <ActionButton isEnabled={commands.has("pause")} onPress={() => void pause()}>
          Pause
        </ActionButton>
        <ActionButton isEnabled={commands.has("resume")} onPress={() => void resume()}>
          Resume
        </ActionButton>
        <ActionButton isEnabled={commands.has("step")} onPress={() => void step()}>
          Step
        </ActionButton>
        <ActionButton isEnabled={commands.has("stop")} onPress={() => void stop()}>
          Stop
        </ActionButton>
      </fieldset>
      {mayGoOn && !isBusy ? (
        <label className="checkbox">
          <input type="checkbox" checked={goesOn} onChange={(event) => setGoesOn(event.target.checked)} />
          <span>
            Go on from the trained pipeline
            <span className="hint"> instead of starting anew</span>
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
      return "Add a CSV file or open a sample first.";
    case "reading":
      return "The table is still being read.";
    case "error":
      return "The last files could not be read; add others.";
    case "ready":
      if (!table.view.target) return "Choose a target column first.";
      return nProblems === 0 ? "" : `Mend the pipeline first: its outline names ${countOf(nProblems, "problem")}.`;
    default:
      return table satisfies never;
  }
}
