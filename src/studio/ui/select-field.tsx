import { useId } from "react";
import { type SelectOption, useOptionList } from "./option-list.tsx";

interface SelectFieldProps<Value> {
  readonly label: string;
  /** Undefined where nothing is chosen yet. */
  readonly value: Value | undefined;
  readonly options: readonly SelectOption<Value>[];
  readonly onChange: (value: Value) => void;
  /** What stands there while nothing is chosen. */
  readonly placeholder?: string;
  readonly hint?: string;
  /** Id of words elsewhere that describe it. */
  readonly describedBy?: string;
  readonly isDisabled?: boolean;
  /** Of the label with its select; a field by itself. */
  readonly className?: string;
  readonly selectClass?: string;
}

/** One of several values, under or beside its label. */
export function SelectField<Value extends string | number>({
  label,
  value,
  options,
  onChange,
  placeholder,
  hint,
  describedBy,
  isDisabled,
  className = "field",
  selectClass = "",
}: SelectFieldProps<Value>) {
  const [id, hintId] = [useId(), useId()];
  const list = useOptionList(options, value);
  return (
    <div className={className}>
      <label htmlFor={id} className="field__label">
        {label}
      </label>
      <select
        id={id}
        aria-describedby={hint === undefined ? describedBy : hintId}
        className={`select ${selectClass}`}
        value={value ?? ""}
        disabled={isDisabled}
        onChange={({ target }) => {
          // Asked for once: the browser looks through all options for it.
          const { value: name } = target;
          const chosen = options.find((option) => String(option.value) === name);
          if (chosen) onChange(chosen.value);
        }}
      >
        {value === undefined ? <option value="">{placeholder}</option> : null}
        {list}
      </select>
      {hint === undefined ? null : (
        <span id={hintId} className="hint">
          {hint}
        </span>
      )}
    </div>
  );
}
