/** What the page shows of the table, and how that changes: none → reading → ready | error. */
import type { TableView } from "../../app/view-table.ts";
import type { StudioErrorDetails } from "../../base/error.ts";

/** A view stays while other files are read and when they could not be: nothing is lost by trying. */
export type TableState =
  | { readonly kind: "none" }
  | {
      readonly kind: "reading";
      readonly names: readonly string[];
      readonly fraction: number;
      readonly rows: number;
      readonly view?: TableView;
    }
  | { readonly kind: "ready"; readonly view: TableView; readonly isUpdating: boolean }
  | { readonly kind: "error"; readonly error: StudioErrorDetails; readonly view?: TableView };

export type TableSignal =
  | { readonly type: "readingBegan"; readonly names: readonly string[] }
  | { readonly type: "readingWentOn"; readonly fraction: number; readonly rows: number }
  | { readonly type: "readingFailed"; readonly error: StudioErrorDetails }
  | { readonly type: "descriptionAsked" }
  | { readonly type: "descriptionRefused" }
  | { readonly type: "described"; readonly view: TableView };

export function viewOf(state: TableState): TableView | undefined {
  return state.kind === "none" ? undefined : state.view;
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
      return { kind: "error", error: signal.error, ...kept };
    case "descriptionAsked":
      return state.kind === "ready" ? { ...state, isUpdating: true } : state;
    case "descriptionRefused":
      return state.kind === "ready" ? { ...state, isUpdating: false } : state;
    case "described":
      return { kind: "ready", view: signal.view, isUpdating: false };
    default:
      return signal satisfies never;
  }
}
