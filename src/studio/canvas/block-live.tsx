import { useEffect, useRef } from "react";
import { BEATS } from "../session/beats.ts";
import type { LiveSeries } from "../session/live-series.ts";
import { isAboutBlock, useRun } from "../session/runs.ts";
import { useSession } from "../session/session-store.ts";
import { watchSight } from "../ui/in-sight.ts";
import { setText } from "../ui/set-text.ts";
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
      setText(text, settled ?? liveText(live.rows, (row) => live.valueNow(row), block));
      paint(canvas, barsOf(live, block));
    };
    show();
    const end = live.subscribe(show, BEATS.often);
    const endSight = watchSight(canvas.closest(".block-node") ?? canvas, (now) => {
      isInSight = now;
      show();
    });
    const endTheme = watchTheme(show);
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

function paint(canvas: HTMLCanvasElement, bars: readonly Bar[]): void {
  const isEmpty = bars.length === 0;
  if (canvas.hidden !== isEmpty) canvas.hidden = isEmpty;
  const context = isEmpty ? null : canvas.getContext("2d");
  if (!context) return;
  const { width, height } = PIXELS;
  context.clearRect(0, 0, width, height);
  context.fillStyle = getComputedStyle(canvas).color;
  for (const bar of bars) {
    context.globalAlpha = bar.strength;
    context.fillRect(bar.x * width, bar.y * height, Math.max(1, bar.width * width), bar.height * height);
  }
}

/** @returns a function that ends it. */
function watchTheme(tell: () => void): () => void {
  const theme = new MutationObserver(tell);
  theme.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
  const dark = matchMedia("(prefers-color-scheme: dark)");
  dark.addEventListener("change", tell);
  return () => {
    theme.disconnect();
    dark.removeEventListener("change", tell);
  };
}
