import { useCallback, useRef, useSyncExternalStore } from "react";
import type { Beat } from "../ui/throttled-signal.ts";
import type { LiveSeries } from "./live-series.ts";

/** Renders the calling component again when the run has news, on the beat. */
export function useLive(live: LiveSeries, beat: Beat): void {
  const version = useRef(0);
  const subscribe = useCallback(
    (notify: () => void) =>
      live.subscribe(() => {
        version.current += 1;
        notify();
      }, beat),
    [live, beat],
  );
  const read = useCallback(() => version.current, []);
  useSyncExternalStore(subscribe, read, read);
}

/** One thing that is known of the run: renders again when it is another, and not for every message. */
export function useLiveValue<Value extends string | number | boolean | object>(
  live: LiveSeries,
  beat: Beat,
  read: () => Value,
): Value {
  const subscribe = useCallback((notify: () => void) => live.subscribe(notify, beat), [live, beat]);
  return useSyncExternalStore(subscribe, read, read);
}
