import { useEffect, useId, useState } from "react";
import { fileText } from "../../base/texts/studio/data.ts";
import { useSession } from "../session/session-store.ts";

/** How many rows stand above the table; empty: as detected. Taken over on leaving the field or pressing Enter. */
export function SkipRowsField({ skipRows }: { readonly skipRows: number | undefined }) {
  const id = useId();
  const current = skipRows === undefined ? "" : String(skipRows);
  const [text, setText] = useState(current);
  useEffect(() => setText(current), [current]);
  const take = () => {
    const wanted = text.trim();
    if (wanted === current) return;
    if (/^\d{0,6}$/.test(wanted)) {
      void useSession.getState().changeDialect({ skipRows: wanted === "" ? undefined : Number(wanted) });
    } else {
      setText(current);
    }
  };
  return (
    <div className="field">
      <label htmlFor={id} className="field__label">
        {fileText("skipRows")}
      </label>
      <input
        id={id}
        className="input"
        inputMode="numeric"
        placeholder={fileText("skipRowsHint")}
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
