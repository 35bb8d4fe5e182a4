import type { ReactNode } from "react";
import { intervalText, resultsText } from "../../base/texts/studio/results.ts";
import type { TrainingReport } from "../../training/types.ts";
import { IntervalPlot } from "./interval-plot.tsx";
import { deployedOpponent, type OtherOpponent, opponentCaption, opponentRows } from "./intervals.ts";
import { MoreTime } from "./more-time.tsx";
import { OtherDivisions } from "./other-divisions.tsx";
import { VerdictMark } from "./verdict-mark.tsx";
import { isUnfair, verdictKind, verdictWords } from "./verdict-words.ts";

/** The one sentence that says whether it was worth it, and the facts of the run. */
export function VerdictPanel({
  report,
  source,
  note,
  others,
}: {
  readonly report: TrainingReport | undefined;
  readonly source: string;
  /** Of which run it is, where that is not plain. */
  readonly note?: ReactNode;
  /** What else it was compared with. */
  readonly others?: readonly OtherOpponent[];
}) {
  if (!report) {
    return (
      <div className="verdict card">
        <p className="hint">{resultsText("noVerdict")}</p>
      </div>
    );
  }
  const { verdict, rows } = report;
  const intervals = opponentRows(report, others);
  const same = deployedOpponent(report);
  return (
    <div className="verdict card" data-kind={verdictKind(verdict)}>
      {note}
      <p className="verdict__sentence">
        <VerdictMark verdict={verdict} /> {verdictWords(report)}
      </p>
      {verdict && isUnfair(verdict) ? <MoreTime /> : null}
      {verdict ? <OtherDivisions report={report} /> : null}
      {intervals.length > 0 ? <IntervalPlot caption={opponentCaption(report)} rows={intervals} /> : null}
      {same === "" ? null : <p className="hint">{intervalText("isDeployed", { name: same })}</p>}
      <p className="hint">
        {[
          source,
          resultsText("rows", rows),
          resultsText("steps", { nSteps: report.steps, seconds: report.seconds }),
          report.engineTitle,
          resultsText("seed", { seed: report.seed }),
        ]
          .filter((part) => part !== "")
          .join(" · ")}
      </p>
      {report.notes.length > 0 ? (
        <ul className="verdict__notes" aria-label={resultsText("notes")}>
          {report.notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
