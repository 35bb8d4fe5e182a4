import { diagnosticsText } from "../../../base/texts/studio/diagnostics.ts";
import { useSession } from "../../session/session-store.ts";
import { isActive } from "../../session/training-machine.ts";

interface DecisionRowProps {
  readonly code: number;
  readonly label: string;
  readonly threshold: number;
}

/** Whether predictions and files say the class by the threshold that stands above. */
export function DecisionRow({ code, label, threshold }: DecisionRowProps) {
  const decision = useSession((session) => session.decision);
  const isPossible = useSession(({ hasTrained, training }) => hasTrained && !isActive(training));
  const labels = useSession(({ report }) => report?.diagnostics?.labels);
  const { decide } = useSession.getState();
  const isThis = decision?.by === "threshold" && decision.code === code && decision.threshold === threshold;
  const said =
    decision?.by === "threshold"
      ? { by: decision.by, label: labels?.[decision.code] ?? "", threshold: decision.threshold }
      : { by: decision?.by ?? ("likeliest" as const) };
  return (
    <div className="stack">
      <p role="status">{diagnosticsText("says", said)}</p>
      <div className="row">
        <button
          type="button"
          className="button"
          disabled={!isPossible || isThis}
          onClick={() => void decide({ by: "threshold", code, threshold })}
        >
          {diagnosticsText("decide", { label, threshold })}
        </button>
        {decision ? (
          <button type="button" className="button" disabled={!isPossible} onClick={() => void decide(undefined)}>
            {diagnosticsText("decideLikeliest")}
          </button>
        ) : null}
      </div>
      <p className="hint">{diagnosticsText("thresholdNote")}</p>
    </div>
  );
}
