import { type KeyboardEvent, useEffect, useRef } from "react";
import { formatNumber } from "../../base/numbers.ts";
import { chartText } from "../../base/texts/studio/training.ts";
import type { LiveSeries } from "../session/live-series.ts";
import { watchSight } from "../ui/in-sight.ts";
import { setText } from "../ui/set-text.ts";
import type { Beat } from "../ui/throttled-signal.ts";
import { watchTheme } from "../ui/watch-theme.ts";
import type { ChartPoint } from "./bucket-points.ts";
import { type HotLines, hotLines } from "./hot-lines.ts";
import { LINES_ROOM, type LinesLook, type PlotSize } from "./line-axes.ts";

export interface HotChartProps extends LinesLook {
  readonly title: string;
  readonly labels: readonly string[];
  readonly size: PlotSize;
  readonly live: LiveSeries;
  readonly beat: Beat;
  /** What is drawn now. */
  readonly read: () => readonly ChartPoint[];
}

/** The lines of a run that goes on. New points reach the canvas past React; arrow keys read them, as a pointer does. */
export function HotChart({ title, labels, size, live, beat, read, scale, domain, isSmoothed }: HotChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const note = useRef<HTMLDivElement>(null);
  const lines = useRef<HotLines>(undefined);
  // Read when it is drawn: a drawing is begun anew only where something of it has to be.
  const latest = useRef({ labels, size, read });
  latest.current = { labels, size, read };
  const nLines = labels.length;
  const [low, high] = domain ?? [];

  useEffect(() => {
    const { current: element } = box;
    if (!element) return;
    const fixed = low === undefined || high === undefined ? undefined : ([low, high] as const);
    const drawing = hotLines({
      box: element,
      nLines,
      size: latest.current.size,
      scale,
      ...(fixed ? { domain: fixed } : {}),
      isSmoothed,
      onPoint: (point, left) => tell(note.current, { point, left, ...latest.current }),
    });
    lines.current = drawing;
    let isInSight = true;
    const draw = () => isInSight && drawing.draw(latest.current.read());
    draw();
    const ends = [
      live.subscribe(draw, beat),
      watchTheme(drawing.recolour),
      watchSight(element, (now) => {
        isInSight = now;
        draw();
      }),
    ];
    return () => {
      for (const end of ends) end();
      drawing.end();
      lines.current = undefined;
    };
  }, [live, beat, nLines, scale, isSmoothed, low, high]);
  useEffect(() => lines.current?.resize(size), [size]);

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === "ArrowLeft") lines.current?.moveCursor(-1);
    else if (event.key === "ArrowRight") lines.current?.moveCursor(1);
    else if (event.key === "Escape") lines.current?.takeCursorAway();
    else return;
    event.preventDefault();
  }

  return (
    <div className="hot-chart">
      <div
        ref={box}
        role="application"
        aria-label={title}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: its arrow keys say what the lines are at a step
        tabIndex={0}
        onKeyDown={onKeyDown}
        onBlur={() => lines.current?.takeCursorAway()}
      />
      <div ref={note} className="hot-chart__note" role="status" hidden />
    </div>
  );
}

interface Told {
  readonly point: ChartPoint | undefined;
  readonly left: number;
  readonly labels: readonly string[];
  readonly size: PlotSize;
}

const NOTE_GAP = 12;

/** Says beside the cursor what the lines are there. */
function tell(note: HTMLElement | null, { point, left, labels, size }: Told): void {
  if (!note) return;
  note.hidden = point === undefined;
  if (!point) return;
  const values = labels.flatMap((label, index) => {
    const value = point.values[index];
    return value === undefined ? [] : [`${label}: ${formatNumber(value)}`];
  });
  setText(note, [chartText("step", { step: point.x }), ...values].join("\n"));
  // On the side where there is more room.
  const place = LINES_ROOM.values + left;
  const isLeft = place < size.width / 2;
  note.style.left = isLeft ? `${place + NOTE_GAP}px` : "auto";
  note.style.right = isLeft ? "auto" : `${size.width - place + NOTE_GAP}px`;
}
