import { useId } from "react";
import { trainText } from "../../base/texts/studio/training.ts";
import { useRun } from "../session/runs.ts";
import { useSession } from "../session/session-store.ts";
import { StaleNote } from "../session/stale-note.tsx";
import { GatesFigure } from "./gates-figure.tsx";
import { GpuCheckPanel } from "./gpu-check.tsx";
import { LossFigure } from "./loss-figure.tsx";
import { RunControls } from "./run-controls.tsx";
import { RunOfferNote } from "./run-offer.tsx";
import { RunStatus } from "./run-status.tsx";
import { ShownReplica } from "./shown-replica.tsx";
import "./charts.css";
import "./training.css";
import { TrainingSettingsPanel } from "./training-settings.tsx";

/** Part 3 of the studio: run a training and watch it. */
export function TrainingSection() {
  const live = useSession((session) => session.live);
  const { isStale } = useRun("figures");
  const titleId = useId();
  return (
    <section className="section training" aria-labelledby={titleId}>
      <div className="section__head">
        <h2 id={titleId}>{trainText("heading")}</h2>
      </div>
      <div className="training__panel card">
        <RunOfferNote />
        <RunControls />
        <RunStatus />
        <div className="training__extras">
          <TrainingSettingsPanel />
          <GpuCheckPanel />
        </div>
      </div>
      <ShownReplica live={live} />
      <StaleNote part="figures" />
      <div className={`training__charts${isStale ? " stale" : ""}`}>
        <LossFigure live={live} />
        <GatesFigure live={live} />
      </div>
    </section>
  );
}
