/** What the page shows of the table, and how that changes: none → reading → ready | error → none. */

import type { TableView } from "../../app/view-table.ts";
import type { StudioErrorDetails } from "../../base/error.ts";
import { shareEqual } from "../../base/share-equal.ts";

/** The table stays while other files are read, and can be used as before when they could not be: nothing is lost by trying. */
export type TableState =
  | { readonly kind: "none" }
  | {
      readonly kind: "reading";
      readonly names: readonly string[];
      readonly fraction: number;
      readonly rows: number;
      readonly view?: TableView;
    }
  | {
      readonly kind: "ready";
      readonly view: TableView;
      readonly isUpdating: boolean;
      /** Other files were to be read, and could not be. */
      readonly failure?: StudioErrorDetails;
    }
  | { readonly kind: "error"; readonly error: StudioErrorDetails };

export type TableSignal =
  | { readonly type: "readingBegan"; readonly names: readonly string[] }
  | { readonly type: "readingWentOn"; readonly fraction: number; readonly rows: number }
  /** `isLost`: the table that was open is gone, too. */
  | { readonly type: "readingFailed"; readonly error: StudioErrorDetails; readonly isLost: boolean }
  /** A person gave it up. */
  | { readonly type: "readingCancelled" }
  /** Something else was begun: what failed before is no longer the news. */
  | { readonly type: "failurePassed" }
  | { readonly type: "closed" }
  | { readonly type: "descriptionAsked" }
  | { readonly type: "descriptionRefused" }
  | { readonly type: "described"; readonly view: TableView };

export function viewOf(state: TableState): TableView | undefined {
  return state.kind === "none" || state.kind === "error" ? undefined : state.view;
}

export function nextTableState(state: TableState, signal: TableSignal): TableState {
  const view = viewOf(state);
  const kept = view ? { view } : {};
  switch (signal.type) {
    case "readingBegan":
      return { kind: "reading", names: signal.names, fraction: 0, rows: 0, ...kept };
    case "readingWentOn":
      return state.kind === "reading" ? { ...state, fraction: signal.fraction, rows: signal.rows } : state;
    case "readingFailed":
      if (!view || signal.isLost) return { kind: "error", error: signal.error };
      return { kind: "ready", view, isUpdating: false, failure: signal.error };
    case "readingCancelled":
      return view ? { kind: "ready", view, isUpdating: false } : { kind: "none" };
    case "failurePassed":
      if (state.kind !== "ready" || !state.failure) return state;
      return { kind: "ready", view: state.view, isUpdating: state.isUpdating };
    case "closed":
      return { kind: "none" };
    case "descriptionAsked":
      return state.kind === "ready" ? { kind: "ready", view: state.view, isUpdating: true } : state;
    case "descriptionRefused":
      return state.kind === "ready" ? { ...state, isUpdating: false } : state;
    case "described":
      return { kind: "ready", view: withSameColumns(signal.view, view), isUpdating: false };
    default:
      return signal satisfies never;
  }
}

/** Columns of which nothing new is known are those that stand in the page already: most, where a target or a role was changed. */
const withSameColumns = (view: TableView, before: TableView | undefined): TableView => ({
  ...view,
  columns: shareEqual(view.columns, before?.columns),
});
