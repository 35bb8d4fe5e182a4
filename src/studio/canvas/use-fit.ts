/** Which part of the pipeline the canvas shows, until somebody moves it. */
import type { FitViewOptions, ReactFlowInstance } from "@xyflow/react";
import { type RefObject, useEffect, useMemo, useRef } from "react";
import type { BlockFlowNode } from "./block-node.tsx";
import type { ConnectionFlowEdge } from "./connection-edge.tsx";

export type Flow = ReactFlowInstance<BlockFlowNode, ConnectionFlowEdge>;

/** Pixels at its lower edge that buttons lie on. */
const BUTTONS = 54;
/** A new block nearer to the canvas's edge than this, in pixels, is not in sight. */
const MARGIN = 12;
export const FIT: FitViewOptions<BlockFlowNode> = {
  padding: { x: `${MARGIN}px`, top: `${MARGIN}px`, bottom: `${BUTTONS}px` },
  maxZoom: 1,
};
/** On a canvas of fewer pixels than this, all blocks at once would be too small to read … */
const NARROW = 480;
/** … so that they are shown from the left on, this large. */
const LEGIBLE = 0.65;

interface Fit {
  readonly onMoveStart: (event: MouseEvent | TouchEvent | null) => void;
  readonly onZoom: () => void;
  readonly onFitView: () => void;
}

/**
 * Shows everything when other blocks come onto the canvas at once (a suggestion, a file), or one lands out of sight; and again
 * when the canvas gets more room or less, unless somebody has chosen another part. While another view is open the canvas has
 * no size: then it is done when that comes back.
 */
export function useFit(
  flow: RefObject<Flow | undefined>,
  box: RefObject<HTMLElement | null>,
  nodes: readonly BlockFlowNode[],
): Fit {
  const shown = useRef<ReadonlySet<string>>(new Set());
  const isChosen = useRef(false);
  useEffect(() => {
    const ids = new Set(nodes.map((node) => node.id));
    const news = [...ids].filter((id) => !shown.current.has(id));
    shown.current = ids;
    if (news.length === 0) return;
    inTwoFrames(() => {
      if (news.length === 1 && box.current?.clientHeight && isInSight(flow.current, news[0])) return;
      isChosen.current = false;
      showBlocks(flow.current, box.current);
    });
  }, [nodes, flow, box]);
  useEffect(() => {
    const { current: element } = box;
    if (!element) return;
    const sizes = new ResizeObserver(() => {
      if (!isChosen.current) inTwoFrames(() => showBlocks(flow.current, element));
    });
    sizes.observe(element);
    return () => sizes.disconnect();
  }, [flow, box]);
  return useMemo(() => {
    const choose = () => {
      isChosen.current = true;
    };
    return {
      // What the studio moves by itself has no event.
      onMoveStart: (event) => {
        if (event) choose();
      },
      onZoom: choose,
      onFitView: () => {
        isChosen.current = false;
      },
    };
  }, []);
}

/** All of them, or on a narrow canvas the first, large enough to read; the button *Fit* shows all. */
function showBlocks(flow: Flow | undefined, box: HTMLElement | null): void {
  if (!flow || !box?.clientHeight) return;
  const { clientWidth, clientHeight } = box;
  const { x, y, width, height } = flow.getNodesBounds(flow.getNodes());
  if (clientWidth >= NARROW || width * LEGIBLE <= clientWidth) {
    void flow.fitView(FIT);
    return;
  }
  void flow.setViewport({
    x: MARGIN - x * LEGIBLE,
    y: Math.max((clientHeight - BUTTONS - height * LEGIBLE) / 2, MARGIN) - y * LEGIBLE,
    zoom: LEGIBLE,
  });
}

/** Until then new nodes are measured. Not cancelled: measuring changes the nodes, which comes by here again. */
function inTwoFrames(act: () => void): void {
  requestAnimationFrame(() => requestAnimationFrame(act));
}

function isInSight(flow: Flow | undefined, id: string): boolean {
  const rect = document.querySelector(".canvas")?.getBoundingClientRect();
  const node = flow?.getNode(id);
  if (!flow || !rect || !node) return true;
  const { position, measured } = node;
  const from = flow.flowToScreenPosition(position);
  const to = flow.flowToScreenPosition({
    x: position.x + (measured?.width ?? 0),
    y: position.y + (measured?.height ?? 0),
  });
  const isWithin = (low: number, high: number, min: number, max: number) => low >= min + MARGIN && high <= max - MARGIN;
  return isWithin(from.x, to.x, rect.left, rect.right) && isWithin(from.y, to.y, rect.top, rect.bottom);
}
