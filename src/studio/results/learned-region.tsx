import { type ReactNode, useId } from "react";
import type { BlockExplanation, Verdict } from "../../training/types.ts";

/** One sentence a block, and its lines on request. */
export function LearnedRegion({
  explanations,
  verdict,
  badge,
}: {
  readonly explanations: readonly BlockExplanation[] | undefined;
  readonly verdict?: Verdict | undefined;
  /** Of which run it is, where that is not plain. */
  readonly badge?: ReactNode;
}) {
  const titleId = useId();
  return (
    <section className="learned card" aria-labelledby={titleId}>
      <div className="row">
        <h3 id={titleId}>What was learned</h3>
        {badge}
      </div>
      {explanations === undefined ? (
        <p className="hint">
          After training, each block says here in one sentence what it learned: which columns get through, how gaps are
          filled, what counts as an outlier. Where it makes no difference, it says so.
        </p>
      ) : explanations.length === 0 ? (
        <p className="hint">No block of this pipeline learns anything that can be told in words.</p>
      ) : (
        <>
          {explanations.some(({ certainty }) => certainty !== "none") ? (
            <p className="hint">
              Shares and gates are those of the blend at its best moment. The final pipeline takes of each choice the
              alternative with the largest share, and lets through every column that is not closed.
              {verdict?.verdict === "no clear difference"
                ? " They say what training preferred; whether that pays is the verdict's question, and it sees no clear difference."
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
                      {explanation.details.length === 1 ? "1 detail" : `${explanation.details.length} details`}
                      <span className="visually-hidden"> of {explanation.title}</span>
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
