import { type KeyboardEvent, useCallback, useEffect, useId, useLayoutEffect, useRef, useState } from "react";
import { formatShare } from "../../base/numbers.ts";
import { chartText } from "../../base/texts/studio/training.ts";
import { BEATS } from "../session/beats.ts";
import type { LiveSeries } from "../session/live-series.ts";
import { lineStyle } from "../ui/line-styles.ts";
import { setText } from "../ui/set-text.ts";
import { watchTheme } from "../ui/watch-theme.ts";
import { columnOfLine, framesOfColumns, type HeatLine, visibleRange } from "./heat-lines.ts";
import { cellsWidth, type HeatShades, LINE_HEIGHT, MIN_CELL, paintHeat, readShades } from "./heat-painter.ts";

/** Next to nothing gets through. */
const CLOSED = 0.05;

interface HeatMapProps {
  readonly live: LiveSeries;
  readonly lines: readonly HeatLine[];
  readonly scope: "run" | "latest";
  /** Rows of the live series that are followed as lines, in the order of their colours. */
  readonly pins: readonly number[];
  /** Columns of junk that were planted in the table. */
  readonly planted: readonly string[];
  readonly onToggle: (row: number) => void;
}

/**
 * A list of rows, of which only those in sight exist; the cells are one canvas behind them. Arrow keys move, Enter pins.
 * Numbers and cells are written past React, and nothing is measured while a run goes on.
 */
