import { type ComponentProps, useId } from "react";

interface LabelledInputProps extends Omit<ComponentProps<"input">, "id"> {
  readonly label: string;
  /** Of the field around both. */
  readonly fieldClass?: string;
}

/** A field to type in, below its name. */
export function LabelledInput({ label, fieldClass = "", ...input }: LabelledInputProps) {
  const id = useId();
  return (
    <div className={`field ${fieldClass}`.trimEnd()}>
      <label htmlFor={id} className="field__label">
        {label}
      </label>
      <input id={id} className="input" {...input} />
    </div>
  );
}
