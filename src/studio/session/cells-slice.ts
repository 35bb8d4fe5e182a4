/** Cells that are worth fixing next, and whether fixing some paid: found out when asked for, about the run whose report is shown. */
import type { CellsToFix } from "../../app/cells/cells-to-fix.ts";
import type { RepairPaid } from "../../app/cells/repair-paid.ts";
import { fixText } from "../../base/texts/studio/fix.ts";
import { newestOnly, type SliceTools } from "./slice.ts";
import type { TrainingSlice } from "./training-slice.ts";
import { wordsOf } from "./worker-link.ts";

export type CellsState =
  | { readonly kind: "none" }
  | { readonly kind: "working" }
  /** In words; nobody asked for it, so no notice tells. */
  | { readonly kind: "failed"; readonly why: string }
  | { readonly kind: "ready"; readonly found: CellsToFix };

export interface CellsSlice {
  readonly cellsToFix: CellsState;
  /** Of the last run beside the one before it; undefined where that says nothing. */
  readonly repairPaid: RepairPaid | undefined;
  findCellsToFix(): Promise<void>;
  /** Trains again, from the weights of the run that is shown. */
  retrainWarm(): Promise<void>;
  /** They are about the run that was shown before. */
  forgetCells(): void;
}

export function createCellsSlice({
  set,
  get,
  link,
}: SliceTools<CellsSlice, Pick<TrainingSlice, "setGoesOn" | "train">>): CellsSlice {
  const begin = newestOnly();
  return {
    cellsToFix: { kind: "none" },
    repairPaid: undefined,
    findCellsToFix: async () => {
      const isNewest = begin();
      set({ cellsToFix: { kind: "working" } });
      try {
        const found = await link.request({ type: "cellsToFix" });
        if (isNewest()) set({ cellsToFix: { kind: "ready", found } });
        const paid = await link.request({ type: "repairPaid" });
        if (isNewest()) set({ repairPaid: paid ?? undefined });
      } catch (error) {
        if (!isNewest()) return;
        const { expected, got } = wordsOf(error);
        set({ cellsToFix: { kind: "failed", why: fixText("failed", { expected, got }) } });
      }
    },
    retrainWarm: async () => {
      get().setGoesOn(true);
      await get().train();
    },
    forgetCells: () => {
      begin();
      set({ cellsToFix: { kind: "none" }, repairPaid: undefined });
    },
  };
}
