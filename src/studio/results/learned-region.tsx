import { type ReactNode, useId, useState } from "react";
import { evidenceText, lossOf } from "../../base/texts/evidence.ts";
import { resultsText } from "../../base/texts/studio/results.ts";
import type { Evidence } from "../../training/evidence/evidence.ts";
import type { BlockExplanation, TrainingReport } from "../../training/types.ts";
import { InTurn } from "../ui/in-turn.tsx";
import { blockTags } from "./block-tags.ts";
import { learnedWords } from "./members-card.tsx";
import "./results.css";

/** What a block is worth; nothing where that was not found out. */
function TagLine({ report, tag }: { readonly report: TrainingReport | undefined; readonly tag: Evidence | undefined }) {
  if (!report || !tag) return null;
  return (
    <p className={tag.conclusion === "cannot tell" ? "learned__tag learned__none" : "learned__tag"}>
      {evidenceText("tag", { ...tag, loss: lossOf(report) })}
    </p>
  );
}

/** Lines that are made at once: of a wide table there are thousands. */
const PIECE = 100;

/** Every line about a block: made where they are looked at. */
function Details({ of: { title, details } }: { readonly of: BlockExplanation }) {
  const [isOpen, setOpen] = useState(false);
  const pieces = Array.from({ length: Math.ceil(details.length / PIECE) }, (_, piece) =>
    details.slice(piece * PIECE, (piece + 1) * PIECE).map((line) => <li key={line}>{line}</li>),
  );
  return (
    <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        {resultsText("details", { count: details.length })}
        <span className="visually-hidden"> {resultsText("ofBlock", { block: title })}</span>
      </summary>
      <ul className="learned__details">{isOpen ? <InTurn parts={pieces} /> : null}</ul>
    </details>
  );
}

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
  const tags = report ? blockTags(report) : undefined;
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
          {tags ? <p className="hint">{evidenceText("aboutTags", { pipeline: tags.pipeline })}</p> : null}
          <ul className="learned__list">
            {explanations.map((explanation) => (
              <li key={explanation.block}>
                <h4>{explanation.title}</h4>
                <p className={explanation.certainty === "none" ? "learned__none" : undefined}>{explanation.summary}</p>
                <TagLine report={report} tag={tags?.byBlock.get(explanation.block)} />
                {explanation.details.length > 0 ? <Details of={explanation} /> : null}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
