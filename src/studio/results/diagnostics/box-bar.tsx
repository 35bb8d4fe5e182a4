import { diagnosticsText } from "../../../base/texts/studio/diagnostics.ts";
import type { Slice } from "../../../training/diagnostics/slices-schema.ts";

interface BoxBarProps {
  readonly box: NonNullable<Slice["residuals"]>;
  readonly range: readonly [number, number];
}

/** A box plot that lies on its side, with the line where predictions are right. */
export function BoxBar({ box: { low, first, middle, third, high }, range: [from, to] }: BoxBarProps) {
  const share = (value: number) => (100 * (value - from)) / (to - from);
  const place = (value: number) => `${share(value).toFixed(2)}%`;
  const width = `${Math.max(share(third) - share(first), 0).toFixed(2)}%`;
  return (
    <svg
      className="intervals__svg box-bar"
      role="img"
      aria-label={diagnosticsText("box", { low, first, middle, third, high })}
    >
      <line className="intervals__zero" x1={place(0)} x2={place(0)} y1="0" y2="100%" />
      <line x1={place(low)} x2={place(first)} y1="50%" y2="50%" />
      <line x1={place(third)} x2={place(high)} y1="50%" y2="50%" />
      {[low, high].map((end, side) => (
        <line key={side} x1={place(end)} x2={place(end)} y1="35%" y2="65%" />
      ))}
      <rect x={place(first)} width={width} y="22%" height="56%" />
      <line className="box-bar__middle" x1={place(middle)} x2={place(middle)} y1="22%" y2="78%" />
    </svg>
  );
}
