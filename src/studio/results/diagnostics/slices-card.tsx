import { useId, useState } from "react";
import { formatCount } from "../../../base/numbers.ts";
import { diagnosticsText, slicesText } from "../../../base/texts/studio/diagnostics.ts";
import type { Slice, Slices } from "../../../training/diagnostics/slices-schema.ts";
import { marksColumn } from "../../ui/picture/axes.ts";
import type { Picture, RowsCell } from "../../ui/picture/picture.ts";
import { SaveMenu } from "../../ui/save-menu.tsx";
import { ScrollBox } from "../../ui/scroll-box.tsx";
import { SelectField } from "../../ui/select-field.tsx";
import { IntervalBar } from "../interval-plot.tsx";
import { type Interval, plotRange } from "../intervals.ts";
import { BoxBar } from "./box-bar.tsx";
import { orderedSlices, slicedColumns, sliceName } from "./ordered-slices.ts";

const ROWS_AT_ONCE = 12;
const LIKELY_ERRORS = 2;
const KINDS = { better: "good", worse: "bad", "cannot tell": "even" } as const;
/** Stands for all columns, which no column is called by. */
const ALL = "\n";

/** How right predictions are on levels, ranges, gaps and files: each part beside all other rows. */
export function SlicesCard({ slices }: { readonly slices: Slices }) {
  const titleId = useId();
  const [column, setColumn] = useState(ALL);
  const [nWanted, setWanted] = useState(ROWS_AT_ONCE);
  const ordered = orderedSlices(slices, column === ALL ? undefined : column);
  const shown = ordered.slice(0, nWanted);
  const nMore = Math.min(ordered.length - shown.length, ROWS_AT_ONCE);
  const count = (conclusion: Slice["conclusion"]) =>
    slices.slices.filter((slice) => slice.conclusion === conclusion).length;
  const [nWorse, nBetter] = [count("worse"), count("better")];
  const range = plotRange(shown.map(gainOf));
  const isRegression = slices.metric !== "logLoss";
  const boxRange = boxRangeOf(shown);
  return (
    <section className="diagnostic diagnostic--whole card" aria-labelledby={titleId}>
      <div className="diagnostic__head">
        <h3 id={titleId}>{diagnosticsText("title", { chart: "slices" })}</h3>
        <div className="row">
          <SelectField
            className="field--inline"
            label={slicesText("column")}
            value={column}
            options={[
              { value: ALL, label: slicesText("all") },
              ...slicedColumns(slices).map((name) => ({ value: name, label: name || slicesText("source") })),
            ]}
            onChange={(name) => {
              setColumn(name);
              setWanted(ROWS_AT_ONCE);
            }}
          />
          <SaveMenu
            label={diagnosticsText("saveOf", { chart: "slices" })}
            file="slices"
            picture={() => slicesPicture(slices, shown)}
            rows={() => slicesRows(slices)}
          />
        </div>
      </div>
      <p>
        {slicesText("about", slices)}{" "}
        {nWorse + nBetter > 0 ? slicesText("told", { nWorse, nBetter }) : slicesText("noneTold")}
      </p>
      <ScrollBox label={slicesText("scrollable")} className="slices__scroll">
        <table className="table worth__table slices" aria-labelledby={titleId}>
          <thead>
            <tr>
              <th scope="col">{slicesText("part")}</th>
              <th scope="col" className="number">
                {slicesText("rows")}
              </th>
              <th scope="col">
                {slicesText("gain")}
                <span className="metrics__direction">{slicesText("gainHint")}</span>
              </th>
              <th scope="col" className="number">
                {slicesText("loss", slices)}
              </th>
              {isRegression ? (
                <th scope="col">
                  {slicesText("residuals")}
                  <span className="metrics__direction">{slicesText("residualsHint")}</span>
                </th>
              ) : (
                <th scope="col" className="number">
                  {slicesText("right")}
                </th>
              )}
              <th scope="col">{slicesText("conclusion")}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((slice) => (
              <tr key={sliceName(slice)} data-kind={KINDS[slice.conclusion]}>
                <th scope="row">{sliceName(slice)}</th>
                <td className="number">{formatCount(slice.nRows)}</td>
                <td className="worth__picture">
                  <IntervalBar interval={gainOf(slice)} range={range} />
                </td>
                <td className="number">{slicesText("lossOf", slice)}</td>
                {slice.residuals ? (
                  <td className="worth__picture">
                    <BoxBar box={slice.residuals} range={boxRange} />
                  </td>
                ) : (
                  <td className="number">
                    {slice.right === undefined ? "–" : slicesText("rightOf", { right: slice.right })}
                  </td>
                )}
                <td>{slicesText("concluded", slice)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
      {nMore > 0 ? (
        <div className="row">
          <button type="button" className="button button--small" onClick={() => setWanted(nWanted + ROWS_AT_ONCE)}>
            {slicesText("more", { count: nMore })}
          </button>
        </div>
      ) : null}
      <p className="hint">{slicesText("how")}</p>
    </section>
  );
}

/** Right of zero: the part is predicted better than all other rows. */
function gainOf({ difference, differenceError }: Slice): Interval {
  const reach = Number.isFinite(differenceError) ? LIKELY_ERRORS * differenceError : 0;
  // Adding 0 turns −0 into 0.
  return { difference: -difference + 0, low: -difference - reach, high: -difference + reach };
}

const HEAD = [
  ...["column", "kind", "label", "low", "high", "rows", "loss", "standardError", "difference", "differenceError"],
  ...["conclusion", "right", "residual5", "residual25", "residual50", "residual75", "residual95"],
];

function boxRangeOf(shown: readonly Slice[]): readonly [number, number] {
  const boxes = shown.flatMap(({ residuals }) => residuals ?? []);
  return plotRange(boxes.map(({ low, high }) => ({ low, high, difference: 0 })));
}

/** The parts that are shown. */
function slicesPicture(slices: Slices, shown: readonly Slice[]): Picture {
  const isRegression = slices.metric !== "logLoss";
  return {
    title: diagnosticsText("title", { chart: "slices" }),
    caption: `${slicesText("about", slices)} ${slicesText("how")}`,
    body: {
      kind: "rows",
      columns: [
        { kind: "text", head: slicesText("part") },
        { kind: "text", head: slicesText("rows"), isNumber: true },
        marksColumn(slicesText("gain"), { ends: plotRange(shown.map(gainOf)) }),
        { kind: "text", head: slicesText("loss", slices), isNumber: true },
        ...(isRegression
          ? [marksColumn(slicesText("residuals"), { ends: boxRangeOf(shown) })]
          : [{ kind: "text", head: slicesText("right"), isNumber: true } as const]),
      ],
      rows: shown.map((slice) => {
        const { residuals, right, conclusion } = slice;
        const last: RowsCell = isRegression
          ? residuals && { kind: "box", ...residuals }
          : right === undefined
            ? "–"
            : slicesText("rightOf", { right });
        const gain: RowsCell = { kind: "interval", ...gainOf(slice), tone: KINDS[conclusion] };
        return { cells: [sliceName(slice), formatCount(slice.nRows), gain, slicesText("lossOf", slice), last] };
      }),
    },
  };
}

function slicesRows({ slices }: Slices): readonly (readonly (string | number)[])[] {
  const lines = slices.map(({ residuals: box, ...slice }) => [
    ...[slice.column, slice.kind, slice.label ?? "", slice.low ?? Number.NaN, slice.high ?? Number.NaN],
    ...[slice.nRows, slice.loss, slice.standardError, slice.difference, slice.differenceError, slice.conclusion],
    slice.right ?? Number.NaN,
    ...[box?.low, box?.first, box?.middle, box?.third, box?.high].map((value) => value ?? Number.NaN),
  ]);
  return [HEAD, ...lines];
}
