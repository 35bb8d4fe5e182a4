import { useId } from "react";
import { dataText } from "../../base/texts/studio/data.ts";
import { answerKeeping, useKeeping } from "../session/keeping.ts";
import { useSession } from "../session/session-store.ts";
import { useConsent } from "../storage/consent.ts";

/** Whether the table and its runs may be kept on this device: asked here, once for all tables, and never before. */
export function KeepChoice() {
  const isGiven = useConsent((state) => state.isGiven);
  const status = useKeeping((state) => state.status);
  const hintId = useId();
  return (
    <div className="keep-choice">
      <label className="checkbox">
        <input
          type="checkbox"
          checked={isGiven}
          aria-describedby={hintId}
          onChange={(event) => answerKeeping(event.target.checked, useSession.getState())}
        />
        <span>{dataText("keep")}</span>
      </label>
      <p id={hintId} className="hint">
        {dataText("keepHint", { status, isGiven })}
      </p>
    </div>
  );
}
