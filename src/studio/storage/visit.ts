/**
 * How the visit before this one, in the same tab, ended: a page that a browser ends itself, mostly for want of memory, says nothing, and
 * has not said that it was left.
 */

const KEY = "diffml-studio/visit";

export type VisitEnd =
  /** Closed, reloaded or left; or there was none. */
  | "left"
  /** Ended by the browser. */
  | "broken"
  /** While the kept table was opened. */
  | "broken-opening";

type Mark = "left" | "open" | "opening";

function mark(value: Mark): void {
  try {
    sessionStorage.setItem(KEY, value);
  } catch {
    // A browser that stores nothing has nothing to bring back.
  }
}

function endOf(value: string | null): VisitEnd {
  if (value === "open") return "broken";
  return value === "opening" ? "broken-opening" : "left";
}

/** Begins this visit. @returns how the one before it ended. */
export function beginVisit(): VisitEnd {
  let before: string | null = null;
  try {
    before = sessionStorage.getItem(KEY);
  } catch {
    // As above.
  }
  mark("open");
  window.addEventListener("pagehide", () => mark("left"));
  // Back from the memory of the browser, where pages go that are left.
  window.addEventListener("pageshow", () => mark("open"));
  return endOf(before);
}

/** @param isGoingOn the kept table is being opened. */
export const markOpening = (isGoingOn: boolean): void => mark(isGoingOn ? "opening" : "open");
