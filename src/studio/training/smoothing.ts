/** Smoothing of lines over steps: one choice for all charts of losses, kept from visit to visit. */
import { create } from "zustand";
import { recall, remember } from "../ui/remembered.ts";

/** What of each value is that of those before it. */
export const SMOOTHINGS = [0, 0.6, 0.9, 0.97] as const;

const kept = Number(recall("smoothing"));

export const useSmoothing = create<{ readonly weight: number }>()(() => ({
  weight: SMOOTHINGS.find((weight) => weight === kept) ?? 0,
}));

export function setSmoothing(weight: number): void {
  remember("smoothing", String(weight));
  useSmoothing.setState({ weight });
}

/**
 * The exponential moving average with its bias towards zero taken out, as TensorBoard draws it:
 * m ← w·m + (1 − w)·x; m / (1 − wⁿ) after n values. What is not finite stays as it is, and counts for nothing.
 *
 * @param weight w, 0 … 1, below 1; 0 gives the values themselves.
 * @source Kingma & Ba 2015 for the bias; TensorBoard's scalar charts.
 */
export function smoothed(values: readonly number[], weight: number): readonly number[] {
  if (weight === 0) return values;
  let [mean, rest] = [0, 1];
  return values.map((value) => {
    if (!Number.isFinite(value)) return value;
    mean = weight * mean + (1 - weight) * value;
    rest *= weight;
    return mean / (1 - rest);
  });
}
