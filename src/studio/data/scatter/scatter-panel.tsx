import { useEffect, useId, useMemo, useRef, useState } from "react";
import type { Scatter } from "../../../app/grid/scatter.ts";
import type { TableView } from "../../../app/view-table.ts";
import { scatterText } from "../../../base/texts/studio/scatter.ts";
import type { GridQuery } from "../../../table/grid-query.ts";
import { MOST_PINS, pinnedTable, pinRows, usePinnedRows } from "../../session/pinned-rows.ts";
import { useSession } from "../../session/session-store.ts";
import { ClassLegend } from "../../ui/class-legend.tsx";
import { classMarks } from "../../ui/picture/legends.ts";
import { SaveMenu } from "../../ui/save-menu.tsx";
import { SelectField } from "../../ui/select-field.tsx";
import "./scatter.css";
import { filtersOf, type PlotSize } from "./scatter-places.ts";
import { ScatterPlot } from "./scatter-plot.tsx";

interface ScatterPanelProps {
  readonly view: TableView;
  readonly query: GridQuery;
  readonly onQuery: (query: GridQuery) => void;
  /** Of the table, where somebody is in the grid. */
  readonly row: number | undefined;
  /** Goes there in the grid. */
  readonly onRow: (row: number, column: string) => void;
}

/** Rows as points over two columns: what is chosen here is chosen in the grid, and the other way round. */
export function ScatterPanel(props: ScatterPanelProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <details className="panel scatter" onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}>
      <summary>{scatterText("title")}</summary>
      <div className="panel__body">{isOpen && props.view.columns.length > 1 ? <OpenPanel {...props} /> : null}</div>
    </details>
  );
}

const HEIGHT = 360;

