import { type ReactNode, useEffect, useRef, useState } from "react";

/** Long enough for what a part measures and draws once more when it is there. */
const PAUSE_MS = 30;

interface InTurnProps {
  readonly parts: readonly ReactNode[];
  /** What the parts are of: of something else they are drawn anew, each in its turn, and what was there stays until then. */
  readonly of?: number;
}

/**
 * Parts of a view that take long to draw, one after the other from the first: each in a task of its own, so that the page answers in between.
 * What is there stays, whatever comes after it.
 */
export function InTurn({ parts, of = 0 }: InTurnProps) {
  const [turn, setTurn] = useState({ of, count: 1 });
  const before = useRef<readonly ReactNode[]>([]);
  const count = turn.of === of ? turn.count : 1;
  const isComplete = count >= parts.length;
  const shown = [...parts.slice(0, count), ...before.current.slice(count, parts.length)];
  useEffect(() => {
    before.current = shown;
  });
  useEffect(() => {
    if (isComplete) return;
    const timer = setTimeout(() => setTurn({ of, count: count + 1 }), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [of, count, isComplete]);
  return shown;
}
