/** Whether the list of exports is open: the results lead there, too. */
import { create } from "zustand";

export const useExporting = create<{ readonly isOpen: boolean }>()(() => ({ isOpen: false }));

export function openExports(): void {
  useExporting.setState({ isOpen: true });
}

export function closeExports(): void {
  useExporting.setState({ isOpen: false });
}
