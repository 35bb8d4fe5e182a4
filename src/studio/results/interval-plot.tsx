import { useId } from "react";
import { formatNumber } from "../../base/numbers.ts";
import { intervalText } from "../../base/texts/studio/results.ts";
import { uiText } from "../../base/texts/studio/ui.ts";
import type { Picture } from "../ui/picture/picture.ts";
import { SaveMenu } from "../ui/save-menu.tsx";
import { intervalCell, intervalColumn } from "./interval-cell.ts";
import { type Interval, type IntervalRow, plotRange } from "./intervals.ts";
import "./intervals.css";

interface IntervalPlotProps {
  readonly caption: string;
  readonly rows: readonly IntervalRow[];
}

/** Those that set the scale. */
const withoutFar = (rows: readonly IntervalRow[]) => {
  const near = rows.filter(({ isFar }) => !isFar);
  return near.length > 0 ? near : rows;
};

/** Differences with their intervals on one scale, and the line where there is none. The words beside each say the same. */
export function IntervalPlot({ caption, rows }: IntervalPlotProps) {
  const captionId = useId();
  const range = plotRange(withoutFar(rows));
  return (
    <div className="intervals__box">
      <div className="card__head">
        <p id={captionId} className="table-caption">
          {caption}
        </p>
        <SaveMenu
          label={uiText("saveOf", { title: intervalText("title") })}
          file="opponents"
          picture={() => opponentsPicture(caption, rows)}
          rows={() => [
            ["against", "difference", "low", "high", "kind"],
            ...rows.map(({ name, difference, low, high, kind }) => [name, difference, low, high, kind]),
          ]}
        />
      </div>
      <table className="intervals" aria-labelledby={captionId}>
        <thead>
          <tr>
            <th scope="col">{intervalText("against")}</th>
            <th scope="col" className="intervals__scale">
              <span>{intervalText("worse")}</span>
              <span>{intervalText("better")}</span>
            </th>
            <th scope="col">{intervalText("difference")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id} data-kind={row.kind}>
              <th scope="row">{row.name}</th>
              <td className="intervals__picture">
                <IntervalBar interval={row} range={range} />
              </td>
              <td>{row.words}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function opponentsPicture(caption: string, rows: readonly IntervalRow[]): Picture {
  const format = rows.some(({ isShare }) => isShare) ? (value: number) => formatNumber(100 * value) : formatNumber;
  return {
    ...{ title: intervalText("title"), caption },
    body: {
      kind: "rows",
      columns: [
        { kind: "text", head: intervalText("against") },
        intervalColumn(intervalText("worse"), withoutFar(rows), { tail: intervalText("better"), format }),
        { kind: "text", head: intervalText("difference"), isNumber: true },
      ],
      rows: rows.map((row) => ({ cells: [row.name, intervalCell(row, row.kind), row.words] })),
    },
  };
}

interface IntervalBarProps {
  readonly interval: Interval;
  readonly range: readonly [number, number];
}

/** The picture alone, for beside words that say it. */
export function IntervalBar({ interval: { low, high, difference }, range: [from, to] }: IntervalBarProps) {
  const place = (value: number) => `${(100 * Math.min(Math.max((value - from) / (to - from), 0), 1)).toFixed(2)}%`;
  const isIn = (value: number) => value >= from && value <= to;
  return (
    <svg className="intervals__svg" aria-hidden="true">
      <line className="intervals__zero" x1={place(0)} x2={place(0)} y1="0" y2="100%" />
      <line className="intervals__bar" x1={place(low)} x2={place(high)} y1="50%" y2="50%" />
      {/* An end that is cut off by the edge of the picture has no bar across. */}
      {[low, high].filter(isIn).map((end, side) => (
        <line key={side} className="intervals__end" x1={place(end)} x2={place(end)} y1="30%" y2="70%" />
      ))}
      {isIn(difference) ? (
        <circle className="intervals__point" cx={place(difference)} cy="50%" r="4" />
      ) : (
        <text className="intervals__point" x={place(difference)} y="50%" dy="0.35em" textAnchor="middle">
          {difference > to ? "▶" : "◀"}
        </text>
      )}
    </svg>
  );
}
