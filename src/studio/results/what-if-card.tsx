import { useEffect, useId, useState } from "react";
import { formatChanges, formatNumber, withUnit } from "../../base/numbers.ts";
import { uiText } from "../../base/texts/studio/ui.ts";
import { whatIfText } from "../../base/texts/studio/what-if.ts";
import { isOfThisTable } from "../session/changes-since.ts";
import type { AskedRow } from "../session/importance-slice.ts";
import { useRun } from "../session/runs.ts";
import { useSession } from "../session/session-store.ts";
import { viewOf } from "../session/table-state.ts";
import type { Picture } from "../ui/picture/picture.ts";
import { SaveMenu } from "../ui/save-menu.tsx";
import { ScrollBox } from "../ui/scroll-box.tsx";
import { intervalCell, intervalColumn } from "./interval-cell.ts";
import { IntervalBar } from "./interval-plot.tsx";
import { plotRange } from "./intervals.ts";
import { effectsOf, isLearnedDeployed } from "./what-if.ts";
import { WhatIfCells } from "./what-if-cells.tsx";

/** Effects that are shown at once, the largest first; the picture and the file have all. */
const ROWS_AT_ONCE = 60;

/** One made-up row: what the pipeline says of it, and which cells that rests on. */
export function WhatIfCard() {
  const titleId = useId();
  const hasTrained = useSession((session) => session.hasTrained);
  const { changes } = useRun("results");
  const view = useSession(({ table }) => viewOf(table));
  const unit = useSession(({ report }) => report?.unit ?? "");
  const answer = useSession(({ whatIf }) => whatIf);
  // Of another table, there are no cells that the pipeline reads.
  const isPossible = hasTrained && view !== undefined && isOfThisTable(changes);
  const all = view?.columns.map(({ rule }) => rule) ?? [];
  const columns = all.map(({ name }) => name);
  const asked = all.filter(({ role, name }) => role === "used" && name !== view?.target?.name).map(({ name }) => name);
  return (
    <section className="predict card" aria-labelledby={titleId}>
      <h3 id={titleId}>{whatIfText("heading")}</h3>
      {isPossible ? (
        // Cells of other columns are another row.
        <RowForm key={JSON.stringify([columns, asked])} columns={columns} asked={asked} nRows={view.nRows} />
      ) : (
        <p className="hint">{whatIfText(hasTrained && view ? "ofOther" : "notYet")}</p>
      )}
      <div aria-live="polite" className="predict__result">
        {isPossible && answer ? <Answer {...answer} unit={unit} /> : null}
      </div>
    </section>
  );
}

interface RowFormProps {
  /** Of the table, in its order. */
  readonly columns: readonly string[];
  /** Those that the pipeline reads. */
  readonly asked: readonly string[];
  readonly nRows: number;
}

function RowForm({ columns, asked, nRows }: RowFormProps) {
  const rowId = useId();
  const [cells, setCells] = useState<Readonly<Record<string, string>>>({});
  const [row, setRow] = useState(1);
  const { askWhatIf, rowCells } = useSession.getState();
  const cellsOf = async (index: number) => {
    const found = await rowCells(index);
    return found && Object.fromEntries(columns.map((name, column) => [name, found[column]]));
  };
  const fill = async () => {
    const found = await cellsOf(row - 1);
    if (found) setCells(found);
  };
  useEffect(() => {
    // A row of the table to change is a better beginning than as many empty fields as there are columns.
    void cellsOf(0).then((found) => setCells((written) => ({ ...found, ...written })));
  }, []);
  return (
    <>
      <p>{whatIfText("explanation")}</p>
      <div className="row what-if__start">
        <label htmlFor={rowId} className="field__label">
          {whatIfText("row")}
        </label>
        <input
          id={rowId}
          type="number"
          className="input"
          min={1}
          max={nRows}
          value={row}
          onChange={({ target: { valueAsNumber } }) => {
            if (valueAsNumber >= 1) setRow(Math.floor(valueAsNumber));
          }}
        />
        <button type="button" className="button" onClick={() => void fill()}>
          {whatIfText("fill")}
        </button>
      </div>
      <WhatIfCells names={asked} cells={cells} onChange={setCells} />
      <div className="row">
        <button type="button" className="button" onClick={() => void askWhatIf(cells)}>
          {whatIfText("ask")}
        </button>
      </div>
    </>
  );
}

