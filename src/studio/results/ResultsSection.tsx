import { useId } from "react";
import { resultsText } from "../../base/texts/studio/results.ts";
import { useRun } from "../session/runs.ts";
import { useSession } from "../session/session-store.ts";
import { StaleBadge, StaleNote } from "../session/stale-note.tsx";
import { CompareCard } from "./compare-card.tsx";
import { LearnedRegion } from "./learned-region.tsx";
import { MembersCard } from "./members-card.tsx";
import { MetricsTable } from "./metrics-table.tsx";
import { OpenedNote } from "./opened-note.tsx";
import { PredictPanel } from "./predict-panel.tsx";
import "./results.css";
import { ReplicasTable } from "./replicas-table.tsx";
import { SuspiciousCard } from "./suspicious-card.tsx";
import { VerdictPanel } from "./verdict.tsx";

/** Part 4 of the studio: what came out, and predicting new rows with it. */
export function ResultsSection() {
  const report = useSession((session) => session.report);
  const source = useSession((session) => session.reportOf?.source ?? "");
  const { isStale } = useRun("results");
  const opened = useSession((session) => session.opened);
  const titleId = useId();
  const badge = report ? <StaleBadge part="results" /> : null;
  return (
    <section className="section results" aria-labelledby={titleId}>
      <div className="section__head">
        <h2 id={titleId}>{resultsText("heading")}</h2>
      </div>
      {opened ? <OpenedNote opened={opened} /> : null}
      <div className={`results__run${report && isStale ? " stale" : ""}`}>
        <VerdictPanel report={report} source={source} note={report ? <StaleNote part="results" /> : null} />
        <div className="card results__metrics">
          <MetricsTable report={report} badge={badge} />
        </div>
        <MembersCard report={report} badge={badge} />
        <SuspiciousCard report={report} badge={badge} />
        <ReplicasTable report={report} badge={badge} />
        <LearnedRegion report={report} badge={badge} />
      </div>
      <PredictPanel />
      <CompareCard />
    </section>
  );
}