function OpenPanel({ view, query, onQuery, row, onRow }: ScatterPanelProps) {
  const names = useMemo(() => plottedColumns(view), [view]);
  const [across, setAcross] = useState(names[0]);
  const [up, setUp] = useState(names[1]);
  const [isWithoutFar, setWithoutFar] = useState(false);
  const [scatter, setScatter] = useState<Scatter | null>();
  const [width, setWidth] = useState(0);
  const [sought, setSought] = useState<number>();
  const box = useRef<HTMLDivElement>(null);
  const picture = useRef<SVGSVGElement>(null);
  const titleId = useId();
  const table = view.schema ? pinnedTable(view.schema) : "";
  const pins = usePinnedRows(table);
  const size = useMemo<PlotSize>(() => ({ width, height: HEIGHT }), [width]);
  useEffect(() => {
    const { current: element } = box;
    if (!element) return;
    const sizes = new ResizeObserver(() => setWidth(element.clientWidth));
    sizes.observe(element);
    return () => sizes.disconnect();
  }, []);
  useEffect(() => {
    let isCurrent = true;
    const also = [...pins, ...(sought === undefined ? [] : [sought])];
    void useSession
      .getState()
      .scatter({ query, columns: [across, up], also, isWithoutFar })
      .then((found) => {
        if (isCurrent) setScatter(found);
      });
    return () => {
      isCurrent = false;
    };
    // The view: other cells, or the same ones read otherwise.
  }, [view, query, across, up, pins, sought, isWithoutFar]);
  useEffect(() => {
    if (row !== undefined && scatter && !scatter.rows.includes(row)) setSought(row);
  }, [row, scatter]);
  const options = (other: string) =>
    names.filter((name) => name !== other).map((name) => ({ value: name, label: name }));
  const ofAxes = new Set([across, up]);
  const others = query.filters.filter(({ column }) => !ofAxes.has(column));
  const chosen =
    scatter && query.filters.length > 0 ? [...scatter.rows].filter((_, at) => scatter.isMet[at] === 1) : [];
  return (
    <figure className="scatter__figure" aria-labelledby={titleId}>
      <figcaption id={titleId} className="visually-hidden">
        {scatterText("figure", { across, up })}
      </figcaption>
      <div className="scatter__tools">
        <SelectField
          className="field--inline"
          label={scatterText("across")}
          value={across}
          options={options(up)}
          onChange={setAcross}
        />
        <SelectField
          className="field--inline"
          label={scatterText("up")}
          value={up}
          options={options(across)}
          onChange={setUp}
        />
        <label className="checkbox">
          <input type="checkbox" checked={isWithoutFar} onChange={({ target }) => setWithoutFar(target.checked)} />
          <span>{scatterText("withoutFar")}</span>
        </label>
        <SaveMenu
          label={scatterText("save")}
          file="rows"
          picture={() => {
            const { current: svg } = picture;
            if (!svg || !scatter) return undefined;
            return {
              ...{ title: scatterText("figure", { across, up }), caption: summaryOf(scatter) },
              ...{ legend: classMarks(scatter.classes), body: { kind: "drawn", svg } },
            };
          }}
          isWithoutPicture={!scatter}
          rows={() => (scatter ? scatterRows(scatter) : [])}
        />
      </div>
      <div ref={box} className="scatter__room">
        {scatter && width > 0 ? (
          <ScatterPlot
            scatter={scatter}
            size={size}
            picture={picture}
            row={row}
            pins={pins}
            onBox={(chosenBox) =>
              onQuery({ ...query, filters: [...others, ...filtersOf(scatter.axes, chosenBox, size)] })
            }
            onPoint={(point) => onRow(point, across)}
          />
        ) : (
          <p className="hint">{scatterText(scatter === null ? "nothing" : "loading")}</p>
        )}
      </div>
      {scatter ? <Words scatter={scatter} /> : null}
      <div className="row">
        <button
          type="button"
          className="button button--small"
          disabled={query.filters.length === 0}
          onClick={() => onQuery({ ...query, filters: [] })}
        >
          {scatterText("everything")}
        </button>
        <button
          type="button"
          className="button button--small"
          disabled={row === undefined || table === ""}
          onClick={() => row !== undefined && pinRows(table, [row])}
        >
          {scatterText("pinRow", { row: row ?? 0 })}
        </button>
        <button
          type="button"
          className="button button--small"
          disabled={chosen.length === 0 || table === ""}
          onClick={() => pinRows(table, chosen)}
        >
          {scatterText("pinChosen")}
        </button>
        <span role="status">{scatterText("pinned", { rows: pins })}</span>
      </div>
      <p className="hint">
        {scatterText("hint")} {scatterText("pinHint", { most: MOST_PINS })}
      </p>
    </figure>
  );
}

function Words({ scatter }: { readonly scatter: Scatter }) {
  return (
    <>
      {scatter.classes.length > 0 ? <ClassLegend classes={scatter.classes} /> : null}
      <p>{summaryOf(scatter)}</p>
    </>
  );
}

function summaryOf({ axes, rows, isMet, nLooked, nRows, boxes }: Scatter): string {
  const counts = { nPoints: rows.length, nMet: isMet.reduce((sum, met) => sum + met, 0), nLooked, nRows };
  return scatterText("summary", {
    ...{ across: axes[0].name, up: axes[1].name },
    ...{ ...counts, hasBoxes: boxes.length > 0 },
  });
}

/** Numbers first: of two of them a plot says most. What only tells rows apart comes last. */
function plottedColumns({ columns }: TableView): readonly string[] {
  const rank = ({ rule: { type, role } }: TableView["columns"][number]) =>
    (role === "aside" ? 3 : 0) + (type === "number" ? 0 : type === "date" ? 1 : 2);
  return [...columns].sort((a, b) => rank(a) - rank(b)).map(({ rule }) => rule.name);
}

function scatterRows({ axes, x, y, rows, isMet }: Scatter): readonly (readonly (string | number)[])[] {
  const words = (axis: Scatter["axes"][number], value: number) => (axis.kind === "levels" ? axis.labels[value] : value);
  return [
    ["row", axes[0].name, axes[1].name, "chosen"],
    ...Array.from(rows, (row, at) => [row + 1, words(axes[0], x[at]), words(axes[1], y[at]), isMet[at]]),
  ];
}
