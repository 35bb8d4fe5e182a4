/** Which view of the studio is open: the part of the address after "#". Views are rows of a table elsewhere. */
import { useSyncExternalStore } from "react";
import { focusOn } from "./focus-on.ts";

/** Places on the page that every view has: to go there opens none. */
const IN_EVERY_VIEW: ReadonlySet<string> = new Set(["table"]);

let view = "";

function hashNow(): string {
  const hash = window.location.hash.slice(1);
  if (!IN_EVERY_VIEW.has(hash)) view = hash;
  return view;
}

function subscribe(notify: () => void): () => void {
  window.addEventListener("hashchange", notify);
  return () => window.removeEventListener("hashchange", notify);
}

/** "" where the address names none. */
export function useHash(): string {
  return useSyncExternalStore(subscribe, hashNow);
}

/** A view comes in a chunk of its own; until it is there, it is looked for once a frame, at most so often. */
const MOST_FRAMES = 300;

/**
 * Opens a view, shows a part of it and gives it the focus.
 *
 * @param part id of an element in the view; the view itself where none is named.
 */
export function goTo(view: string, part: string = view): void {
  if (hashNow() !== view) window.location.hash = view;
  const look = (framesLeft: number) => {
    const element = document.getElementById(part);
    if (!element?.checkVisibility()) {
      if (framesLeft > 0) requestAnimationFrame(() => look(framesLeft - 1));
      return;
    }
    element.scrollIntoView({ block: "nearest" });
    focusOn(`#${part}`);
  };
  // At once where it can be: the next key may follow before the next frame does.
  look(MOST_FRAMES);
}
