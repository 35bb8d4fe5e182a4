import type { TourStop } from "../../base/texts/studio/tour.ts";

/** Where the tour stops: what it points at, in the view that has it. Another stop is another row, and its words. */
export const STOPS: readonly { readonly id: TourStop; readonly view: string; readonly element: string }[] = [
  { id: "table", view: "pipeline", element: "#table" },
  { id: "data", view: "data", element: '.header__parts a[href="#data"]' },
  { id: "palette", view: "pipeline", element: ".palette" },
  { id: "canvas", view: "pipeline", element: ".pipeline" },
  { id: "inspector", view: "pipeline", element: ".workspace__right" },
  { id: "train", view: "pipeline", element: ".run-bar" },
  { id: "dock", view: "pipeline", element: ".dock" },
  { id: "results", view: "results", element: '.header__parts a[href="#results"]' },
  { id: "export", view: "pipeline", element: "#export-as" },
];
