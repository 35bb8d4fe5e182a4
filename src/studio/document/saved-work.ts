/** Whether the dialog on what this browser keeps is open: notices lead there, too. */
import { create } from "zustand";

export const useSavedWork = create<{ readonly isOpen: boolean }>()(() => ({ isOpen: false }));

export function openSavedWork(): void {
  useSavedWork.setState({ isOpen: true });
}

export function closeSavedWork(): void {
  useSavedWork.setState({ isOpen: false });
}
