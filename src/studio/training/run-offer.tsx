import { useId } from "react";
import { offerText } from "../../base/texts/studio/training.ts";
import { shownName } from "../document/shown-name.ts";
import { useSession } from "../session/session-store.ts";
import { isActive } from "../session/training-machine.ts";
import { formatTime } from "../ui/moments.ts";

/** A run that was cut off, where it stood, and the way on. */
export function RunOfferNote() {
  const offer = useSession((session) => session.offer);
  const isBusy = useSession(({ training }) => isActive(training));
  const isReady = useSession(({ table }) => table.kind === "ready");
  const titleId = useId();
  if (!offer) return null;
  const { goOn, dropOffer } = useSession.getState();
  const { why, got, kept } = offer;
  const { head, checkpoint } = kept;
  const [going] = checkpoint.going;
  return (
    <section className="run-offer" aria-labelledby={titleId}>
      <h3 id={titleId}>{offerText("title")}</h3>
      <p>
        {offerText("words", {
          why,
          got,
          pipeline: shownName(head.document.name),
          files: head.files.map(({ name }) => name),
          nDone: checkpoint.done.length,
          step: going?.phase.step ?? 0,
          time: formatTime(head.at),
        })}
      </p>
      <div className="row">
        <button
          type="button"
          className="button button--primary"
          disabled={isBusy || !isReady}
          onClick={() => void goOn()}
        >
          {offerText("goOn")}
        </button>
        <button type="button" className="button" disabled={isBusy} onClick={dropOffer}>
          {offerText("drop")}
        </button>
      </div>
    </section>
  );
}
