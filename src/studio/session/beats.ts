/**
 * When the parts of the page show what is new of a run. Words and the heat map cost little and share one drawing of the
 * page; each chart has a drawing of its own, so that none takes long.
 */
import type { Beat } from "../ui/throttled-signal.ts";

export const BEATS = {
  /** The heat map with its numbers, the words on the blocks, and the bar. */
  often: { intervalMs: 500, offsetMs: 0 },
  status: { intervalMs: 1000, offsetMs: 250 },
  loss: { intervalMs: 1000, offsetMs: 250 },
  /** Lines of chosen gates, or the table of all values. */
  gates: { intervalMs: 1000, offsetMs: 750 },
  /** When the worker is asked anew what the pipeline does to rows; its answer is drawn when it comes. */
  looks: { intervalMs: 500, offsetMs: 350 },
} as const satisfies Record<string, Beat>;
