/** Whether the list of blocks is open or folded to the edge, and the way to its search field from anywhere. */
import { create } from "zustand";
import { recall, remember } from "../ui/remembered.ts";
import { goTo } from "../ui/route.ts";

export const SEARCH_ID = "block-search";

export const usePalette = create<{ readonly isOpen: boolean }>()(() => ({ isOpen: recall("blocks") !== "folded" }));

export function foldPalette(isOpen: boolean): void {
  usePalette.setState({ isOpen });
  remember("blocks", isOpen ? "open" : "folded");
}

/** Unfolds the list where it is folded, for this visit, and gives its search field the focus. */
export function searchBlocks(): void {
  usePalette.setState({ isOpen: true });
  goTo("pipeline", SEARCH_ID);
}
