import { type ReactNode, useId, useState } from "react";
import { formatCount, percent } from "../../base/numbers.ts";
import { suspiciousText } from "../../base/texts/studio/suspicious.ts";
import type { TrainingReport } from "../../training/types.ts";
import { useSession } from "../session/session-store.ts";
import { viewOf } from "../session/table-state.ts";
import { placeInTable } from "./row-place.ts";

/** So many rows are shown at first, and so many more each time. */
const ROWS_AT_ONCE = 50;

/** Rows whose labels look wrong, the most suspicious first; nothing where nobody looked or none was found. */
export function SuspiciousCard({
  report,
  badge,
}: {
  readonly report: TrainingReport | undefined;
  /** Of which run it is, where that is not plain. */
  readonly badge?: ReactNode;
}) {
  const titleId = useId();
  const [nWanted, setWanted] = useState(ROWS_AT_ONCE);
  const found = report?.suspicious;
  if (!found || found.nSuspicious === 0) return null;
  const rows = found.rows.slice(0, nWanted);
  // Of one file, its name says nothing, and takes the room of what does.
  const isOneFile = found.rows.every(({ file }) => file === found.rows[0]?.file);
  const nMore = Math.min(found.rows.length - rows.length, ROWS_AT_ONCE);
  return (
    <div className="card results__metrics">
      <div className="metrics">
        <div className="row">
          <h3 id={titleId}>{suspiciousText("heading")}</h3>
          {badge}
        </div>
        <p>{suspiciousText("found", found)}</p>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
        <section className="scroll-box suspicious" aria-label={suspiciousText("scrollable")} tabIndex={0}>
          <table className="table" aria-labelledby={titleId}>
            <thead>
              <tr>
                {isOneFile ? null : <th scope="col">{suspiciousText("file")}</th>}
                <th scope="col" className="number">
                  {suspiciousText("row")}
                </th>
                <th scope="col">{suspiciousText("label")}</th>
                <th scope="col">{suspiciousText("expected")}</th>
                <th scope="col" className="number">
                  {suspiciousText("suspicion")}
                </th>
                <th scope="col">{suspiciousText("cells")}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((each) => (
                <SuspiciousRow key={`${each.file} ${each.row}`} found={each} isOneFile={isOneFile} />
              ))}
            </tbody>
          </table>
        </section>
        <div className="row">
          <span className="hint">
            {suspiciousText("shown", { nShown: rows.length, nSuspicious: found.nSuspicious })}
          </span>
          {nMore > 0 ? (
            <button type="button" className="button" onClick={() => setWanted(nWanted + ROWS_AT_ONCE)}>
              {suspiciousText("more", { nMore })}
            </button>
          ) : null}
        </div>
        <p className="hint">{suspiciousText("how")}</p>
      </div>
    </div>
  );
}

interface SuspiciousRowProps {
  readonly found: NonNullable<TrainingReport["suspicious"]>["rows"][number];
  readonly isOneFile: boolean;
}

/** A row of the list, with its cells on demand. */
function SuspiciousRow({ found: { file, row, label, expected, suspicion }, isOneFile }: SuspiciousRowProps) {
  const [cells, setCells] = useState<readonly Cell[]>();
  const place = useSession(({ table }) => placeInTable(viewOf(table)?.sources ?? [], { file, row }));
  const look = async () => setCells(cells || place === undefined ? undefined : await cellsOf(place));
  return (
    <>
      <tr>
        {isOneFile ? null : <td>{file}</td>}
        <th scope="row" className="number">
          {formatCount(row)}
        </th>
        <td>{label}</td>
        <td>{expected}</td>
        <td className="number">{percent(suspicion)}</td>
        <td>
          <button
            type="button"
            className="button button--small"
            aria-expanded={cells !== undefined}
            aria-label={suspiciousText("lookAt", { row, file })}
            disabled={place === undefined}
            onClick={() => void look()}
          >
            {suspiciousText("look")}
          </button>
        </td>
      </tr>
      {cells ? (
        <tr>
          <td colSpan={isOneFile ? 5 : 6}>
            <dl className="suspicious__look">
              {cells.map(({ column, text }) => (
                <div key={column}>
                  <dt>{column}</dt>
                  <dd>{text === "" ? "–" : text}</dd>
                </div>
              ))}
            </dl>
          </td>
        </tr>
      ) : null}
    </>
  );
}

interface Cell {
  readonly column: string;
  readonly text: string;
}

/** The cells of a row of the open table, as the file has them. */
async function cellsOf(place: number): Promise<readonly Cell[] | undefined> {
  const { rowCells, table } = useSession.getState();
  const cells = await rowCells(place);
  const names = viewOf(table)?.columns.map(({ rule }) => rule.name) ?? [];
  return cells?.map((text, index) => ({ column: names[index] ?? "", text }));
}
