import { type ComponentType, lazy } from "react";
import { headerText } from "../../base/texts/studio/shell.ts";
import { Workspace } from "./workspace.tsx";

/** One view of the studio. */
export interface View {
  /** Its address after "#", and the id of its element. */
  readonly id: string;
  readonly label: () => string;
  /** Needs nothing but a place; fetched when the view is opened for the first time, and kept from then on. */
  readonly Content: ComponentType;
  /** Parts of it that have an address of their own: ids of elements within. */
  readonly parts?: readonly { readonly id: string; readonly label: () => string }[];
}

const fetchData = () => import("../data/DataSection.tsx");
const fetchResults = () => import("../results/ResultsSection.tsx");
const fetchRuns = () => import("../runs/RunsView.tsx");

/** All views, in the order of the header's links. Another one is another row. */
export const VIEWS: readonly View[] = [
  {
    id: "data",
    label: () => headerText("part", { part: "data" }),
    Content: lazy(() => fetchData().then((module) => ({ default: module.DataSection }))),
  },
  {
    id: "pipeline",
    label: () => headerText("part", { part: "pipeline" }),
    Content: Workspace,
    parts: [{ id: "train", label: () => headerText("part", { part: "train" }) }],
  },
  {
    id: "results",
    label: () => headerText("part", { part: "results" }),
    Content: lazy(() => fetchResults().then((module) => ({ default: module.ResultsSection }))),
  },
  {
    id: "runs",
    label: () => headerText("part", { part: "runs" }),
    Content: lazy(() => fetchRuns().then((module) => ({ default: module.RunsView }))),
  },
];

/** What the page opens with, and what is always there: the pipeline follows whatever is done elsewhere. */
export const HOME = VIEWS[1];

/** The view of an address; the pipeline where it names none. */
export function viewAt(hash: string): View {
  return VIEWS.find(({ id, parts }) => id === hash || parts?.some((part) => part.id === hash)) ?? HOME;
}

/** Fetches the code of all views, so that opening one later waits for no network and asks for nothing. */
export function fetchViews(): void {
  for (const fetch of [fetchData, fetchResults, fetchRuns]) void fetch().catch(() => undefined);
}
