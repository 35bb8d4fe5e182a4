import { useEffect, useId, useState } from "react";
import type { DirtView, PlantedCell } from "../../../app/dirt/dirt-list.ts";
import type { TableView } from "../../../app/view-table.ts";
import { formatCount } from "../../../base/numbers.ts";
import { dirtLabText } from "../../../base/texts/studio/dirt.ts";
import { DIRT_KINDS } from "../../../table/dirt/recipe.ts";
import { useSession } from "../../session/session-store.ts";
import { ScrollBox } from "../../ui/scroll-box.tsx";

/** What was planted: how much of each kind, some of it, and all of it as a file. */
export function PlantedList({ view }: { readonly view: TableView }) {
  const titleId = useId();
  const [dirt, setDirt] = useState<DirtView>();
  useEffect(() => {
    if (!view.dirt) return;
    let isCurrent = true;
    void useSession
      .getState()
      .plantedDirt()
      .then((found) => {
        if (isCurrent) setDirt(found);
      });
    return () => {
      isCurrent = false;
    };
  }, [view]);
  if (!dirt) return null;
  const { counts, first, junk, badSource } = dirt;
  return (
    <section className="stack" aria-labelledby={titleId}>
      <h3 id={titleId} className="field__label">
        {dirtLabText("listed")}
      </h3>
      <ul className="plain-list">
        {DIRT_KINDS.filter((kind) => kind !== "junk" && counts[kind] > 0).map((kind) => (
          <li key={kind}>{dirtLabText("counted", { kind, count: counts[kind] })}</li>
        ))}
        {badSource === undefined ? null : <li>{dirtLabText("badSource", { file: badSource })}</li>}
        {junk.length > 0 ? <li>{dirtLabText("junkNames", { names: junk })}</li> : null}
      </ul>
      {first.length > 0 ? (
        <ScrollBox label={dirtLabText("scrollable")} className="dirt__cells">
          <CellsTable cells={first} />
        </ScrollBox>
      ) : null}
      <div className="row">
        <button type="button" className="button button--small" onClick={() => void useSession.getState().savePlanted()}>
          {dirtLabText("save")}
        </button>
      </div>
    </section>
  );
}

function CellsTable({ cells }: { readonly cells: readonly PlantedCell[] }) {
  // Of one file, its name says nothing, and takes the room of what does.
  const isOneFile = cells.every(({ file }) => file === cells[0]?.file);
  return (
    <table className="table">
      <caption>{dirtLabText("first")}</caption>
      <thead>
        <tr>
          <th scope="col">{dirtLabText("kindHead")}</th>
          {isOneFile ? null : <th scope="col">{dirtLabText("file")}</th>}
          <th scope="col" className="number">
            {dirtLabText("row")}
          </th>
          <th scope="col">{dirtLabText("column")}</th>
          <th scope="col">{dirtLabText("before")}</th>
          <th scope="col">{dirtLabText("after")}</th>
        </tr>
      </thead>
      <tbody>
        {cells.map(({ kind, file, row, column, before, after }) => (
          <tr key={`${kind} ${column} ${file} ${row}`}>
            <td>{dirtLabText("kind", { kind })}</td>
            {isOneFile ? null : <td>{file}</td>}
            <td className="number">{formatCount(row)}</td>
            <td>{column}</td>
            <td>{before === "" ? dirtLabText("empty") : before}</td>
            <td>{after === "" ? dirtLabText("empty") : after}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
