/** What a gate's value is called, and how many are called so: one rule for sentences, the canvas and the charts. */
import { asRead } from "../../base/numbers.ts";

export type GateState = "open" | "between" | "closed";

/** In per cent as read: a gate above this lets a column through as good as whole. */
const OPEN_ABOVE = 90;

/** Only what lets nothing at all through is closed, as it is when the pipeline is settled. */
export function gateState(value: number): GateState {
  if (value <= 0) return "closed";
  return asRead(value) > OPEN_ABOVE ? "open" : "between";
}

/** How many of several gates are in each state. */
export function countGates(values: readonly number[]): Readonly<Record<GateState, number>> {
  const counts = { open: 0, between: 0, closed: 0 };
  for (const value of values) counts[gateState(value)] += 1;
  return counts;
}
