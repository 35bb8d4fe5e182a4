import { type ReactNode, useId, useRef, useState } from "react";
import { type DiagnosticChart, diagnosticsText } from "../../../base/texts/studio/diagnostics.ts";
import { saveCsv } from "../../ui/save-csv.ts";
import { saveFile } from "../../ui/save-file.ts";
import { ScrollBox } from "../../ui/scroll-box.tsx";
import { chartPng, chartSvg } from "./export-chart.ts";

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
  readonly children: ReactNode;
}

/** A chart with its title and words, its numbers as a table, and a small menu that saves it. */
export function FigureCard({ chart, name, summary, columns, rows, children }: FigureCardProps) {
  const titleId = useId();
  const plot = useRef<HTMLDivElement>(null);
  const [isTable, setTable] = useState(false);
  const drawn = () => plot.current?.querySelector<SVGSVGElement>("svg.recharts-surface") ?? undefined;
  const svg = () => {
    const found = drawn();
    if (found) saveFile(`${chart}.svg`, new Blob([chartSvg(found)], { type: "image/svg+xml" }));
  };
  const png = async () => {
    const found = drawn();
    const picture = found && (await chartPng(found));
    if (picture) saveFile(`${chart}.png`, picture);
  };
  const csv = () => saveCsv(`${chart}.csv`, [columns, ...rows]);
  return (
    <figure className="diagnostic card" aria-labelledby={titleId}>
      <div className="diagnostic__head">
        <h3 id={titleId}>{diagnosticsText("titleOf", { chart, name })}</h3>
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
          <details className="save-menu">
            <summary className="button button--small" aria-label={diagnosticsText("saveOf", { chart })}>
              {diagnosticsText("save")}
            </summary>
            <div className="save-menu__choices card">
              {/* As a table, there is no picture to save. */}
              <button type="button" className="button button--small" disabled={isTable} onClick={() => void png()}>
                {diagnosticsText("as", { format: "PNG" })}
              </button>
              <button type="button" className="button button--small" disabled={isTable} onClick={svg}>
                {diagnosticsText("as", { format: "SVG" })}
              </button>
              <button type="button" className="button button--small" onClick={csv}>
                {diagnosticsText("as", { format: "CSV" })}
              </button>
            </div>
          </details>
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
        <div ref={plot}>{children}</div>
      )}
      <figcaption className="hint">{summary}</figcaption>
    </figure>
  );
}
