import { type ReactNode, useId } from "react";
import { lossOf } from "../../base/texts/evidence.ts";
import { membersText } from "../../base/texts/studio/results.ts";
import type { TrainingReport } from "../../training/types.ts";
import { formatMetric } from "../ui/format.ts";
import { IntervalBar } from "./interval-plot.tsx";
import { type Interval, plotRange } from "./intervals.ts";
import { type Comparison, deployedOne, learnedEvidence, type MemberRow, memberRows } from "./members.ts";

/** Whether what was learned paid, in words; "" of a run that has no evidence of it. */
export function learnedWords(report: TrainingReport): string {
  const { members, evidence: known } = report;
  if (!members) return "";
  if (report.deployed === "one") {
    const one = deployedOne({ members, evidence: known });
    return one ? membersText("deployedOne", { ...one, loss: lossOf(report) }) : "";
  }
  const evidence = learnedEvidence({ members, evidence: known });
  return evidence.kind === "untried" ? "" : membersText("learnedEvidence", { ...evidence, loss: lossOf(report) });
}

/** The pipelines that were tried for the ensemble, with the evidence for and against each; nothing where one was deployed. */
export function MembersCard({
  report,
  badge,
}: {
  readonly report: TrainingReport | undefined;
  /** Of which run it is, where that is not plain. */
  readonly badge?: ReactNode;
}) {
  const titleId = useId();
  if (!report?.members) return null;
  const { ranked, givenUp, nFolds, nRows } = memberRows({ members: report.members, evidence: report.evidence });
  const loss = lossOf(report);
  const range = plotRange([...ranked, ...givenUp].flatMap(({ comparison }) => gainOf(comparison) ?? []));
  const isOne = report.deployed === "one";
  return (
    <div className="card results__metrics">
      <div className="metrics">
        <div className="row">
          <h3 id={titleId}>{membersText("heading", { isOne })}</h3>
          {badge}
        </div>
        <p>{membersText("evidence", { nFolds, nRows, loss, isOne })}</p>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
        <section className="scroll-box" aria-label={membersText("scrollable")} tabIndex={0}>
          <table className="table members__table" aria-labelledby={titleId}>
            <thead>
              <tr>
                <th scope="col">{membersText("pipeline")}</th>
                <th scope="col">{membersText("weight", { isOne })}</th>
                <th scope="col">
                  {membersText("loss", { loss })}
                  <span className="metrics__direction">{membersText("lossHint", { loss })}</span>
                </th>
                <th scope="col">{membersText("difference")}</th>
              </tr>
            </thead>
            <tbody>
              {ranked.map((row) => (
                <Tried key={row.member.id} row={row} isOne={isOne} range={range} />
              ))}
            </tbody>
            {givenUp.length > 0 ? (
              <tbody>
                <tr>
                  <th scope="rowgroup" colSpan={4} className="members__given-up">
                    {membersText("givenUp", { nRows: givenUp[0].member.nRows })}
                  </th>
                </tr>
                {givenUp.map((row) => (
                  <Tried key={row.member.id} row={row} isOne={isOne} range={range} />
                ))}
              </tbody>
            ) : null}
          </table>
        </section>
        <p className="hint">
          {membersText("range")} {membersText("corrected")} {membersText("chosen", { isOne })}
        </p>
      </div>
    </div>
  );
}

/** By how much the loss is lower than that of the plain pipeline: right of zero is better. */
function gainOf(comparison: Comparison): Interval | undefined {
  return "difference" in comparison
    ? { difference: -comparison.difference, low: -comparison.high, high: -comparison.low }
    : undefined;
}

const KINDS = { better: "good", worse: "bad" } as const;

interface TriedProps {
  readonly row: MemberRow;
  readonly isOne: boolean;
  readonly range: readonly [number, number];
}

function Tried({ row: { member, share, comparison }, isOne, range }: TriedProps) {
  const { title, isLearned, loss } = member;
  const gain = gainOf(comparison);
  const kind = comparison.kind === "better" || comparison.kind === "worse" ? KINDS[comparison.kind] : "even";
  return (
    <tr>
      <th scope="row">
        {title}
        <span className="hint">{membersText(isLearned ? "learned" : "fixed")}</span>
      </th>
      <td>
        {isOne ? (
          membersText(share > 0 ? "deployed" : "notDeployed")
        ) : share > 0 ? (
          <>
            {membersText("share", { share })}
            <svg className="members__bar" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
              <rect width={100 * share} height={1} />
            </svg>
          </>
        ) : (
          <span className="hint">{membersText("noMember")}</span>
        )}
      </td>
      <td>{formatMetric("logLoss", loss)}</td>
      <td data-kind={kind}>
        {gain ? <IntervalBar interval={gain} range={range} /> : null}
        <Compared comparison={comparison} />
      </td>
    </tr>
  );
}

function Compared({ comparison }: { readonly comparison: Comparison }) {
  switch (comparison.kind) {
    case "plain":
    case "same":
    case "unknown":
      return <span className="hint">{membersText("apartWithout", { kind: comparison.kind })}</span>;
    case "better":
    case "worse":
    case "chance":
      return (
        <>
          {membersText("apart", comparison)}
          <span className="hint">{membersText("sure", comparison)}</span>
        </>
      );
    default:
      return comparison satisfies never;
  }
}
