import { useEffect, useRef } from "react";
import { BEATS } from "../session/beats.ts";
import type { LiveSeries } from "../session/live-series.ts";
import { isAboutBlock, useRun } from "../session/runs.ts";
import { useSession } from "../session/session-store.ts";
import { watchSight } from "../ui/in-sight.ts";
import { setText } from "../ui/set-text.ts";
import { watchTheme } from "../ui/watch-theme.ts";
import { type Bar, blockPicture, rowsOfBlock } from "./block-picture.ts";
import { liveText } from "./live-text.ts";

/**
 * What a block is learning, as a picture and in a few words; once a run has ended, what it learned, as the results have it.
 * Hidden from screen readers, which have the figures, the status and the results for it.
 */
export function BlockLive({ block, type }: { readonly block: string; readonly type: string }) {
  const settled = useSession(({ training, report }) =>
    training.kind === "idle" || training.kind === "done"
      ? report?.explanations.find((explanation) => explanation.block === block)?.short
      : undefined,
  );
  const run = useRun(settled === undefined ? "figures" : "results");
  // What another table taught, or another block that had this id, is nothing about this one.
  if (!isAboutBlock(run, { id: block, type })) return null;
  return (
    <div className={`block-node__learned${run.isStale ? " stale" : ""}`} title={run.words} aria-hidden="true">
      <Live block={block} settled={settled} />
    </div>
  );
}

/** Written straight into the page, while it is on the screen: it changes while training runs and must not draw the graph again. */
function Live({ block, settled }: { readonly block: string; readonly settled: string | undefined }) {
  const live = useSession((session) => session.live);
  const words = useRef<HTMLParagraphElement>(null);
  const picture = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const { current: text } = words;
    const { current: canvas } = picture;
    if (!text || !canvas) return;
    let isInSight = true;
    const show = () => {
      if (!isInSight) return;
      const own = rowsOfBlock(live.rows, block);
      setText(text, settled ?? liveText(live.rows, own, (row) => live.valueNow(row)));
      // Asked for once a theme: an answer makes the browser work out all styles that have changed until then.
      colour ??= getComputedStyle(canvas).color;
      paint(canvas, barsOf(live, block), colour);
    };
    let colour: string | undefined;
    show();
    const end = live.subscribe(show, BEATS.often);
    const endSight = watchSight(canvas.closest(".block-node") ?? canvas, (now) => {
      isInSight = now;
      show();
    });
    const endTheme = watchTheme(() => {
      colour = undefined;
      show();
    });
    return () => {
      end();
      endSight();
      endTheme();
    };
  }, [live, block, settled]);
  return (
    <>
      <canvas ref={picture} className="block-node__picture" width={PIXELS.width} height={PIXELS.height} hidden />
      <p ref={words} className="block-node__live" />
    </>
  );
}

/** Degrees of strength that can be told apart. */
const SHADES = 32;
/** Of the canvas; twice what the page shows of it. */
const PIXELS = { width: 344, height: 44 } as const;

function barsOf(live: LiveSeries, block: string): readonly Bar[] {
  const first = live.nFrames > 0 ? live.frameAt(0) : undefined;
  return blockPicture({
    rows: live.rows,
    own: rowsOfBlock(live.rows, block),
    now: (row) => live.valueNow(row),
    start: (row) => first?.[row] ?? Number.NaN,
  });
}

/** What a canvas shows: of what would look the same, nothing is drawn anew. */
const shown = new WeakMap<HTMLCanvasElement, string>();

function paint(canvas: HTMLCanvasElement, bars: readonly Bar[], colour: string): void {
  const { width, height } = PIXELS;
  const drawn = bars.map((bar) => ({
    strength: Math.round(bar.strength * SHADES) / SHADES,
    left: Math.round(bar.x * width),
    top: Math.round(bar.y * height),
    wide: Math.max(1, Math.round(bar.width * width)),
    high: Math.round(bar.height * height),
  }));
  const key = `${colour} ${drawn.map(({ strength, left, top, wide, high }) => [strength, left, top, wide, high].join()).join(" ")}`;
  if (shown.get(canvas) === key) return;
  shown.set(canvas, key);
  const isEmpty = bars.length === 0;
  if (canvas.hidden !== isEmpty) canvas.hidden = isEmpty;
  const context = isEmpty ? null : canvas.getContext("2d");
  if (!context) return;
  context.clearRect(0, 0, width, height);
  context.fillStyle = colour;
  for (const { strength, left, top, wide, high } of drawn) {
    context.globalAlpha = strength;
    context.fillRect(left, top, wide, high);
  }
}
