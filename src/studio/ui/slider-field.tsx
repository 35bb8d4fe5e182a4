import { useId } from "react";

interface SliderFieldProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** The value as it is read. */
  readonly shown: string;
  /** Goes on where the value ends. */
  readonly hint: string;
  readonly onChange: (value: number) => void;
}

/** A number that is chosen by a slider, with its value in words beside it. */
export function SliderField({ label, value, min, max, step, shown, hint, onChange }: SliderFieldProps) {
  const [id, hintId] = [useId(), useId()];
  return (
    <div className="field slider">
      <label htmlFor={id} className="field__label">
        {label}
      </label>
      <input
        id={id}
        type="range"
        min={min}
        max={max}
        step={step}
        value={value}
        aria-valuetext={`${shown} ${hint}`}
        aria-describedby={hintId}
        onChange={(event) => onChange(Number(event.target.value))}
      />
      <span id={hintId} className="hint">
        <strong className="slider__value">{shown}</strong> {hint}
      </span>
    </div>
  );
}
