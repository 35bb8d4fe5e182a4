import { useState } from "react";
import { runsText } from "../../base/texts/studio/runs.ts";
import { useSession } from "../session/session-store.ts";
import type { RunRecord } from "../storage/run-record.ts";
import { runName } from "./run-name.ts";

/** What a person says of a run: taken when the field is left, or with Enter. */
export function RunFields({ run }: { readonly run: RunRecord }) {
  const name = runName(run);
  const { changeRun } = useSession.getState();
  return (
    <div className="run-fields">
      <TextField
        label={runsText("noteOf", { name })}
        placeholder={runsText("notePlaceholder")}
        value={run.note}
        className="run-fields__note"
        onChange={(note) => changeRun(run.id, { note: note.trim() })}
      />
      <TextField
        label={runsText("tagsOf", { name })}
        placeholder={runsText("tagsPlaceholder")}
        value={run.tags.join(", ")}
        className="run-fields__tags"
        onChange={(text) => changeRun(run.id, { tags: tagsOf(text) })}
      />
    </div>
  );
}

const tagsOf = (text: string) => [...new Set(text.split(",").map((tag) => tag.trim()))].filter((tag) => tag !== "");

interface TextFieldProps {
  readonly label: string;
  readonly placeholder: string;
  readonly value: string;
  readonly className: string;
  readonly onChange: (text: string) => void;
}

function TextField({ label, placeholder, value, className, onChange }: TextFieldProps) {
  const [typed, setTyped] = useState<string>();
  const take = () => {
    if (typed !== undefined && typed !== value) onChange(typed);
    setTyped(undefined);
  };
  return (
    <input
      type="text"
      className={`input input--quiet ${className}`}
      aria-label={label}
      placeholder={placeholder}
      maxLength={200}
      value={typed ?? value}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={take}
      onKeyDown={(event) => {
        if (event.key === "Enter") take();
        if (event.key === "Escape") setTyped(undefined);
      }}
    />
  );
}
