import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from "react";
import { dockText } from "../../base/texts/studio/shell.ts";
import { openDockTab } from "../ui/dock-tab.ts";
import { recall, remember } from "../ui/remembered.ts";
import { useHash } from "../ui/route.ts";

/** Heights in pixels. */
const [LEAST, USUAL, STEP] = [160, 300, 32];

/** At most so much of the window that the canvas keeps a third of it. */
const most = () => Math.max(LEAST, Math.round(window.innerHeight * 0.6));

const within = (height: number) => Math.min(most(), Math.max(LEAST, Math.round(height)));

function remembered(): number {
  const height = Number(recall("dock") ?? USUAL);
  return Number.isFinite(height) ? height : USUAL;
}

/** The edge between canvas and dock: dragged, or moved by the arrow keys; it is where one left it on the next visit. */
export function DockHandle() {
  const isTraining = useHash() === "train";
  const [own, setOwn] = useState(remembered);
  // Whoever goes to the training wants its charts large, and finds the canvas as it was when they come back.
  const [large, setLarge] = useState(most);
  const [height, setHeight] = isTraining ? [large, setLarge] : [own, setOwn];
  useEffect(() => {
    if (isTraining) openDockTab("figures");
  }, [isTraining]);
  const grip = useRef<{ readonly y: number; readonly height: number }>(undefined);
  useEffect(() => {
    document.documentElement.style.setProperty("--dock-height", `${within(height)}px`);
  }, [height]);
  const keep = (next: number) => {
    const taken = within(next);
    setHeight(taken);
    if (!isTraining) remember("dock", String(taken));
  };
  const end = () => {
    if (grip.current && !isTraining) remember("dock", String(height));
    grip.current = undefined;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const to = {
      ArrowUp: height + STEP,
      ArrowDown: height - STEP,
      PageUp: height + 4 * STEP,
      PageDown: height - 4 * STEP,
      Home: LEAST,
      End: most(),
      Enter: USUAL,
    }[event.key];
    if (to === undefined) return;
    keep(to);
    event.preventDefault();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule cannot be moved
    <div
      role="separator"
      className="dock__handle"
      aria-orientation="horizontal"
      aria-label={dockText("height")}
      aria-valuemin={LEAST}
      aria-valuemax={most()}
      aria-valuenow={within(height)}
      tabIndex={0}
      title={dockText("heightHint")}
      onKeyDown={onKeyDown}
      onDoubleClick={() => keep(USUAL)}
      onPointerDown={(event: PointerEvent<HTMLElement>) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        grip.current = { y: event.clientY, height: within(height) };
      }}
      onPointerMove={(event) => {
        if (grip.current) setHeight(within(grip.current.height + grip.current.y - event.clientY));
      }}
      onPointerUp={end}
      onPointerCancel={end}
    />
  );
}
