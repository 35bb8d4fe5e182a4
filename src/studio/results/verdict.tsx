import type { ReactNode } from "react";
import { formatTaken } from "../../base/numbers.ts";
import { countOf } from "../../base/words.ts";
import type { TrainingReport } from "../../training/types.ts";
import { VerdictMark } from "./verdict-mark.tsx";
import { verdictKind, verdictWords } from "./verdict-words.ts";

/** The one sentence that says whether it was worth it, and the facts of the run. */
export function VerdictPanel({
  report,
  source,
  note,
}: {
  readonly report: TrainingReport | undefined;
  readonly source: string;
  /** Of which run it is, where that is not plain. */
  readonly note?: ReactNode;
}) {
  if (!report) {
    return (
      <div className="verdict card">
        <p className="hint">
          After training, one sentence here says whether the trained pipeline is better than a plain one on rows that
          neither has seen: better, worse, or no clear difference.
        </p>
      </div>
    );
  }
  const { verdict, rows } = report;
  return (
    <div className="verdict card" data-kind={verdictKind(verdict)}>
      {note}
      <p className="verdict__sentence">
        <VerdictMark verdict={verdict} /> {verdictWords(verdict)}
      </p>
      <p className="hint">
        {[
          source,
          rowWords(rows),
          `${countOf(report.steps, "step")} in ${formatTaken(report.seconds)}`,
          report.engineTitle,
          `seed ${report.seed}`,
        ]
          .filter((part) => part !== "")
          .join(" · ")}
      </p>
      {report.notes.length > 0 ? (
        <ul className="verdict__notes" aria-label="Notes on this run">
          {report.notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}

/** Every row of the table is in one of these, so that the counts add up to it. */
function rowWords({ train, validation, test, unlabelled, leftOut = 0 }: TrainingReport["rows"]): string {
  const parts = [
    countOf(train, "training row"),
    countOf(validation, "validation row"),
    countOf(test, "test row"),
    ...(unlabelled > 0 ? [`${countOf(unlabelled, "row")} without a target`] : []),
    ...(leftOut > 0 ? [`${countOf(leftOut, "row")} in no split`] : []),
  ];
  return parts.join(", ");
}
