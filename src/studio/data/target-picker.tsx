import { memo, useId } from "react";
import type { TableView } from "../../app/view-table.ts";
import { targetText } from "../../base/texts/studio/data.ts";
import { TASKS, type TargetRule } from "../../table/types.ts";
import { useSession } from "../session/session-store.ts";
import { SelectField } from "../ui/select-field.tsx";

/** What is to be predicted, and how that is understood. */
export function TargetPicker({ view, isLocked }: { readonly view: TableView | undefined; readonly isLocked: boolean }) {
  const { chooseTarget } = useSession.getState();
  const reasonId = useId();
  const target = view?.target;
  const words = target ? targetWords(target) : targetText("hint");
  return (
    <fieldset className="target" disabled={!view || isLocked}>
      <legend className="visually-hidden">{targetText("title")}</legend>
      <Column columns={view?.columns} target={target?.name} />
      <SelectField
        label={targetText("task")}
        value={target?.task}
        placeholder="–"
        options={TASKS.map((task) => ({ value: task, label: targetText("taskName", { task }) }))}
        isDisabled={!target}
        describedBy={reasonId}
        onChange={(task) => target && void chooseTarget(target.name, task)}
      />
      <p id={reasonId} className="hint target__reason" title={words}>
        {words}
      </p>
    </fieldset>
  );
}

/** Drawn for itself, where it changes alone: of a wide table it has thousands of options, and the browser goes through all of them. */
const Column = memo(function Column({
  columns = [],
  target,
}: {
  readonly columns: TableView["columns"] | undefined;
  readonly target: string | undefined;
}) {
  return (
    <SelectField
      label={targetText("column")}
      value={target}
      placeholder={targetText("choose")}
      options={columns.map(({ rule: { name } }) => ({ value: name, label: name }))}
      onChange={(name) => void useSession.getState().chooseTarget(name)}
    />
  );
});

/** "It has two values. Classes: no, yes." */
function targetWords({ taskReason, classes }: TargetRule): string {
  const reason = `${taskReason.charAt(0).toUpperCase()}${taskReason.slice(1).replace(/\.$/, "")}.`;
  if (classes.length === 0) return reason;
  return targetText("classes", { reason, classes: classes.map(({ label }) => label) });
}
