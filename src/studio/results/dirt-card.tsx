import { useEffect, useId } from "react";
import type { DirtFound, Found } from "../../app/dirt/dirt-found.ts";
import { formatCount } from "../../base/numbers.ts";
import { dirtFoundText } from "../../base/texts/studio/dirt.ts";
import { withDirt } from "../../pipeline/table-decisions.ts";
import { metricLabel } from "../../training/metrics.ts";
import type { TrainingReport } from "../../training/types.ts";
import { useDocument } from "../document/document-store.ts";
import { useSession } from "../session/session-store.ts";
import { isActive } from "../session/training-machine.ts";
import { ScrollBox } from "../ui/scroll-box.tsx";
import "./dirt-card.css";
import { IntervalPlot } from "./interval-plot.tsx";
import { gainRows, plainDeployed, type WonBack, wonBack } from "./won-back.ts";

/** How much of planted dirt a run has found and won back; nothing where none was planted. */
export function DirtCard({ report }: { readonly report: TrainingReport | undefined }) {
  const titleId = useId();
  const planted = useDocument(({ document }) => document.table.dirt);
  const basis = useSession((session) => session.reportOf);
  const own = basis?.document.table.dirt;
  if (!report || !basis || (!own && !planted)) return null;
  const isHidden = (planted ?? own)?.isHidden === true;
  return (
    <section className="card results__metrics dirt-found stack" aria-labelledby={titleId}>
      <h3 id={titleId}>{dirtFoundText("heading")}</h3>
      {isHidden ? (
        <p>{dirtFoundText("hidden")}</p>
      ) : (
        <>
          {own ? <FoundPart /> : null}
          <WonBackPart report={report} />
        </>
      )}
    </section>
  );
}

function FoundPart() {
  const found = useSession((session) => session.dirtFound);
  const isPossible = useSession(
    ({ hasTrained, table, training }) => hasTrained && table.kind === "ready" && !isActive(training),
  );
  useEffect(() => {
    if (isPossible && found.kind === "none") void useSession.getState().countFound();
  }, [isPossible, found.kind]);
  switch (found.kind) {
    case "ready":
      return <FoundTable found={found.found} />;
    case "working":
      return <p className="hint">{dirtFoundText("counting")}</p>;
    case "none":
      return isPossible ? null : <p className="hint">{dirtFoundText("noTable")}</p>;
    default:
      return found satisfies never;
  }
}

const SCORES = ["labels", "junk", "far"] as const;

function FoundTable({ found }: { readonly found: DirtFound }) {
  const { counts, source } = found;
  const rows = SCORES.flatMap((kind) => {
    const score = found[kind];
    return score && score.nPlanted > 0 ? [{ kind, score }] : [];
  });
  const wrongLabels = counts.labels + counts.source;
  return (
    <>
      {rows.length > 0 ? (
        <ScrollBox label={dirtFoundText("scrollable")}>
          <table className="table dirt-found__table">
            <thead>
              <tr>
                <th scope="col">{dirtFoundText("kind")}</th>
                <th scope="col">{dirtFoundText("precision")}</th>
                <th scope="col">{dirtFoundText("recall")}</th>
                <th scope="col">{dirtFoundText("planted")}</th>
                <th scope="col">{dirtFoundText("said")}</th>
                <th scope="col">{dirtFoundText("both")}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map(({ kind, score }) => (
                <ScoreRow key={kind} title={dirtFoundText("score", { score: kind })} score={score} />
              ))}
            </tbody>
          </table>
        </ScrollBox>
      ) : null}
      {wrongLabels > 0 && !found.labels ? <p>{dirtFoundText("notLooked")}</p> : null}
      {source ? <p>{dirtFoundText("source", source)}</p> : null}
      <p className="hint">{dirtFoundText("how")}</p>
    </>
  );
}

