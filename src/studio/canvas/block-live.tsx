import { useEffect, useRef } from "react";
import { BEATS } from "../session/beats.ts";
import type { LiveSeries } from "../session/live-series.ts";
import { isAboutBlock, useRun } from "../session/runs.ts";
import { useSession } from "../session/session-store.ts";
import { watchSight } from "../ui/in-sight.ts";
import { setText } from "../ui/set-text.ts";
import { type Bar, barShapes, blockPicture } from "./block-picture.ts";
import { type BlockRows, rowsOfBlock } from "./block-rows.ts";
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
  const picture = useRef<SVGSVGElement>(null);
  useEffect(() => {
    const { current: text } = words;
    const { current: svg } = picture;
    if (!text || !svg) return;
    let isInSight = true;
    const show = () => {
      if (!isInSight) return;
      const own = rowsOfBlock(live.rows, block);
      setText(text, settled ?? liveText(own, (row) => live.valueNow(row)));
      paint(svg, barsOf(live, own));
    };
    show();
    const end = live.subscribe(show, BEATS.often);
    const endSight = watchSight(svg.closest(".block-node") ?? svg, (now) => {
      isInSight = now;
      show();
    });
    return () => {
      end();
      endSight();
    };
  }, [live, block, settled]);
  return (
    <>
      <svg ref={picture} className="block-node__picture" aria-hidden="true" />
      <p ref={words} className="block-node__live" />
    </>
  );
}

function barsOf(live: LiveSeries, own: BlockRows): readonly Bar[] {
  const first = live.nFrames > 0 ? live.frameAt(0) : undefined;
  return blockPicture({
    own,
    now: (row) => live.valueNow(row),
    start: (row) => first?.[row] ?? Number.NaN,
  });
}

/**
 * Of what would look the same, nothing is drawn anew. No canvas: each would be a layer of its own, and all layers of the page
 * are gone through for every frame of it.
 */
function paint(svg: SVGSVGElement, bars: readonly Bar[]): void {
  const shapes = barShapes(bars);
  while (svg.childElementCount > shapes.length) svg.lastElementChild?.remove();
  for (const [index, { opacity, path }] of shapes.entries()) {
    const shape = svg.children[index] ?? svg.appendChild(document.createElementNS(svg.namespaceURI, "path"));
    setAttribute(shape, "fill-opacity", `${opacity}`);
    setAttribute(shape, "d", path);
  }
}

function setAttribute(element: Element, name: string, value: string): void {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}
