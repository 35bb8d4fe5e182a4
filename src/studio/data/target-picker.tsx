import { useId } from "react";
import type { TableView } from "../../app/view-table.ts";
import type { TargetRule, Task } from "../../table/types.ts";
import { useSession } from "../session/session-store.ts";

const TASKS: Readonly<Record<Task, string>> = {
  binary: "One of two classes",
  multiclass: "One of several classes",
  regression: "A number",
};

/** What is to be predicted, and how that is understood. */
export function TargetPicker({ view, isLocked }: { readonly view: TableView | undefined; readonly isLocked: boolean }) {
  const { chooseTarget } = useSession.getState();
  const targetId = useId();
  const taskId = useId();
  const reasonId = useId();
  const target = view?.target;
  return (
    <fieldset className="target" disabled={!view || isLocked}>
      <legend className="visually-hidden">What to predict</legend>
      <div className="field">
        <label htmlFor={targetId} className="field__label">
          Target column
        </label>
        <select
          id={targetId}
          className="select"
          value={target?.name ?? ""}
          onChange={(event) => void chooseTarget(event.target.value)}
        >
          {target ? null : <option value="">Choose what to predict…</option>}
          {view?.columns.map(({ rule }) => (
            <option key={rule.name} value={rule.name}>
              {rule.name}
            </option>
          ))}
        </select>
      </div>
      <div className="field">
        <label htmlFor={taskId} className="field__label">
          Task
        </label>
        <select
          id={taskId}
          className="select"
          value={target?.task ?? ""}
          disabled={!target}
          aria-describedby={reasonId}
          onChange={(event) => {
            const task = event.target.value;
            if (target && (task === "binary" || task === "multiclass" || task === "regression")) {
              void chooseTarget(target.name, task);
            }
          }}
        >
          {target ? null : <option value="">–</option>}
          {Object.entries(TASKS).map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      </div>
      <p id={reasonId} className="hint target__reason">
        {target
          ? targetWords(target)
          : "The target is what the pipeline learns to predict. Rows without it are not trained on, and still predicted."}
      </p>
    </fieldset>
  );
}

/** "It has two values. Classes: no, yes." */
function targetWords({ taskReason, classes }: TargetRule): string {
  const reason = `${taskReason.charAt(0).toUpperCase()}${taskReason.slice(1).replace(/\.$/, "")}.`;
  if (classes.length === 0) return reason;
  const shown = classes.slice(0, 6).map(({ label }) => label);
  const rest = classes.length > 6 ? ` and ${classes.length - 6} more` : "";
  return `${reason} Classes: ${shown.join(", ")}${rest}.`;
}
