/** Whether a person said that tables and runs may be kept on this device. Without a yes, nothing of rows or weights is stored. */
import { create } from "zustand";
import { forget, recall, remember } from "../ui/remembered.ts";

export const useConsent = create<{ readonly isGiven: boolean }>()(() => ({ isGiven: recall("keep") === "yes" }));

export const mayKeep = (): boolean => useConsent.getState().isGiven;

export function setConsent(isGiven: boolean): void {
  if (isGiven) remember("keep", "yes");
  else forget("keep");
  useConsent.setState({ isGiven });
}
