import { useId } from "react";
import { exportText } from "../../base/texts/studio/export.ts";
import { openExports } from "../document/exporting.ts";
import { useSession } from "../session/session-store.ts";
import { isActive } from "../session/training-machine.ts";

/** Where whoever looks for a use finds the cleaned table and files for other programs. */
export function ElsewhereCard() {
  const titleId = useId();
  const isRunning = useSession(({ training }) => isActive(training));
  return (
    <section className="predict card" aria-labelledby={titleId}>
      <h3 id={titleId}>{exportText("elsewhere")}</h3>
      <div className="row">
        <button type="button" className="button" disabled={isRunning} onClick={openExports}>
          {exportText("openExports")}
        </button>
      </div>
      <p className="hint">{exportText("elsewhereHint")}</p>
    </section>
  );
}