export function HeatMap({ live, lines, scope, pins, planted, onToggle }: HeatMapProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const cells = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const numbers = useRef(new Map<number, HTMLElement>());
  const low = useRef<HTMLSpanElement>(null);
  const middle = useRef<HTMLSpanElement>(null);
  const high = useRef<HTMLSpanElement>(null);
  const firstStep = useRef<HTMLSpanElement>(null);
  const lastStep = useRef<HTMLSpanElement>(null);
  /** Room for cells, in CSS pixels. */
  const room = useRef(0);
  const shades = useRef<HeatShades>(undefined);
  const [range, setRange] = useState<readonly [number, number]>([0, Math.min(lines.length, 30)]);
  const [active, setActive] = useState(-1);
  const listId = useId();
  // Lines may have become fewer since somebody scrolled.
  const end = Math.min(range[1], lines.length);
  const begin = Math.min(range[0], end);

  const paint = useCallback(() => {
    if (!canvas.current) return;
    shades.current ??= readShades([low.current, middle.current, high.current]);
    const frames = live.nFrames === 0 ? [] : framesOfColumns(live.nFrames, Math.floor(room.current / MIN_CELL), scope);
    const picture = { live, lines, range: [begin, end], frames, shades: shades.current, width: room.current } as const;
    paintHeat(canvas.current, picture);
    for (const [row, element] of numbers.current) {
      const value = live.valueNow(row);
      setText(element, formatShare(value));
      // A column that closes fades.
      element.parentElement?.toggleAttribute("data-closed", value < CLOSED);
    }
    if (frames.length === 0 || !firstStep.current || !lastStep.current) return;
    setText(firstStep.current, chartText("step", { step: live.stepAt(frames[0]) }));
    setText(lastStep.current, chartText("step", { step: live.stepAt(frames[frames.length - 1]) }));
    // It ends where the cells end, and leaves the first one its room.
    lastStep.current.style.transform = `translateX(max(100%, ${cellsWidth(picture)}px - 100%))`;
  }, [live, lines, scope, begin, end]);

  const nLines = lines.length;
  /** Makes the browser lay the page out: for other lines, not for the same ones in another order. */
  const look = useCallback(() => {
    const { current: box } = scroller;
    if (!box) return;
    const next = visibleRange(box.scrollTop, box.clientHeight, LINE_HEIGHT, nLines);
    setRange((now) => (now[0] === next[0] && now[1] === next[1] ? now : next));
  }, [nLines]);

  /** Of the lines that are in the page now: what a beat, a size or a theme brings must not paint those before. */
  const painting = useRef(paint);
  useEffect(() => live.subscribe(() => painting.current(), BEATS.often), [live]);
  useLayoutEffect(look, [look]);
  useLayoutEffect(() => {
    painting.current = paint;
    paint();
  }, [paint]);
  useEffect(() => {
    const { current: box } = scroller;
    const { current: inner } = cells;
    if (!box || !inner) return;
    const sizes = new ResizeObserver(() => {
      look();
      if (room.current === inner.clientWidth) return;
      room.current = inner.clientWidth;
      painting.current();
    });
    sizes.observe(box);
    sizes.observe(inner);
    return () => sizes.disconnect();
  }, [look]);
  useEffect(
    () =>
      watchTheme(() => {
        shades.current = undefined;
        painting.current();
      }),
    [],
  );

  function moveTo(line: number): void {
    setActive(line);
    const { current: box } = scroller;
    if (!box) return;
    const top = line * LINE_HEIGHT;
    if (top - LINE_HEIGHT < box.scrollTop) box.scrollTop = top - LINE_HEIGHT;
    else if (top + LINE_HEIGHT > box.scrollTop + box.clientHeight) box.scrollTop = top + LINE_HEIGHT - box.clientHeight;
  }

  function onKeyDown(event: KeyboardEvent): void {
    const rows = lines.flatMap((line, index) => (line.kind === "row" ? [index] : []));
    const place = rows.indexOf(active);
    const page = 10;
    const targets: Record<string, number> = {
      ArrowDown: place + 1,
      ArrowUp: Math.max(0, place - 1),
      PageDown: place + page,
      PageUp: Math.max(0, place - page),
      Home: 0,
      End: rows.length - 1,
    };
    const line = lines[active];
    if (event.key in targets) moveTo(rows[Math.min(rows.length - 1, targets[event.key])]);
    else if ((event.key === "Enter" || event.key === " ") && line?.kind === "row") onToggle(line.row);
    else return;
    event.preventDefault();
  }

  const nRows = lines.reduce((count, { kind }) => count + (kind === "row" ? 1 : 0), 0);
  const activeId = active >= begin && active < end ? `${listId}-${active}` : undefined;
  return (
    <div className="heat">
      <div
        className="heat__scroller"
        ref={scroller}
        onScroll={look}
        role="listbox"
        aria-label={chartText("heatMap")}
        aria-multiselectable="true"
        aria-activedescendant={activeId}
        tabIndex={0}
        onKeyDown={onKeyDown}
        onFocus={() => active < 0 && setActive(lines.findIndex(({ kind }) => kind === "row"))}
      >
        <div className="heat__lines" role="presentation" style={{ height: lines.length * LINE_HEIGHT }}>
          <div
            className="heat__cells"
            ref={cells}
            aria-hidden="true"
            style={{ top: begin * LINE_HEIGHT, height: (end - begin) * LINE_HEIGHT }}
          >
            <canvas className="heat__canvas" ref={canvas} />
          </div>
          {lines.slice(begin, end).map((line, offset) => {
            const index = begin + offset;
            const top = { top: index * LINE_HEIGHT };
            if (line.kind === "heading") {
              return (
                <div key={index} className="heat__heading" role="presentation" style={top}>
                  {line.label}
                </div>
              );
            }
            const pin = pins.indexOf(line.row);
            return (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the list has the keys, for the row that is active
              <div
                key={index}
                id={`${listId}-${index}`}
                className={`heat__line${index === active ? " heat__line--active" : ""}`}
                role="option"
                aria-selected={pin >= 0}
                aria-setsize={nRows}
                aria-posinset={line.place}
                tabIndex={-1}
                style={top}
                title={line.label}
                onClick={() => {
                  setActive(index);
                  onToggle(line.row);
                }}
              >
                <span className="heat__label">
                  {pin >= 0 ? (
                    <svg width="14" height="8" aria-hidden="true">
                      <line
                        x2="14"
                        y1="4"
                        y2="4"
                        stroke={lineStyle(pin).colour}
                        strokeWidth="3"
                        strokeDasharray={lineStyle(pin).dash}
                      />
                    </svg>
                  ) : null}
                  {planted.includes(columnOfLine(line.label)) ? (
                    <span className="heat__planted" title={chartText("planted")}>
                      <span aria-hidden="true">⚑</span>
                      <span className="visually-hidden">{chartText("planted")}: </span>
                    </span>
                  ) : null}
                  {line.label}
                  <span className="visually-hidden">, {line.heading}: </span>
                </span>
                <span
                  className="heat__number"
                  ref={(element) => {
                    if (element) numbers.current.set(line.row, element);
                    return () => void numbers.current.delete(line.row);
                  }}
                />
              </div>
            );
          })}
        </div>
      </div>
      <div className="heat__foot">
        <div className="heat__scale" aria-hidden="true">
          <span className="heat__swatch heat__swatch--low" ref={low} />
          <span title={chartText("nothing")}>0</span>
          <span className="heat__ramp" />
          <span className="heat__swatch heat__swatch--middle" ref={middle} />
          <span className="heat__swatch heat__swatch--high" ref={high} />
          <span title={chartText("all")}>1</span>
        </div>
        <div className="heat__steps" aria-hidden="true">
          <span className="heat__step" ref={firstStep} />
          <span className="heat__step heat__step--last" ref={lastStep} />
        </div>
      </div>
    </div>
  );
}
