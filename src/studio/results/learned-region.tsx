import { type ReactNode, useId } from "react";
import { resultsText } from "../../base/texts/studio/results.ts";
import type { TrainingReport } from "../../training/types.ts";
import { learnedWords } from "./members-card.tsx";

/** One sentence a block, and its lines on request; of an ensemble first whether that was worth anything. */
export function LearnedRegion({
  report,
  badge,
}: {
  readonly report: TrainingReport | undefined;
  /** Of which run it is, where that is not plain. */
  readonly badge?: ReactNode;
}) {
  const titleId = useId();
  const explanations = report?.explanations;
  const evidence = report ? learnedWords(report) : "";
  return (
    <section className="learned card" aria-labelledby={titleId}>
      <div className="row">
        <h3 id={titleId}>{resultsText("learned")}</h3>
        {badge}
      </div>
      {explanations === undefined ? (
        <p className="hint">{resultsText("notLearnedYet")}</p>
      ) : explanations.length === 0 ? (
        <p className="hint">{resultsText("nothingLearned")}</p>
      ) : (
        <>
          {evidence === "" ? null : <p>{evidence}</p>}
          {explanations.some(({ certainty }) => certainty !== "none") ? (
            <p className="hint">
              {resultsText(report?.members ? "aboutSharesOfEnsemble" : "aboutShares")}
              {evidence === "" && report?.verdict?.verdict === "no clear difference"
                ? ` ${resultsText("preferred")}`
                : null}
            </p>
          ) : null}
          <ul className="learned__list">
            {explanations.map((explanation) => (
              <li key={explanation.block}>
                <h4>{explanation.title}</h4>
                <p className={explanation.certainty === "none" ? "learned__none" : undefined}>{explanation.summary}</p>
                {explanation.details.length > 0 ? (
                  <details>
                    <summary>
                      {resultsText("details", { count: explanation.details.length })}
                      <span className="visually-hidden"> {resultsText("ofBlock", { block: explanation.title })}</span>
                    </summary>
                    <ul className="learned__details">
                      {explanation.details.map((line) => (
                        <li key={line}>{line}</li>
                      ))}
                    </ul>
                  </details>
                ) : null}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