function ScoreRow({ title, score: { nPlanted, nSaid, nBoth } }: { readonly title: string; readonly score: Found }) {
  return (
    <tr>
      <th scope="row">{title}</th>
      <td>{dirtFoundText("share", { part: nBoth, whole: nSaid })}</td>
      <td>{dirtFoundText("share", { part: nBoth, whole: nPlanted })}</td>
      <td>{formatCount(nPlanted)}</td>
      <td>{formatCount(nSaid)}</td>
      <td>{formatCount(nBoth)}</td>
    </tr>
  );
}

function WonBackPart({ report }: { readonly report: TrainingReport }) {
  const titleId = useId();
  const document = useDocument((state) => state.document);
  const basis = useSession((session) => session.reportOf);
  const history = useSession((session) => session.history);
  const isBusy = useSession(({ training, table }) => isActive(training) || table.kind !== "ready");
  const { dirt } = document.table;
  if (!basis) return null;
  const told = wonBack({ ...basis, report }, history, dirt);
  const gains = gainRows({ ...basis, report }, history, dirt);
  const plain = plainDeployed({ ...basis, report }, history, dirt);
  const trainClean = () => {
    const clean = { ...document, table: withDirt(document.table, undefined) };
    void useSession.getState().startSweep([{ document: clean, variant: dirtFoundText("clean") }]);
  };
  const reaches = (basis.document.table.dirt ?? dirt)?.reachesTestRows === true;
  return (
    <>
      <h4 id={titleId}>{dirtFoundText("wonBack")}</h4>
      <LossTable told={told} titleId={titleId} />
      {gains.length > 0 ? <IntervalPlot caption={dirtFoundText("gains")} rows={gains} /> : null}
      {plain.map((side) => (
        <p key={side}>{dirtFoundText("plainDeployed", { side })}</p>
      ))}
      <Sentences told={told} />
      {reaches ? <p className="hint">{dirtFoundText("reached")}</p> : null}
      {told.clean ? null : (
        <div className="row">
          <button type="button" className="button button--small" disabled={isBusy} onClick={trainClean}>
            {dirtFoundText("trainClean")}
          </button>
          <span className="hint">{dirtFoundText("needsClean")}</span>
        </div>
      )}
      {told.dirty ? null : <p className="hint">{dirtFoundText("needsDirty")}</p>}
    </>
  );
}

function LossTable({ told: { metric, clean, dirty }, titleId }: { readonly told: WonBack; readonly titleId: string }) {
  return (
    <table className="table dirt-found__table" aria-labelledby={titleId}>
      <caption>{dirtFoundText("onTest", { metric: metricLabel(metric) })}</caption>
      <thead>
        <tr>
          <td />
          <th scope="col">{dirtFoundText("clean")}</th>
          <th scope="col">{dirtFoundText("dirty")}</th>
        </tr>
      </thead>
      <tbody>
        {(["plain", "learned"] as const).map((side) => (
          <tr key={side}>
            <th scope="row">{dirtFoundText("side", { side })}</th>
            <td>{dirtFoundText("value", { value: clean?.[side] })}</td>
            <td>{dirtFoundText("value", { value: dirty?.[side] })}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Sentences({ told: { metric, clean, dirty, difference } }: { readonly told: WonBack }) {
  const [before, after, learned] = [clean?.plain, dirty?.plain, dirty?.learned];
  const cost = before === undefined || after === undefined ? undefined : after - before;
  const won = after === undefined || learned === undefined ? undefined : after - learned;
  const lines = [
    ...(cost === undefined ? [] : [dirtFoundText("cost", { metric: metricLabel(metric), cost })]),
    ...(difference ? [dirtFoundText("won", difference)] : []),
    ...(cost !== undefined && won !== undefined && cost > 0 && won > 0
      ? [dirtFoundText("wonShare", { won, cost })]
      : []),
  ];
  return (
    <>
      {lines.length > 0 ? <p>{lines.join(" ")}</p> : null}
      {clean && dirty ? <p className="hint">{dirtFoundText("twoRuns")}</p> : null}
    </>
  );
}
