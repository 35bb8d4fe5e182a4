import type { TrainingReport, Verdict } from "../../training/types.ts";
import { countOf, formatTaken } from "../ui/format.ts";

const marks: Readonly<
  Record<Verdict["verdict"], { readonly sign: string; readonly words: string; readonly kind: string }>
> = {
  better: { sign: "▲", words: "Better", kind: "good" },
  worse: { sign: "▼", words: "Worse", kind: "bad" },
  "no clear difference": { sign: "=", words: "About even", kind: "even" },
};

/** The one sentence that says whether it was worth it, and the facts of the run. */
export function VerdictPanel({
  report,
  source,
  isOfOther,
}: {
  readonly report: TrainingReport | undefined;
  readonly source: string;
  /** Another table is open, or another target chosen. */
  readonly isOfOther: boolean;
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
  const mark = verdict && marks[verdict.verdict];
  return (
    <div className={`verdict card${mark ? ` verdict--${mark.kind}` : ""}`}>
      <p className="verdict__sentence">
        {mark ? (
          <span className="verdict__mark">
            <span aria-hidden="true">{mark.sign}</span> {mark.words}
          </span>
        ) : null}
        {verdict?.sentence ?? "There are no test rows, so there is nothing fair to compare on."}
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
      {isOfOther ? (
        <p>
          <strong>These results are not about the table and the target that are chosen now.</strong>
        </p>
      ) : null}
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
function rowWords({ train, validation, test, unlabelled }: TrainingReport["rows"]): string {
  const parts = [
    countOf(train, "training row"),
    countOf(validation, "validation row"),
    countOf(test, "test row"),
    ...(unlabelled > 0 ? [`${countOf(unlabelled, "row")} without a target`] : []),
  ];
  return parts.join(", ");
}
