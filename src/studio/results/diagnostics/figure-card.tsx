import { type ReactNode, useId, useRef, useState } from "react";
import { type DiagnosticChart, diagnosticsText } from "../../../base/texts/studio/diagnostics.ts";
import { lineLegend } from "../../ui/picture/legends.ts";
import type { Picture } from "../../ui/picture/picture.ts";
import { SaveMenu } from "../../ui/save-menu.tsx";
import { ScrollBox } from "../../ui/scroll-box.tsx";
import { ChartLegend } from "./chart-legend.tsx";

/** So many rows of a table are shown; its file has all. */
const TABLE_ROWS = 200;

interface FigureCardProps {
  readonly chart: DiagnosticChart;
  /** What it is of, where there are several of a kind: a column. */
  readonly name?: string;
  /** What can be read from it, in words. */
  readonly summary: string;
  /** Its numbers. */
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
  /** What its lines are, and how it would be ideally; absent where it has one kind of thing. */
  readonly legend?: { readonly names: readonly string[]; readonly ideal?: string };
  readonly children: ReactNode;
}

/** A chart with its title and words, its numbers as a table, and a small menu that saves it. */
export function FigureCard({ chart, name, summary, columns, rows, legend, children }: FigureCardProps) {
  const titleId = useId();
  const plot = useRef<HTMLDivElement>(null);
  const [isTable, setTable] = useState(false);
  const title = diagnosticsText("titleOf", { chart, name });
  const picture = (): Picture | undefined => {
    const svg = plot.current?.querySelector<SVGSVGElement>("svg.recharts-surface");
    if (!svg) return undefined;
    const ideal = legend?.ideal === undefined ? [] : [{ kind: "words", label: legend.ideal } as const];
    return {
      ...{ title, caption: summary, body: { kind: "drawn", svg } },
      legend: [...lineLegend(legend?.names ?? []), ...ideal],
    };
  };
  return (
    <figure className="diagnostic card" aria-labelledby={titleId}>
      <div className="diagnostic__head">
        <h3 id={titleId}>{title}</h3>
        <div className="row">
          <button
            type="button"
            className="button button--small"
            aria-pressed={isTable}
            aria-describedby={titleId}
            onClick={() => setTable(!isTable)}
          >
            {diagnosticsText("asTable")}
          </button>
          {/* As a table, there is no picture to save. */}
          <SaveMenu
            label={diagnosticsText("saveOf", { chart })}
            file={chart}
            picture={picture}
            isWithoutPicture={isTable}
            rows={() => [columns, ...rows]}
          />
        </div>
      </div>
      {isTable ? (
        <ScrollBox className="diagnostic__table" label={diagnosticsText("scrollable", { chart })}>
          <table className="table" aria-labelledby={titleId}>
            <thead>
              <tr>
                {columns.map((column) => (
                  <th scope="col" key={column}>
                    {column}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.slice(0, TABLE_ROWS).map((row) => (
                <tr key={row.join()}>
                  {row.map((cell, column) => (
                    <td key={columns[column]}>{typeof cell === "number" ? Number(cell.toPrecision(4)) : cell}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollBox>
      ) : (
        <>
          {legend ? <ChartLegend {...legend} /> : null}
          <div ref={plot}>{children}</div>
        </>
      )}
      <figcaption className="hint">{summary}</figcaption>
    </figure>
  );
}
