/** The tour of the page: one part after the other is lit up, with a few words beside it. */
import { type DriveStep, driver } from "driver.js";
import "driver.js/dist/driver.css";
import "./tour.css";
import { tourText } from "../../base/texts/studio/tour.ts";
import { STOPS } from "./stops.ts";

/** Longest that a view may take to be drawn after its address is open, in milliseconds. */
const WAIT_MS = 3000;

/** Starts the tour; Escape, its cross and a click beside it end it, and the view that was open comes back. */
export function startTour(): void {
  const addressBefore = window.location.hash;
  const focusBefore = document.activeElement;
  const prefersCalm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  const tour = driver({
    steps: STOPS.map(({ id, element }, index) => stepOf(id, { element, index })),
    animate: !prefersCalm,
    showProgress: true,
    popoverClass: "tour",
    stagePadding: 4,
    disableActiveInteraction: true,
    nextBtnText: tourText("next"),
    prevBtnText: tourText("previous"),
    doneBtnText: tourText("done"),
    onPopoverRender: ({ closeButton, title }) => {
      closeButton.setAttribute("aria-label", tourText("skip"));
      closeButton.title = tourText("skip");
      title.setAttribute("role", "heading");
      title.setAttribute("aria-level", "2");
    },
    onNextClick: () => go((tour.getActiveIndex() ?? 0) + 1),
    onPrevClick: () => go((tour.getActiveIndex() ?? 0) - 1),
    onDestroyed: async () => {
      if (window.location.hash !== addressBefore) await open(addressBefore);
      if (focusBefore instanceof HTMLElement) focusBefore.focus();
    },
  });
  /** The view that has the stop is opened before it is pointed at. */
  const go = async (index: number) => {
    const stop = STOPS[index];
    if (!stop) return tour.destroy();
    const isShown = document.getElementById(stop.view)?.checkVisibility();
    if (!isShown) await open(`#${stop.view}`);
    tour.drive(index);
  };
  void go(0);
}

/** An address; the browser gives the focus to what it names once that is drawn. */
function open(address: string): Promise<void> {
  window.location.hash = address;
  return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())));
}

function stepOf(
  stop: (typeof STOPS)[number]["id"],
  { element, index }: { readonly element: string; readonly index: number },
): DriveStep {
  return {
    element,
    waitForElement: WAIT_MS,
    popover: {
      title: tourText("heading", { stop }),
      description: tourText("words", { stop }),
      progressText: tourText("progress", { index: index + 1, count: STOPS.length }),
    },
  };
}
