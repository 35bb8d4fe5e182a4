import { type ReactNode, useId } from "react";
import { lossOf } from "../../base/texts/evidence.ts";
import { membersText } from "../../base/texts/studio/results.ts";
import { uiText } from "../../base/texts/studio/ui.ts";
import type { TrainingReport } from "../../training/types.ts";
import { formatMetric } from "../ui/format.ts";
import type { RowsBody } from "../ui/picture/picture.ts";
import { SaveMenu } from "../ui/save-menu.tsx";
import { intervalCell, intervalColumn } from "./interval-cell.ts";
import { IntervalBar } from "./interval-plot.tsx";
import { type Interval, nearOf, plotRange } from "./intervals.ts";
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
  const range = plotRange(nearOf([...ranked, ...givenUp].flatMap(({ comparison }) => gainOf(comparison) ?? [])));
  const isOne = report.deployed === "one";
  const title = membersText("heading", { isOne });
  const about = membersText("evidence", { nFolds, nRows, loss, isOne });
  return (
    <div className="card results__metrics">
      <div className="metrics">
        <div className="row">
          <h3 id={titleId}>{title}</h3>
          {badge}
          <SaveMenu
            label={uiText("saveOf", { title })}
            file="tried-pipelines"
            picture={() => ({
              ...{ title, caption: `${about} ${membersText("range")}` },
              body: triedBody([...ranked, ...givenUp], { loss, isOne }),
            })}
            rows={() => triedRows([...ranked, ...givenUp])}
          />
        </div>
        <p>{about}</p>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
        <section className="scroll-box" aria-label={membersText("scrollable")} tabIndex={0}>
          <table className="table members__table" aria-labelledby={titleId}>
            <thead>
              <tr>
                <th scope="col">{membersText("pipeline")}</th>
                <th scope="col" className={isOne ? undefined : "number"}>
                  {membersText("weight", { isOne })}
                </th>
                <th scope="col" className="number">
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

const kindOf = ({ kind }: Comparison) => (kind === "better" || kind === "worse" ? KINDS[kind] : "even");

function triedBody(
  rows: readonly MemberRow[],
  { loss, isOne }: { readonly loss: ReturnType<typeof lossOf>; readonly isOne: boolean },
): RowsBody {
  const gains = rows.flatMap(({ comparison }) => gainOf(comparison) ?? []);
  return {
    kind: "rows",
    columns: [
      { kind: "text", head: membersText("pipeline") },
      { kind: "text", head: membersText("weight", { isOne }), isNumber: true },
      { kind: "text", head: membersText("loss", { loss }), isNumber: true },
      intervalColumn(membersText("difference"), nearOf(gains)),
    ],
    rows: rows.map(({ member, share, comparison }) => {
      const gain = gainOf(comparison);
      const words = isOne ? membersText(share > 0 ? "deployed" : "notDeployed") : membersText("share", { share });
      const interval = gain && intervalCell(gain, kindOf(comparison));
      return { cells: [member.title, words, formatMetric("logLoss", member.loss), interval] };
    }),
  };
}

const triedRows = (rows: readonly MemberRow[]) => [
  ["pipeline", "share", "loss", "rows", "gain", "low", "high"],
  ...rows.map(({ member, share, comparison }) => {
    const { difference, low, high } = gainOf(comparison) ?? {};
    return [member.title, share, member.loss, member.nRows, ...[difference, low, high].map((of) => of ?? Number.NaN)];
  }),
];

interface TriedProps {
  readonly row: MemberRow;
  readonly isOne: boolean;
  readonly range: readonly [number, number];
}

function Tried({ row: { member, share, comparison }, isOne, range }: TriedProps) {
  const { title, isLearned, loss } = member;
  const gain = gainOf(comparison);
  return (
    <tr>
      <th scope="row">
        {title}
        <span className="hint">{membersText(isLearned ? "learned" : "fixed")}</span>
      </th>
      <td className={isOne ? undefined : "number"}>
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
      <td className="number">{formatMetric("logLoss", loss)}</td>
      <td data-kind={kindOf(comparison)}>
        <div className="members__compared">
          {gain ? <IntervalBar interval={gain} range={range} /> : null}
          <div>
            <Compared comparison={comparison} />
          </div>
        </div>
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
