import { useSyncExternalStore } from "react";

/** As in the styles: from here on everything is on one screen, and the page does not scroll. */
const queries = ["(min-width: 75rem)", "(min-height: 37.5rem)"].map((query) => window.matchMedia(query));

export function useOneScreen(): boolean {
  return useSyncExternalStore(
    (notify) => {
      for (const query of queries) query.addEventListener("change", notify);
      return () => {
        for (const query of queries) query.removeEventListener("change", notify);
      };
    },
    () => queries.every(({ matches }) => matches),
  );
}
