import { type ReactNode, useEffect, useRef } from "react";
import { evidenceText, lossOf } from "../../base/texts/evidence.ts";
import { sessionText } from "../../base/texts/studio/session.ts";
import { worthText } from "../../base/texts/studio/worth.ts";
import type { TaggedPart } from "../../training/ensemble/retrained-tag.ts";
import type { TrainingReport } from "../../training/types.ts";
import { useSession } from "../session/session-store.ts";
import { IntervalBar } from "./interval-plot.tsx";
import { type PriceTag, partOf, TAG_KINDS } from "./price-tags.ts";

interface TagRowProps {
  readonly tag: PriceTag;
  readonly range: readonly [number, number];
  readonly report: TrainingReport;
  /** Whether the pipeline can be trained without it now. */
  readonly mayTrain: boolean;
}

/** A block, file or column: what it is worth and what it costs; one that was only passed over can be trained without. */
export function TagRow({ tag: { evidence, name, gain }, range, report, mayTrain }: TagRowProps) {
  const { kind, conclusion, method, trainingSeconds } = evidence;
  const part = partOf(evidence);
  const longer = trainingSeconds ? worthText("longer", trainingSeconds) : "–";
  const loss = lossOf(kind === "source" ? { task: report.task, optimisedFor: report.sources?.loss } : report);
  return (
    <tr data-kind={TAG_KINDS[conclusion]}>
      <th scope="row">
        {name}
        <span className="metrics__direction">{worthText("kind", { kind })}</span>
      </th>
      <td className="worth__picture">{gain ? <IntervalBar interval={gain} range={range} /> : null}</td>
      <td className="worth__number">
        {gain ? worthText("rises", { rise: gain.difference, spread: evidence.standardError }) : "–"}
      </td>
      <td className="worth__found">
        {evidenceText("conclusion", evidence)}
        <span className="metrics__direction">{evidenceText("how", { ...evidence, loss })}</span>
      </td>
      <td className="worth__number">
        {part ? (
          <TrainWithout part={part} name={name} mayAsk={method === "forced"} mayTrain={mayTrain}>
            {longer}
          </TrainWithout>
        ) : (
          longer
        )}
      </td>
    </tr>
  );
}

interface TrainWithoutProps extends Pick<TagRowProps, "mayTrain"> {
  readonly part: TaggedPart;
  readonly name: string;
  /** Nobody has trained without it yet. */
  readonly mayAsk: boolean;
  /** What is known already, else. */
  readonly children: ReactNode;
}

function TrainWithout({ part, name, mayAsk, mayTrain, children }: TrainWithoutProps) {
  const own = useSession(({ retraining }) =>
    retraining?.part.kind === part.kind && retraining.part.subject === part.subject ? retraining.fraction : undefined,
  );
  const isOther = useSession(({ retraining }) => retraining !== undefined) && own === undefined;
  const { retrainTag, cancelRetraining } = useSession.getState();
  const place = useRef<HTMLDivElement>(null);
  const isGoing = own !== undefined;
  const wasGoing = useRef(isGoing);
  useEffect(() => {
    // The button that was pressed is gone: whoever uses a keyboard goes on from here.
    if (wasGoing.current !== isGoing && document.activeElement === document.body) {
      (place.current?.querySelector("button") ?? place.current)?.focus();
    }
    wasGoing.current = isGoing;
  }, [isGoing]);
  return (
    <div className="row worth__train" ref={place} tabIndex={-1}>
      {isGoing ? (
        <>
          <progress aria-label={worthText("trainingWithout", { name })} value={own} max={1} />
          <button
            type="button"
            className="button button--small"
            aria-label={worthText("cancelTraining", { name })}
            onClick={cancelRetraining}
          >
            {sessionText("cancel")}
          </button>
        </>
      ) : mayAsk ? (
        <button
          type="button"
          className="button button--small"
          aria-label={worthText("trainWithoutThis", { name })}
          disabled={!mayTrain || isOther}
          onClick={() => void retrainTag(part)}
        >
          {worthText("trainWithoutIt")}
        </button>
      ) : (
        children
      )}
    </div>
  );
}