interface AnswerProps extends AskedRow {
  readonly unit: string;
}

function Answer({ of, said, unit }: AnswerProps) {
  const titleId = useId();
  const { label, value, others, effects } = effectsOf(said);
  const isDeployed = useSession(({ report }) => isLearnedDeployed(report));
  const [nWanted, setWanted] = useState(ROWS_AT_ONCE);
  const shown = effects.slice(0, nWanted);
  const nMore = Math.min(effects.length - shown.length, ROWS_AT_ONCE);
  const range = plotRange(effects.map(({ interval }) => interval));
  const title = whatIfText("caption", { label });
  const changes = formatChanges(effects.map(({ change }) => (label === undefined ? change : 100 * change)));
  const words = changes.map((change) =>
    label === undefined ? withUnit(change, unit) : whatIfText("points", { change }),
  );
  const between = said.interval ? whatIfText("between", { ...said.interval, unit }) : "";
  const answer =
    label === undefined
      ? whatIfText("saysValue", { value, unit }) + between
      : whatIfText("says", { label, share: value });
  const picture = (): Picture => ({
    ...{ title, caption: `${answer}. ${whatIfText("how")}` },
    body: {
      kind: "rows",
      columns: [
        { kind: "text", head: whatIfText("column") },
        { kind: "text", head: whatIfText("cell") },
        { kind: "text", head: whatIfText("effect"), isNumber: true },
        intervalColumn(
          "",
          effects.map(({ interval }) => interval),
          { format: label === undefined ? formatNumber : (at) => formatNumber(100 * at) },
        ),
      ],
      rows: effects.map(({ column, interval }, place) => ({
        cells: [column, of[column], words[place], intervalCell(interval, "even")],
      })),
    },
  });
  return (
    <>
      <div className="card__head">
        <p className="what-if__answer">{answer}</p>
        <SaveMenu
          label={uiText("saveOf", { title })}
          file="what-if"
          picture={picture}
          rows={() => [
            ["column", "cell", "effect"],
            ...effects.map(({ column, change }) => [column, of[column], change]),
          ]}
        />
      </div>
      {others.length > 0 ? <p className="hint">{whatIfText("others", { others })}</p> : null}
      {said.odd.length > 0 ? <p className="error-text">{whatIfText("odd", { columns: said.odd })}</p> : null}
      {/* Above the box: a caption would be as wide as the table, and cut off with it. */}
      <p id={titleId} className="table-caption">
        {title}
      </p>
      <ScrollBox label={title} className="worth__columns">
        <table className="table worth__table" aria-labelledby={titleId}>
          <thead>
            <tr>
              <th scope="col">{whatIfText("column")}</th>
              <th scope="col">{whatIfText("cell")}</th>
              <th scope="col" className="number">
                {whatIfText("effect")}
              </th>
              <td />
            </tr>
          </thead>
          <tbody>
            {shown.map(({ column, interval }, place) => (
              <tr key={column}>
                <th scope="row">{column}</th>
                <td>{of[column]}</td>
                <td className="number">{words[place]}</td>
                <td className="worth__picture">
                  <IntervalBar interval={interval} range={range} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
      {nMore > 0 ? (
        <div className="row">
          <button type="button" className="button button--small" onClick={() => setWanted(nWanted + ROWS_AT_ONCE)}>
            {whatIfText("more", { count: nMore })}
          </button>
        </div>
      ) : null}
      <p className="hint">
        {whatIfText("how")} {whatIfText("passed", { isDeployed })}
      </p>
    </>
  );
}
