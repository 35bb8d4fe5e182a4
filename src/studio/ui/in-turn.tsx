import { type ReactNode, useEffect, useState } from "react";

/** Long enough for what a part measures and draws once more when it is there. */
const PAUSE_MS = 30;

/**
 * Parts of a view that take long to draw, one after the other from the first: each in a task of its own, so that the page answers in between.
 * What is there stays, whatever comes after it.
 */
export function InTurn({ parts }: { readonly parts: readonly ReactNode[] }) {
  const [count, setCount] = useState(1);
  const isComplete = count >= parts.length;
  useEffect(() => {
    if (isComplete) return;
    const timer = setTimeout(() => setCount(count + 1), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [count, isComplete]);
  return parts.slice(0, count);
}
