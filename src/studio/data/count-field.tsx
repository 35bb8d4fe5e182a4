import { useEffect, useId, useState } from "react";

interface CountFieldProps {
  readonly label: string;
  /** Undefined: left empty. */
  readonly value: number | undefined;
  /** What empty means. */
  readonly placeholder: string;
  readonly least: number;
  readonly onChange: (value: number | undefined) => void;
}

const MOST = 1_000_000;

/** A count, or nothing. Taken over on leaving the field or pressing Enter. */
export function CountField({ label, value, placeholder, least, onChange }: CountFieldProps) {
  const id = useId();
  const current = value === undefined ? "" : String(value);
  const [text, setText] = useState(current);
  useEffect(() => setText(current), [current]);
  const take = () => {
    const wanted = text.trim();
    if (wanted === current) return;
    if (wanted === "") onChange(undefined);
    else if (/^\d+$/.test(wanted) && Number(wanted) >= least && Number(wanted) <= MOST) onChange(Number(wanted));
    else setText(current);
  };
  return (
    <div className="field">
      <label htmlFor={id} className="field__label">
        {label}
      </label>
      <input
        id={id}
        className="input"
        inputMode="numeric"
        placeholder={placeholder}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onBlur={take}
        onKeyDown={(event) => {
          if (event.key === "Enter") take();
          if (event.key === "Escape") setText(current);
        }}
      />
    </div>
  );
}
