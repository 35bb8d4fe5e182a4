/** Lines that grow while a run goes on, on a canvas: uPlot takes a tenth of the time that Recharts takes for its SVG. */
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { formatCount } from "../../base/numbers.ts";
import { lineStyle } from "../ui/line-styles.ts";
import type { ChartPoint } from "./bucket-points.ts";
import { drawable, LINES_ROOM, type LinesLook, PALE, type PlotSize, stepTicks, valuesAxis } from "./line-axes.ts";

interface HotLinesOptions extends LinesLook {
  readonly box: HTMLElement;
  readonly nLines: number;
  readonly size: PlotSize;
  /** The cursor stands on this point, so far from the left; absent: on none. */
  readonly onPoint: (point: ChartPoint | undefined, left: number) => void;
}

export interface HotLines {
  /** @param points ascending in x; the arrays are not kept. */
  readonly draw: (points: readonly ChartPoint[]) => void;
  readonly resize: (size: PlotSize) => void;
  /** Moves the cursor by so many points; the first press takes it to the last one. */
  readonly moveCursor: (by: number) => void;
  readonly takeCursorAway: () => void;
  /** Colours have become others. */
  readonly recolour: () => void;
  readonly end: () => void;
}

const AWAY = { left: -10, top: -10 };

/** Draws into an empty box. */
export function hotLines({ box, nLines: nNamed, size, scale, domain, isSmoothed, onPoint }: HotLinesOptions): HotLines {
  const nLines = isSmoothed ? 2 * nNamed : nNamed;
  let points: readonly ChartPoint[] = [];
  let axis = valuesAxis(points, { scale, domain });
  let colours = readColours(box, nNamed);
  const { font } = getComputedStyle(box);
  const line = { stroke: () => colours.quiet, width: 1 };
  const plot = new uPlot(
    {
      ...size,
      padding: [LINES_ROOM.top, LINES_ROOM.right, LINES_ROOM.bottom, LINES_ROOM.left],
      legend: { show: false },
      cursor: { y: false, drag: { x: false, y: false, setScale: false }, points: { size: 7 } },
      scales: {
        // Ends of an axis must differ.
        x: { time: false, range: (_, low, high) => [low, high > low ? high : low + 1] },
        y: { distr: scale === "log" ? 3 : 1, range: () => apart(axis.ends, scale) },
      },
      axes: [
        {
          font,
          size: LINES_ROOM.steps,
          gap: 2,
          stroke: () => colours.quiet,
          grid: { show: false },
          border: { show: true, ...line },
          ticks: { ...line, size: 6 },
          splits: () => stepTicks(points),
          values: (_, steps) => steps.map(formatCount),
        },
        {
          font,
          size: LINES_ROOM.values,
          gap: 2,
          stroke: () => colours.quiet,
          grid: { stroke: () => colours.border, width: 1 },
          border: { show: true, ...line },
          ticks: { ...line, size: 6 },
          splits: () => axis.ticks,
          // Else uPlot leaves numbers of a logarithmic axis out.
          filter: (_, values) => values,
          values: (_, values) => values.map((value) => axis.format(value)),
        },
      ],
      series: [
        {},
        ...Array.from({ length: nLines }, (_, index) => ({
          stroke: () => colours.lines[index % nNamed],
          width: 2,
          alpha: index < nNamed ? 1 : PALE,
          dash: lineStyle(index % nNamed)
            .dash.split(" ")
            .filter(Boolean)
            .map(Number),
          spanGaps: true,
          points: { show: false },
        })),
      ],
      hooks: {
        setCursor: [
          ({ cursor: { idx, left = -1 } }) => onPoint(idx == null || left < 0 ? undefined : points[idx], left),
        ],
      },
    },
    [[], ...Array.from({ length: nLines }, () => [])],
    box,
  );
  const moveCursor = (by: number) => {
    const { idx, left = -1 } = plot.cursor;
    const last = points.length - 1;
    const next = idx == null || left < 0 ? last : Math.min(last, Math.max(0, idx + by));
    if (next >= 0) plot.setCursor({ left: plot.valToPos(points[next].x, "x"), top: 0 });
  };
  return {
    draw: (next) => {
      points = next;
      axis = valuesAxis(points, { scale, domain });
      const lines = Array.from({ length: nLines }, (_, index) =>
        points.map(({ values }) => drawable(values[index], scale)),
      );
      plot.setData([points.map(({ x }) => x), ...lines]);
    },
    resize: (next) => plot.setSize(next),
    moveCursor,
    takeCursorAway: () => plot.setCursor(AWAY),
    recolour: () => {
      colours = readColours(box, nNamed);
      plot.redraw(false, false);
    },
    end: () => plot.destroy(),
  };
}

function apart([low, high]: readonly [number, number], scale: LinesLook["scale"]): [number, number] {
  if (low < high) return [low, high];
  return scale === "log" ? [low / 2, high * 2] : [low - 1, high + 1];
}

/** As the theme has them now: a canvas cannot follow it by itself. */
function readColours(box: HTMLElement, nLines: number) {
  const style = getComputedStyle(box);
  const of = (name: string) => style.getPropertyValue(name).trim();
  return {
    quiet: of("--color-quiet"),
    border: of("--color-border"),
    lines: Array.from({ length: nLines }, (_, index) => of(lineStyle(index).variable)),
  };
}
