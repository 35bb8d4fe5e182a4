import { useEffect, useId } from "react";
import { percent } from "../../base/numbers.ts";
import { uiText } from "../../base/texts/studio/ui.ts";
import { worthText } from "../../base/texts/studio/worth.ts";
import { metricLabel, metricLabels } from "../../training/metrics.ts";
import { useSession } from "../session/session-store.ts";
import { viewOf } from "../session/table-state.ts";
import type { Picture } from "../ui/picture/picture.ts";
import { SaveMenu } from "../ui/save-menu.tsx";
import { ScrollBox } from "../ui/scroll-box.tsx";
import { intervalCell, intervalColumn } from "./interval-cell.ts";
import { IntervalBar } from "./interval-plot.tsx";
import { isOutside, nearOf, plotRange } from "./intervals.ts";
import { useCanAsk } from "./use-can-ask.ts";

/** Cells that are dealt out within a few seconds. */
const SOON_CELLS = 200_000;

/** How much worse predictions get where the cells of a column are dealt out anew, beside its gate; measured when it is looked at, or on demand. */
export function ImportanceCard() {
  const titleId = useId();
  const importance = useSession((session) => session.importance);
  const isPossible = useCanAsk();
  const isSoon = useSession(({ report, table }) => {
    const { validation = 0, train = 0 } = report?.rows ?? {};
    return (validation || train) * (viewOf(table)?.columns.length ?? 0) <= SOON_CELLS;
  });
  const { measureImportance } = useSession.getState();
  const isDue = isPossible && isSoon && importance.kind === "none";
  useEffect(() => {
    if (isDue) void measureImportance();
  }, [isDue, measureImportance]);
  return (
    <section className="card results__metrics" aria-labelledby={titleId}>
      <h3 id={titleId}>{worthText("importance")}</h3>
      <p>{worthText("importanceHint")}</p>
      {importance.kind === "ready" ? (
        <ImportanceTable worth={importance.worth} titleId={titleId} />
      ) : (
        <div className="row">
          <button
            type="button"
            className="button"
            disabled={!isPossible || importance.kind === "working"}
            onClick={() => void measureImportance()}
          >
            {worthText("measure")}
          </button>
          {importance.kind === "working" ? (
            <progress aria-label={worthText("measuring")} value={importance.fraction} max={1} />
          ) : null}
        </div>
      )}
    </section>
  );
}

type Worth = Extract<ReturnType<typeof useSession.getState>["importance"], { readonly kind: "ready" }>["worth"];

function ImportanceTable({ worth, titleId }: { readonly worth: Worth; readonly titleId: string }) {
  const { columns, metric, nRows, nRepeats, split } = worth;
  const rows = columns.map(({ column, rise, spread, gate }) => ({
    ...{ column, rise, spread, gate },
    interval: { difference: rise, low: rise - 2 * spread, high: rise + 2 * spread },
  }));
  const near = nearOf(rows.map(({ interval }) => interval));
  const range = plotRange(near);
  const outside = rows.filter(({ interval }) => isOutside(interval, range)).map(({ column }) => column);
  const isLoss = metricLabels[metric].better === "lower";
  const hasGates = columns.some(({ gate }) => gate !== undefined);
  const toneOf = ({ rise, spread }: (typeof rows)[number]) => (rise > 2 * spread && rise > 0 ? "good" : "even");
  const told = worthText("importanceHow", { nRows, nRepeats, split, isDrawn: true });
  const how = outside.length === 0 ? told : `${worthText("outside", { names: outside })} ${told}`;
  const picture = (): Picture => ({
    ...{ title: worthText("importance"), caption: how },
    body: {
      kind: "rows",
      columns: [
        { kind: "text", head: worthText("column") },
        intervalColumn(worthText("rise", { metric: metricLabel(metric), isLoss }), near),
        { kind: "text", head: worthText("riseNumber", { isLoss }), isNumber: true },
        ...(hasGates ? [{ kind: "text", head: worthText("gate"), isNumber: true } as const] : []),
      ],
      rows: rows.map((row) => ({
        cells: [
          row.column,
          intervalCell(row.interval, toneOf(row)),
          worthText("rises", row),
          row.gate === undefined ? "–" : percent(row.gate),
        ],
      })),
    },
  });
  return (
    <>
      <div className="card__head">
        <p className="hint">{how}</p>
        <SaveMenu
          label={uiText("saveOf", { title: worthText("importance") })}
          file="importance"
          picture={picture}
          rows={() => [
            ["column", "rise", "spread", "gate"],
            ...rows.map(({ column, rise, spread, gate = Number.NaN }) => [column, rise, spread, gate]),
          ]}
        />
      </div>
      <ScrollBox label={worthText("importanceScrollable")} className="worth__columns">
        <table className="table worth__table" aria-labelledby={titleId}>
          <thead>
            <tr>
              <th scope="col">{worthText("column")}</th>
              <th scope="col">{worthText("rise", { metric: metricLabel(metric), isLoss })}</th>
              <th scope="col" className="worth__number">
                {worthText("riseNumber", { isLoss })}
              </th>
              {hasGates ? (
                <th scope="col" className="worth__number">
                  {worthText("gate")}
                </th>
              ) : null}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.column} data-kind={toneOf(row)}>
                <th scope="row">{row.column}</th>
                <td className="worth__picture">
                  <IntervalBar interval={row.interval} range={range} />
                </td>
                <td className="worth__number">{worthText("rises", row)}</td>
                {hasGates ? (
                  <td className="worth__number">{row.gate === undefined ? "–" : percent(row.gate)}</td>
                ) : null}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
    </>
  );
}
