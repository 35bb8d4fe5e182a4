import { type PointerEvent, type RefObject, useMemo, useState } from "react";
import type { Scatter, ScatterAxis } from "../../../app/grid/scatter.ts";
import { formatDay, formatNumber } from "../../../base/numbers.ts";
import { scatterText } from "../../../base/texts/studio/scatter.ts";
import { shortened } from "../../../base/words.ts";
import { ticksWithin } from "../../ui/axis-ticks.ts";
import { lineStyle } from "../../ui/line-styles.ts";
import { type Box, leftOf, nearest, PLOT_ROOM, type PlotSize, placesOf, shareOf, topOf } from "./scatter-places.ts";

interface ScatterPlotProps {
  readonly scatter: Scatter;
  readonly size: PlotSize;
  readonly picture: RefObject<SVGSVGElement | null>;
  /** The row where somebody is in the grid, and pinned ones. */
  readonly row: number | undefined;
  readonly pins: readonly number[];
  readonly onBox: (box: Box) => void;
  readonly onPoint: (row: number) => void;
}

const RADIUS = 3.2;
const REACH = 14;
/** A pointer that was moved less has clicked. */
const LEAST_DRAG = 5;
const LONGEST_LABEL = 12;

/** Rows as points, each class as one path: however many there are, the page has few elements to draw. */
export function ScatterPlot({ scatter, size, picture, row, pins, onBox, onPoint }: ScatterPlotProps) {
  const { axes, rows } = scatter;
  const places = useMemo(() => placesOf(scatter, size), [scatter, size]);
  const paths = useMemo(() => pathsOf(scatter, places), [scatter, places]);
  const [from, setFrom] = useState<readonly [number, number]>();
  const [box, setBox] = useState<Box>();
  const placeOf = (event: PointerEvent): readonly [number, number] => {
    const { left, top } = event.currentTarget.getBoundingClientRect();
    return [event.clientX - left, event.clientY - top];
  };
  const onMove = (event: PointerEvent) => {
    if (!from) return;
    const to = placeOf(event);
    const [lefts, tops] = [
      [from[0], to[0]],
      [from[1], to[1]],
    ];
    const next = {
      ...{ left: Math.min(...lefts), right: Math.max(...lefts) },
      ...{ top: Math.min(...tops), bottom: Math.max(...tops) },
    };
    setBox(next.right - next.left > LEAST_DRAG || next.bottom - next.top > LEAST_DRAG ? next : undefined);
  };
  const onUp = (event: PointerEvent) => {
    setFrom(undefined);
    setBox(undefined);
    if (box) {
      onBox(box);
      return;
    }
    const found = nearest(places, placeOf(event), REACH);
    if (found !== undefined) onPoint(rows[found]);
  };
  const marked = (sought: number) => {
    const at = rows.indexOf(sought);
    return at < 0 ? [] : [places[at]];
  };
  return (
    <svg
      ref={picture}
      className="scatter__plot"
      width={size.width}
      height={size.height}
      role="img"
      aria-label={scatterText("figure", { across: axes[0].name, up: axes[1].name })}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        setFrom(placeOf(event));
      }}
      onPointerMove={onMove}
      onPointerUp={onUp}
      onPointerCancel={() => {
        setFrom(undefined);
        setBox(undefined);
      }}
    >
      <Across axis={axes[0]} size={size} />
      <Up axis={axes[1]} size={size} />
      <Boxes scatter={scatter} size={size} />
      {paths.map(({ colour, isMet, path }) => (
        <path key={`${colour} ${isMet}`} d={path} fill={colour} fillOpacity={isMet ? 0.75 : 0.18} />
      ))}
      {pins.flatMap(marked).map(([left, top]) => (
        <rect key={`${left} ${top}`} className="scatter__pin" x={left - 7} y={top - 7} width={14} height={14} />
      ))}
      {(row === undefined ? [] : marked(row)).map(([left, top]) => (
        <circle key="row" className="scatter__ring" cx={left} cy={top} r={8} />
      ))}
      {box ? (
        <rect
          className="scatter__box"
          x={box.left}
          y={box.top}
          width={box.right - box.left}
          height={box.bottom - box.top}
        />
      ) : null}
    </svg>
  );
}

