/** Stands for no limit: beyond all that a float32 pipeline computes, and finite, as constants of a program have to be. */
const UNLIMITED = 3e38;

/** Distance above an upper edge up to which a bin keeps its slope; t of a number on the edge is rounded to 1 ± 2⁻²². */
const EDGE_WIDTH = 2 ** -20;

export interface BinLimits {
  /** t of each bin is kept at or above this: 0, but none in the first bin. */
  readonly lowest: readonly number[];
  /** t of each bin is kept at or below this: 1, but none in the last bin. */
  readonly highest: readonly number[];
  /** A bin's slope counts where lowest < t ≤ this, so a number on the edge of two bins has the slope of the lower one. */
  readonly slopeUpTo: readonly number[];
}

/** Limits of t = (x − low)·perWidth for the bins of a piecewise linear encoding. */
export function binLimits(nBins: number): BinLimits {
  const bins = Array.from({ length: nBins }, (_, bin) => bin);
  const isLast = (bin: number) => bin === nBins - 1;
  return {
    lowest: bins.map((bin) => (bin === 0 ? -UNLIMITED : 0)),
    highest: bins.map((bin) => (isLast(bin) ? UNLIMITED : 1)),
    slopeUpTo: bins.map((bin) => (isLast(bin) ? UNLIMITED : 1 + EDGE_WIDTH)),
  };
}
