import { lineStyle } from "./line-styles.ts";

/** What a line of a chart looks like, beside its name. */
export function LineSwatch({ index }: { readonly index: number }) {
  const { colour, dash } = lineStyle(index);
  return (
    <svg width="26" height="8" aria-hidden="true">
      <line x1="0" x2="26" y1="4" y2="4" stroke={colour} strokeWidth="2.5" strokeDasharray={dash} />
    </svg>
  );
}
