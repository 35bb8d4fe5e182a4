import { useCallback, useRef, useSyncExternalStore } from "react";
import type { LiveSeries } from "./live-series.ts";

/** Renders the calling component again when the run has news, at most once in the interval. */
export function useLive(live: LiveSeries, intervalMs: number): void {
  const version = useRef(0);
  const subscribe = useCallback(
    (notify: () => void) =>
      live.subscribe(() => {
        version.current += 1;
        notify();
      }, intervalMs),
    [live, intervalMs],
  );
  const read = useCallback(() => version.current, []);
  useSyncExternalStore(subscribe, read, read);
}
