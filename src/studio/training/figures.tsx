import { useRun } from "../session/runs.ts";
import { useSession } from "../session/session-store.ts";
import { StaleNote } from "../session/stale-note.tsx";
import { GatesFigure } from "./gates-figure.tsx";
import { LossFigure } from "./loss-figure.tsx";
import { ShownReplica } from "./shown-replica.tsx";
import "./charts.css";

/** The run as it goes on: its losses, and beside them every gate and share. */
export function Figures() {
  const live = useSession((session) => session.live);
  const { isStale } = useRun("figures");
  return (
    <div className="figures">
      <ShownReplica live={live} />
      <StaleNote part="figures" />
      <div className={`figures__charts${isStale ? " stale" : ""}`}>
        <LossFigure live={live} />
        <GatesFigure live={live} />
      </div>
    </div>
  );
}
