import { useEffect, useId, useState } from "react";
import { fileText } from "../../base/texts/studio/data.ts";
import { FIXED, isBadFixed } from "../../table/read/fixed-columns.ts";

/** Where columns at fixed places begin: taken when the field is left, or with Enter. */
export function ColumnStarts({
  delimiter,
  onChange,
}: {
  readonly delimiter: string;
  readonly onChange: (delimiter: string) => void;
}) {
  const current = delimiter.slice(`${FIXED}:`.length).split(",").join(", ");
  const [text, setText] = useState(current);
  const hintId = useId();
  useEffect(() => setText(current), [current]);
  const wanted = `${FIXED}:${text
    .split(/[\s,;]+/)
    .filter(Boolean)
    .join(",")}`;
  const isBad = isBadFixed(wanted);
  const take = () => {
    if (!isBad && wanted !== delimiter) onChange(wanted);
  };
  return (
    <label className="field">
      <span className="field__label">{fileText("columnStarts")}</span>
      <input
        className="input"
        value={text}
        inputMode="numeric"
        spellCheck={false}
        aria-describedby={hintId}
        aria-invalid={isBad}
        onChange={(event) => setText(event.target.value)}
        onBlur={take}
        onKeyDown={(event) => {
          if (event.key === "Enter") take();
          if (event.key === "Escape") setText(current);
        }}
      />
      <span id={hintId} className={isBad ? "error-text" : "hint"}>
        {fileText("columnStartsHint")}
      </span>
    </label>
  );
}
