import { useId } from "react";
import { isReportOfTable } from "../session/go-on.ts";
import { useSession } from "../session/session-store.ts";
import { LearnedRegion } from "./learned-region.tsx";
import { MetricsTable } from "./metrics-table.tsx";
import { OpenedNote } from "./opened-note.tsx";
import { PredictPanel } from "./predict-panel.tsx";
import "./results.css";
import { ReplicasTable } from "./replicas-table.tsx";
import { VerdictPanel } from "./verdict.tsx";

/** Part 4 of the studio: what came out, and predicting new rows with it. */
export function ResultsSection() {
  const report = useSession((session) => session.report);
  const source = useSession((session) => session.reportSource);
  const isOfOther = useSession((session) => session.table.kind === "ready" && !isReportOfTable(session));
  const opened = useSession((session) => session.opened);
  const titleId = useId();
  return (
    <section className="section results" aria-labelledby={titleId}>
      <div className="section__head">
        <h2 id={titleId}>4 Results</h2>
      </div>
      {opened ? <OpenedNote opened={opened} /> : null}
      <VerdictPanel report={report} source={source} isOfOther={isOfOther} />
      <div className="card results__metrics">
        <MetricsTable report={report} />
      </div>
      <ReplicasTable report={report} />
      <LearnedRegion explanations={report?.explanations} verdict={report?.verdict} />
      <PredictPanel />
    </section>
  );
}
