/** So much of one colour of styles on another, 0 … 1. */
export const mixed = (colour: string, share: number, ground = "var(--color-surface)"): string =>
  `color-mix(in srgb, ${colour} ${(100 * share).toFixed(1)}%, ${ground})`;
