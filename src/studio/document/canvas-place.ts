/** Where a point of the screen lies on the canvas, for blocks that are dropped from the palette. */
import type { Position } from "./layout.ts";

interface CanvasView {
  screenToFlowPosition(point: Position): Position;
}

let view: CanvasView | undefined;

export function setCanvas(instance: CanvasView): void {
  view = instance;
}

/** @returns undefined where the point is not over the canvas. */
export function canvasPosition(point: Position): Position | undefined {
  const element = document.elementFromPoint(point.x, point.y);
  return element?.closest(".canvas") ? view?.screenToFlowPosition(point) : undefined;
}
