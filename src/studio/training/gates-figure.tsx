import { useId, useMemo, useState } from "react";
import { formatNumber } from "../../base/numbers.ts";
import { chartText } from "../../base/texts/studio/training.ts";
import { uiText } from "../../base/texts/studio/ui.ts";
import { blockLabel, useDocument } from "../document/document-store.ts";
import { BEATS } from "../session/beats.ts";
import type { LiveRow } from "../session/live-rows.ts";
import type { LiveSeries } from "../session/live-series.ts";
import { useRun } from "../session/runs.ts";
import { useSession } from "../session/session-store.ts";
import { viewOf } from "../session/table-state.ts";
import { isActive } from "../session/training-machine.ts";
import { useLive, useLiveValue } from "../session/use-live.ts";
import { useOpenSample } from "../session/use-open-sample.ts";
import { MOST_LINES } from "../ui/line-styles.ts";
import { SaveMenu } from "../ui/save-menu.tsx";
import { bucketPoints } from "./bucket-points.ts";
import { ChartHead } from "./chart-head.tsx";
import { columnOfLine, makeHeatLines } from "./heat-lines.ts";
import { HeatMap } from "./heat-map.tsx";
import { heatPicture } from "./heat-picture.ts";
import { linesPicture } from "./lines-picture.ts";
import { LiveChart, MOST_CHART_POINTS } from "./live-chart.tsx";

/** From so many rows on, finding one by scrolling is a chore. */
const FILTER_FROM = 24;
const TABLE_PAGE = 100;
const NONE: readonly string[] = [];
const SHARES = [0, 1] as const;

/** Every gate and every share of a blend over the run, and lines of those that were chosen. */
export function GatesFigure({ live }: { readonly live: LiveSeries }) {
  const rows = useLiveValue(live, BEATS.often, () => live.rows);
  const titleId = useId();
  const current = useDocument((state) => state.document);
  // Rows are called as their blocks were in the run; those may be gone from the canvas.
  const document = useRun("figures").basis?.document ?? current;
  const ofSample = useOpenSample()?.planted ?? NONE;
  const ofDirtLab = useSession(({ table }) => viewOf(table)?.junk) ?? NONE;
  const isHidden = document.table.dirt?.isHidden ?? false;
  const planted = useMemo(() => [...ofSample, ...(isHidden ? NONE : ofDirtLab)], [ofSample, ofDirtLab, isHidden]);
  const [filter, setFilter] = useState("");
  const [scope, setScope] = useState<"run" | "latest">("run");
  const [isTable, setIsTable] = useState(false);
  const [pinned, setPinned] = useState<readonly string[]>([]);
  const [isFull, setIsFull] = useState(false);

  // While values still move, rows that changed places would be hard to follow.
  const isOver = useSession(({ training }) => !isActive(training));
  const lines = useMemo(
    () =>
      makeHeatLines(
        rows,
        (block) => blockLabel(document, block),
        filter,
        isOver ? (row) => live.valueNow(row) : undefined,
      ),
    [rows, document, filter, isOver, live],
  );
  // Pins are kept by name: the next run may have its rows in other places.
  const pins = pinned.map((name) => rows.findIndex((row) => nameOf(row) === name)).filter((row) => row >= 0);

  function toggle(row: number): void {
    const name = nameOf(rows[row]);
    const isPinned = pinned.includes(name);
    setIsFull(!isPinned && pins.length >= MOST_LINES);
    if (isPinned) setPinned(pinned.filter((other) => other !== name));
    else if (pins.length < MOST_LINES) setPinned([...pins.map((pin) => nameOf(rows[pin])), name]);
  }

  return (
    <figure className="chart" aria-labelledby={titleId}>
      <ChartHead
        chart="gates"
        titleId={titleId}
        toggle={{
          label: chartText("newestOnly"),
          isOn: scope === "latest",
          onChange: (isOn) => setScope(isOn ? "latest" : "run"),
        }}
        isTable={isTable}
        onTable={setIsTable}
        isEmpty={rows.length === 0}
        toRows={() => gateRows(live)}
        picture={() => heatPicture({ live, lines, scope, planted })}
      >
        {rows.length >= FILTER_FROM ? (
          <input
            type="search"
            className="input chart__filter"
            aria-label={chartText("find")}
            placeholder={chartText("findHint")}
            value={filter}
            onChange={(event) => setFilter(event.target.value)}
          />
        ) : null}
      </ChartHead>
      {rows.length === 0 ? (
        <p className="chart__empty">{chartText("noGates")}</p>
      ) : (
        <>
          {isTable ? (
            <ValuesTable live={live} rows={rows} titleOf={(block) => blockLabel(document, block)} filter={filter} />
          ) : lines.length === 0 ? (
            <p className="hint">{chartText("noRow", { filter })}</p>
          ) : (
            <HeatMap live={live} lines={lines} scope={scope} pins={pins} planted={planted} onToggle={toggle} />
          )}
          {isFull ? (
            <p className="hint" role="alert">
              {chartText("full", { most: MOST_LINES })}
            </p>
          ) : null}
          {pins.length > 0 ? (
            <PinnedLines live={live} pins={pins} titleOf={(block) => blockLabel(document, block)} />
          ) : null}
        </>
      )}
      <figcaption className="chart__summary">
        {rows.length > 0 && pins.length === 0 ? chartText("choose") : ""}
        {planted.length > 0 && rows.some(({ label }) => planted.includes(columnOfLine(label)))
          ? ` ${chartText("plantedHint")}`
          : ""}
      </figcaption>
    </figure>
  );
}

