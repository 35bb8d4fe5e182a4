import { diagnosticsText } from "../../../base/texts/studio/diagnostics.ts";
import type { Decision } from "../../../pipeline/decision.ts";
import { useSession } from "../../session/session-store.ts";
import { isActive } from "../../session/training-machine.ts";
import { areSameCosts } from "./costs.ts";

interface DecisionRowProps {
  /** What stands above. */
  readonly decision: Decision;
  /** Predicting by it. */
  readonly words: string;
}

/** Whether predictions and files say the class by what stands above. */
export function DecisionRow({ decision: offered, words }: DecisionRowProps) {
  const decision = useSession((session) => session.decision);
  const isPossible = useSession(({ hasTrained, training }) => hasTrained && !isActive(training));
  const labels = useSession(({ report }) => report?.diagnostics?.labels);
  const { decide } = useSession.getState();
  const said =
    decision?.by === "threshold"
      ? { by: decision.by, label: labels?.[decision.code] ?? "", threshold: decision.threshold }
      : { by: decision?.by ?? ("likeliest" as const) };
  // Where there are several such rows, one of them tells of changes and takes them back.
  const isOwn = (decision?.by ?? "threshold") === offered.by;
  return (
    <div className="stack">
      <p role={isOwn ? "status" : undefined}>{diagnosticsText("says", said)}</p>
      <div className="row">
        <button
          type="button"
          className="button"
          disabled={!isPossible || isSame(offered, decision)}
          onClick={() => void decide(offered)}
        >
          {words}
        </button>
        {decision && isOwn ? (
          <button type="button" className="button" disabled={!isPossible} onClick={() => void decide(undefined)}>
            {diagnosticsText("decideLikeliest")}
          </button>
        ) : null}
      </div>
      <p className="hint">{diagnosticsText("thresholdNote")}</p>
    </div>
  );
}

function isSame(a: Decision, b: Decision | undefined): boolean {
  if (a.by === "threshold") return b?.by === a.by && b.code === a.code && b.threshold === a.threshold;
  return b?.by === "costs" && areSameCosts(a.costs, b.costs);
}
