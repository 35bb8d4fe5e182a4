/** Axes and scales of pictures, with round numbers on them. Pure. */
import { formatNumber } from "../../../base/numbers.ts";
import { ticksWithin } from "../axis-ticks.ts";
import type { PictureAxis, RowsColumn } from "./picture.ts";

const TICKS = 5;

interface Scale {
  readonly ends: readonly [number, number];
  readonly format?: (value: number) => string;
}

const marksOf = ({ ends, format = formatNumber }: Scale) =>
  ticksWithin(...ends, TICKS).map((at) => ({ at, label: format(at) }));

export const numberAxis = (name: string, scale: Scale): PictureAxis => ({
  name,
  ends: scale.ends,
  marks: marksOf(scale),
});

/** A column of intervals or boxes. */
export const marksColumn = (head: string, { tail, ...scale }: Scale & { readonly tail?: string }): RowsColumn => ({
  ...{ kind: "marks", head, range: scale.ends, ...(tail === undefined ? {} : { tail }) },
  marks: marksOf(scale),
});