interface WithTitles {
  readonly live: LiveSeries;
  readonly titleOf: (block: string) => string;
}

function PinnedLines({ live, pins, titleOf }: WithTitles & { readonly pins: readonly number[] }) {
  const read = () => {
    const steps = Array.from({ length: live.nFrames }, (_, frame) => live.stepAt(frame));
    const lines = pins.map((row) => Float32Array.from(steps, (_, frame) => live.frameAt(frame)[row]));
    return bucketPoints(steps, lines, MOST_CHART_POINTS);
  };
  const title = chartText("chosen");
  const labels = pins.map((row) =>
    chartText("line", { label: live.rows[row].label, block: titleOf(live.rows[row].block) }),
  );
  const look = { scale: "linear", domain: SHARES } as const;
  return (
    <LiveChart
      live={live}
      beat={BEATS.gates}
      title={title}
      {...look}
      read={read}
      lines={pins.map((row, index) => ({ label: labels[index], detail: () => formatNumber(live.valueNow(row)) }))}
      menu={
        <SaveMenu
          label={uiText("saveOf", { title })}
          file="chosen-gates"
          picture={() => linesPicture({ title, values: chartText("value"), labels, points: read(), ...look })}
          rows={() => [
            ["step", ...labels],
            ...Array.from({ length: live.nFrames }, (_, frame) => [
              live.stepAt(frame),
              ...pins.map((row) => live.frameAt(frame)[row]),
            ]),
          ]}
        />
      }
    />
  );
}

function ValuesTable({
  live,
  rows,
  titleOf,
  filter,
}: WithTitles & { readonly rows: readonly LiveRow[]; readonly filter: string }) {
  useLive(live, BEATS.gates);
  const [page, setPage] = useState(0);
  const wanted = filter.trim().toLowerCase();
  const found = rows.flatMap((row, index) => (row.label.toLowerCase().includes(wanted) ? [{ row, index }] : []));
  const nPages = Math.max(1, Math.ceil(found.length / TABLE_PAGE));
  const current = Math.min(page, nPages - 1);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
    <section className="chart__table" aria-label={chartText("valuesScrollable")} tabIndex={0}>
      <table className="table">
        <caption className="chart__caption">{chartText("valuesCaption")}</caption>
        <thead>
          <tr>
            <th scope="col">{chartText("block")}</th>
            <th scope="col">{chartText("column")}</th>
            <th scope="col">{chartText("what")}</th>
            <th scope="col">{chartText("value")}</th>
          </tr>
        </thead>
        <tbody>
          {found.slice(current * TABLE_PAGE, (current + 1) * TABLE_PAGE).map(({ row, index }) => (
            <tr key={nameOf(row)}>
              <td>{titleOf(row.block)}</td>
              <th scope="row">{row.label}</th>
              <td>{chartText("kind", { kind: row.kind })}</td>
              <td>{formatNumber(live.valueNow(index))}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {nPages > 1 ? (
        <div className="row">
          <button
            type="button"
            className="button button--small"
            disabled={current === 0}
            onClick={() => setPage(current - 1)}
          >
            {chartText("before")}
          </button>
          <span className="hint">{chartText("page", { page: current + 1, nPages })}</span>
          <button
            type="button"
            className="button button--small"
            disabled={current === nPages - 1}
            onClick={() => setPage(current + 1)}
          >
            {chartText("after")}
          </button>
        </div>
      ) : null}
    </section>
  );
}

const nameOf = (row: LiveRow) => `${row.key}#${row.label}`;

function gateRows(live: LiveSeries) {
  const frames = Array.from({ length: live.nFrames }, (_, frame) => [live.stepAt(frame), ...live.frameAt(frame)]);
  return [["step", ...live.rows.map((row) => `${row.key}: ${row.label}`)], ...frames];
}
