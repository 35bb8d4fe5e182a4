import { useId } from "react";
import type { TableView } from "../../app/view-table.ts";
import { targetText } from "../../base/texts/studio/data.ts";
import { TASKS, type TargetRule } from "../../table/types.ts";
import { useSession } from "../session/session-store.ts";

/** What is to be predicted, and how that is understood. */
export function TargetPicker({ view, isLocked }: { readonly view: TableView | undefined; readonly isLocked: boolean }) {
  const { chooseTarget } = useSession.getState();
  const targetId = useId();
  const taskId = useId();
  const reasonId = useId();
  const target = view?.target;
  return (
    <fieldset className="target" disabled={!view || isLocked}>
      <legend className="visually-hidden">{targetText("title")}</legend>
      <div className="field">
        <label htmlFor={targetId} className="field__label">
          {targetText("column")}
        </label>
        <select
          id={targetId}
          className="select"
          value={target?.name ?? ""}
          onChange={(event) => void chooseTarget(event.target.value)}
        >
          {target ? null : <option value="">{targetText("choose")}</option>}
          {view?.columns.map(({ rule }) => (
            <option key={rule.name} value={rule.name}>
              {rule.name}
            </option>
          ))}
        </select>
      </div>
      <div className="field">
        <label htmlFor={taskId} className="field__label">
          {targetText("task")}
        </label>
        <select
          id={taskId}
          className="select"
          value={target?.task ?? ""}
          disabled={!target}
          aria-describedby={reasonId}
          onChange={(event) => {
            const task = TASKS.find((known) => known === event.target.value);
            if (target && task) void chooseTarget(target.name, task);
          }}
        >
          {target ? null : <option value="">–</option>}
          {TASKS.map((task) => (
            <option key={task} value={task}>
              {targetText("taskName", { task })}
            </option>
          ))}
        </select>
      </div>
      <p id={reasonId} className="hint target__reason">
        {target ? targetWords(target) : targetText("hint")}
      </p>
    </fieldset>
  );
}

/** "It has two values. Classes: no, yes." */
function targetWords({ taskReason, classes }: TargetRule): string {
  const reason = `${taskReason.charAt(0).toUpperCase()}${taskReason.slice(1).replace(/\.$/, "")}.`;
  if (classes.length === 0) return reason;
  return targetText("classes", { reason, classes: classes.map(({ label }) => label) });
}
