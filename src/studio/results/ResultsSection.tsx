import { lazy, type ReactNode, Suspense, useEffect, useId, useState } from "react";
import { diagnosticsText } from "../../base/texts/studio/diagnostics.ts";
import { resultsText, resultTabsText } from "../../base/texts/studio/results.ts";
import { useRun } from "../session/runs.ts";
import { useSession } from "../session/session-store.ts";
import { StaleBadge, StaleNote } from "../session/stale-note.tsx";
import { focusOn } from "../ui/focus-on.ts";
import { type Tab, Tabs } from "../ui/tabs.tsx";
import { CompareCard } from "./compare-card.tsx";
import { DirtCard } from "./dirt-card.tsx";
import { ElsewhereCard } from "./elsewhere-card.tsx";
import { LearnedRegion } from "./learned-region.tsx";
import { MembersCard } from "./members-card.tsx";
import { MetricsTable } from "./metrics-table.tsx";
import { NextQuestions } from "./next-questions.tsx";
import { OpenedNote } from "./opened-note.tsx";
import { PredictPanel } from "./predict-panel.tsx";
import "./results.css";
import { ReplicasTable } from "./replicas-table.tsx";
import { SuspiciousCard } from "./suspicious-card.tsx";
import { VerdictPanel } from "./verdict.tsx";
import { WhatIfCard } from "./what-if-card.tsx";
import { WorthTab } from "./worth-tab.tsx";

/** With Recharts, which is large: it comes when it is looked at. */
const DiagnosticsTab = lazy(() =>
  import("./diagnostics/diagnostics-tab.tsx").then((module) => ({ default: module.DiagnosticsTab })),
);

type ResultTab = "verdict" | "diagnostics" | "evidence" | "worth" | "rows" | "use";

const tabOf = (id: ResultTab, content: () => ReactNode): Tab<ResultTab> => ({
  id,
  label: resultTabsText("tab", { tab: id }),
  content,
});

const Nothing = ({ words }: { readonly words: string }) => <p className="card hint results__none">{words}</p>;

/** Part 4 of the studio: what came out, and predicting new rows with it. */
export function ResultsSection() {
  const report = useSession((session) => session.report);
  const source = useSession((session) => session.reportOf?.source ?? "");
  const { isStale } = useRun("results");
  const opened = useSession((session) => session.opened);
  const titleId = useId();
  const reportOf = useSession((session) => session.reportOf);
  const prediction = useSession((session) => session.prediction);
  const comparison = useSession((session) => session.comparison);
  const [open, setOpen] = useState<ResultTab>("verdict");
  useEffect(() => {
    if (reportOf === undefined) return;
    // Another run: what was done with the one before comes after its verdict.
    setOpen((now) => (now === "use" ? "verdict" : now));
    document.getElementById("results")?.scrollTo(0, 0);
  }, [reportOf]);
  const compared = comparison.kind === "ready" ? comparison : undefined;
  // Wherever rows came from, such as a file that was dropped on the page, their place shows what becomes of them.
  useEffect(() => {
    if (prediction.kind !== "none" || comparison.kind !== "none") setOpen("use");
  }, [prediction, comparison]);
  const openAloud = (tab: ResultTab) => {
    setOpen(tab);
    // The button that was pressed has gone.
    requestAnimationFrame(() => {
      const selected = '#results [role="tab"][aria-selected="true"]';
      focusOn(selected);
      document.querySelector(selected)?.scrollIntoView({ block: "nearest" });
    });
  };
  const badge = report ? <StaleBadge part="results" /> : null;
  const verdict = () => (
    <>
      <VerdictPanel
        report={report}
        source={source}
        note={report ? <StaleNote part="results" /> : null}
        others={compared ? [{ name: compared.name, difference: compared.comparison }] : []}
      />
      {report ? <NextQuestions onOpen={openAloud} /> : null}
      <div className="card results__metrics">
        <MetricsTable
          report={report}
          own={compared ? { name: compared.name, values: compared.comparison.theirs } : undefined}
          badge={badge}
        />
      </div>
      <LearnedRegion report={report} badge={badge} />
      <DirtCard report={report} />
    </>
  );
  const tabs: readonly Tab<ResultTab>[] = [
    tabOf("verdict", verdict),
    tabOf("diagnostics", () =>
      report?.diagnostics ? (
        <Suspense fallback={<p className="hint">{resultTabsText("loading")}</p>}>
          <DiagnosticsTab report={report} diagnostics={report.diagnostics} />
        </Suspense>
      ) : (
        <Nothing words={diagnosticsText(report ? "none" : "notYet")} />
      ),
    ),
    tabOf("evidence", () =>
      report?.members || report?.replicas ? (
        <>
          <MembersCard report={report} badge={badge} />
          <ReplicasTable report={report} badge={badge} />
        </>
      ) : (
        <Nothing words={resultTabsText(report ? "noEvidence" : "notYet")} />
      ),
    ),
    tabOf("worth", () =>
      report ? <WorthTab report={report} badge={badge} /> : <Nothing words={resultTabsText("notYet")} />,
    ),
    tabOf("rows", () =>
      (report?.suspicious?.nSuspicious ?? 0) > 0 ? (
        <SuspiciousCard report={report} badge={badge} />
      ) : (
        <Nothing
          words={
            report
              ? resultTabsText("noSuspicion", { isNumber: report.task === "regression" })
              : resultTabsText("notYet")
          }
        />
      ),
    ),
    {
      ...tabOf("use", () => (
        <>
          <PredictPanel />
          <WhatIfCard />
          <ElsewhereCard />
          <CompareCard />
        </>
      )),
      isKept: true,
    },
  ];
  return (
    <section className="section results" aria-labelledby={titleId}>
      <div className="section__head">
        <h2 id={titleId}>{resultsText("heading")}</h2>
      </div>
      {opened ? <OpenedNote opened={opened} /> : null}
      <div className={`results__run${report && isStale ? " stale" : ""}`}>
        <Tabs label={resultTabsText("label")} tabs={tabs} open={open} onOpen={setOpen} />
      </div>
    </section>
  );
}