/** Those that are not chosen first, under the others. */
function pathsOf({ codes, isMet }: Scatter, places: readonly (readonly [number, number])[]) {
  const paths = new Map<string, { readonly colour: string; readonly isMet: boolean; readonly parts: string[] }>();
  for (const met of [0, 1]) {
    for (const [at, [left, top]] of places.entries()) {
      if (isMet[at] !== met) continue;
      const colour = codes[at] < 0 ? lineStyle(0).colour : lineStyle(codes[at]).colour;
      const key = `${met} ${colour}`;
      const path = paths.get(key) ?? { colour, isMet: met === 1, parts: [] };
      paths.set(key, path);
      const [x, y] = [left - RADIUS, top].map((place) => place.toFixed(1));
      path.parts.push(
        `M${x} ${y}a${RADIUS} ${RADIUS} 0 1 0 ${2 * RADIUS} 0a${RADIUS} ${RADIUS} 0 1 0 ${-2 * RADIUS} 0`,
      );
    }
  }
  return [...paths.values()].map(({ parts, ...path }) => ({ ...path, path: parts.join("") }));
}

interface AxisProps {
  readonly axis: ScatterAxis;
  readonly size: PlotSize;
}

const ROOM_OF_TICK = { across: 90, up: 50 };

function marksOf(axis: ScatterAxis, most: number): readonly { readonly share: number; readonly label: string }[] {
  if (axis.kind === "levels") {
    return axis.labels.map((label, level) => ({ share: shareOf(axis, level), label: shortened(label, LONGEST_LABEL) }));
  }
  const show = axis.kind === "dates" ? formatDay : formatNumber;
  return ticksWithin(axis.low, axis.high, Math.max(2, most)).map((value) => ({
    share: shareOf(axis, value),
    label: show(value),
  }));
}

function Across({ axis, size }: AxisProps) {
  const bottom = size.height - PLOT_ROOM.bottom;
  return (
    <g className="scatter__axis" textAnchor="middle">
      {marksOf(axis, Math.floor(size.width / ROOM_OF_TICK.across)).map(({ share, label }) => (
        <g key={label}>
          <line x1={leftOf(share, size)} x2={leftOf(share, size)} y1={PLOT_ROOM.top} y2={bottom} />
          <text x={leftOf(share, size)} y={bottom + 16}>
            {label}
          </text>
        </g>
      ))}
      <text x={leftOf(0.5, size)} y={size.height - 6}>
        {shortened(axis.name, 3 * LONGEST_LABEL)}
      </text>
    </g>
  );
}

function Up({ axis, size }: AxisProps) {
  const middle = topOf(0.5, size);
  return (
    <g className="scatter__axis" textAnchor="end">
      {marksOf(axis, Math.floor(size.height / ROOM_OF_TICK.up)).map(({ share, label }) => (
        <g key={label}>
          <line x1={PLOT_ROOM.left} x2={size.width - PLOT_ROOM.right} y1={topOf(share, size)} y2={topOf(share, size)} />
          <text x={PLOT_ROOM.left - 6} y={topOf(share, size) + 4}>
            {label}
          </text>
        </g>
      ))}
      <text x={0} y={0} textAnchor="middle" transform={`translate(12 ${middle}) rotate(-90)`}>
        {shortened(axis.name, 2 * LONGEST_LABEL)}
      </text>
    </g>
  );
}

/** Of each level, the middle half of its numbers, and lines to where all but the outer twentieths end. */
function Boxes({ scatter: { axes, boxes }, size }: { readonly scatter: Scatter; readonly size: PlotSize }) {
  const isAcross = axes[0].kind === "levels";
  const [levels, numbers] = isAcross ? axes : [axes[1], axes[0]];
  const half = levels.kind === "levels" ? 0.38 / levels.labels.length : 0;
  const place = (level: number, value: number): readonly [number, number] =>
    isAcross ? [leftOf(level, size), topOf(value, size)] : [leftOf(value, size), topOf(level, size)];
  return (
    <g className="scatter__level">
      {boxes.map(({ level, quantiles }) => {
        const at = shareOf(levels, level);
        const [low, first, middle, third, high] = quantiles.map((value) => shareOf(numbers, value));
        const line = (a: readonly [number, number], b: readonly [number, number]) =>
          `M${a.map((one) => one.toFixed(1)).join(" ")}L${b.map((one) => one.toFixed(1)).join(" ")}`;
        const corners = [
          place(at - half, first),
          place(at + half, first),
          place(at + half, third),
          place(at - half, third),
        ];
        return (
          <g key={level}>
            <polygon points={corners.map((corner) => corner.map((one) => one.toFixed(1)).join(",")).join(" ")} />
            <path d={line(place(at, low), place(at, first)) + line(place(at, third), place(at, high))} />
            <path className="scatter__median" d={line(place(at - half, middle), place(at + half, middle))} />
          </g>
        );
      })}
    </g>
  );
}
