import { intervalText } from "../../base/texts/studio/results.ts";
import { type Interval, type IntervalRow, plotRange } from "./intervals.ts";
import "./intervals.css";

interface IntervalPlotProps {
  readonly caption: string;
  readonly rows: readonly IntervalRow[];
}

/** Differences with their intervals on one scale, and the line where there is none. The words beside each say the same. */
export function IntervalPlot({ caption, rows }: IntervalPlotProps) {
  const near = rows.filter(({ isFar }) => !isFar);
  const range = plotRange(near.length > 0 ? near : rows);
  return (
    <table className="intervals">
      <caption className="table-caption">{caption}</caption>
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
  );
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
      {[low, high].filter(isIn).map((end) => (
        <line key={end} className="intervals__end" x1={place(end)} x2={place(end)} y1="30%" y2="70%" />
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
