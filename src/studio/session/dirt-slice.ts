/** Dirt that is planted in the table on purpose: what stands where, and how much of it the last run has found. */
import type { DirtFound } from "../../app/dirt/dirt-found.ts";
import type { DirtView } from "../../app/dirt/dirt-list.ts";
import { offerSafe } from "../ui/save-csv.ts";
import { newestOnly, type SliceTools } from "./slice.ts";

/** What is known of the dirt of the run whose report is shown. */
export type FoundState =
  | { readonly kind: "none" }
  | { readonly kind: "working" }
  | { readonly kind: "ready"; readonly found: DirtFound };

/** None of these throws: what goes wrong becomes a notice and a state. */
export interface DirtSlice {
  readonly dirtFound: FoundState;
  /** What is planted in the open table; undefined where nothing is. */
  plantedDirt(): Promise<DirtView | undefined>;
  /** Saves the list of every planted cell as a file. */
  savePlanted(): Promise<void>;
  /** Counts what the run whose report is shown has found; its table has to be open. */
  countFound(): Promise<void>;
  forgetFound(): void;
}

export function createDirtSlice({ set, ports, link, fail }: SliceTools<DirtSlice>): DirtSlice {
  const begin = newestOnly();
  const decided = () => {
    const { table, training: settings } = ports.document.read();
    return { table, settings };
  };
  return {
    dirtFound: { kind: "none" },
    plantedDirt: async () => {
      try {
        return (await link.request({ type: "plantedDirt", ...decided() })) ?? undefined;
      } catch (error) {
        fail(error);
        return undefined;
      }
    },
    savePlanted: async () => {
      try {
        const name = "planted-cells.csv";
        const { csv, formulas } = await link.request({ type: "plantedList", ...decided() });
        ports.saveFile(name, csv);
        if (formulas) offerSafe({ name, ...formulas, saveFile: ports.saveFile });
      } catch (error) {
        fail(error);
      }
    },
    countFound: async () => {
      const isNewest = begin();
      set({ dirtFound: { kind: "working" } });
      try {
        const found = await link.request({ type: "dirtFound" });
        if (isNewest()) set({ dirtFound: found ? { kind: "ready", found } : { kind: "none" } });
      } catch (error) {
        fail(error);
        if (isNewest()) set({ dirtFound: { kind: "none" } });
      }
    },
    forgetFound: () => {
      begin();
      set({ dirtFound: { kind: "none" } });
    },
  };
}
