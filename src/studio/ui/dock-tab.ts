/** Which part stands below the canvas: opened there, and from blocks. */
import { create } from "zustand";

export const DOCK_TABS = ["figures", "output", "surface", "learned", "problems"] as const;
export type DockTab = (typeof DOCK_TABS)[number];

export const useDockTab = create<{ readonly tab: DockTab }>()(() => ({ tab: "figures" }));

export function openDockTab(tab: DockTab): void {
  useDockTab.setState({ tab });
}
