/** A table with columns of words and columns of pictures, as SVG. Pure. */
import type { RowsBody, RowsCell, RowsColumn, RowsLine, Tone } from "./picture.ts";
import { runsOf, spacedOut } from "./plot-body.ts";
import { fitted, Rectangles, type TextWidth, tag, textTag } from "./svg-text.ts";

const LINE = 24;
const HEAD = 26;
const FOOT = 30;
const GAP = 18;
const MOST_TEXT = 260;
const LEAST_MARKS = 180;
const LEAST_TILE = 56;
/** A strip is not as tall as its line. */
const STRIP = 18;

const TONES: Readonly<Record<Tone, string>> = {
  good: "var(--color-good)",
  bad: "var(--color-danger)",
  even: "var(--color-quiet)",
};

interface Placed {
  readonly column: RowsColumn;
  readonly left: number;
  readonly width: number;
}

/** @returns the picture, how wide it came to be, and how tall */
export function rowsBody(
  { columns, rows }: RowsBody,
  least: number,
  textWidth: TextWidth,
): { readonly svg: string; readonly width: number; readonly height: number } {
  const placed = placesOf({ columns, rows }, least, textWidth);
  const width = Math.max(least, ...placed.map((one) => one.left + one.width));
  const bottom = HEAD + rows.length * LINE;
  const hasScale = columns.some((column) => column.kind === "marks" && column.marks.length > 0);
  const lines = rows.map((row, index) => {
    const top = HEAD + index * LINE;
    const rule = tag("line", { x1: 0, x2: width, y1: top, y2: top, stroke: "var(--color-border)" });
    if ("heading" in row) {
      const ground = tag("rect", { x: 0, y: top, width, height: LINE, fill: "var(--color-sunken)" });
      return ground + textTag(fitted(row.heading, width - 8, textWidth), { x: 4, y: top + 16, isQuiet: true });
    }
    return rule + placed.map((one, at) => cellTag(row.cells[at], one, top, textWidth)).join("");
  });
  return {
    svg: [
      ...placed.map((one) => headTag(one, textWidth)),
      ...placed.flatMap((one) => scaleTags(one, { bottom, textWidth })),
      ...lines,
    ].join(""),
    width,
    height: bottom + (hasScale ? FOOT : 4),
  };
}

/** Words take what they need, up to a limit; what is left is for the pictures. */
function placesOf({ columns, rows }: Omit<RowsBody, "kind">, least: number, textWidth: TextWidth): readonly Placed[] {
  const wanted = columns.map((column, at) => {
    const texts = rows.flatMap((row) => wordsOf(row, at));
    const widest = Math.max(textWidth(column.head), 0, ...texts.map(textWidth));
    if (column.kind === "text") return Math.min(MOST_TEXT, widest);
    return column.kind === "tiles" ? Math.max(LEAST_TILE, Math.min(MOST_TEXT, widest + 12)) : 0;
  });
  const [nMarks, nTiles] = (["marks", "tiles"] as const).map((of) => columns.filter(({ kind }) => kind === of).length);
  const taken = wanted.reduce((sum, one) => sum + one, 0) + GAP * (columns.length - 1);
  const forMarks = nMarks === 0 ? 0 : Math.max(LEAST_MARKS, (least - taken) / nMarks);
  const moreForTiles = nMarks > 0 || nTiles === 0 ? 0 : Math.max(0, (least - taken) / nTiles);
  let left = 0;
  return columns.map((column, at) => {
    const width = column.kind === "marks" ? forMarks : wanted[at] + (column.kind === "tiles" ? moreForTiles : 0);
    const one = { column, left, width };
    left += width + (column.kind === "tiles" ? 2 : GAP);
    return one;
  });
}

function wordsOf(row: RowsLine, at: number): readonly string[] {
  if ("heading" in row) return [];
  const cell = row.cells[at];
  if (typeof cell === "string") return [cell];
  return cell?.kind === "tile" ? [cell.words] : [];
}

function headTag({ column, left, width }: Placed, textWidth: TextWidth): string {
  const isRight = column.kind === "text" && column.isNumber;
  const middle = column.kind === "tiles" ? ("middle" as const) : isRight ? ("end" as const) : ("start" as const);
  const x = middle === "middle" ? left + width / 2 : middle === "end" ? left + width : left;
  const tail = column.kind === "marks" ? (column.tail ?? "") : "";
  const room = column.kind === "marks" ? width - textWidth(tail) : Math.max(width, MOST_TEXT);
  const head = textTag(fitted(column.head, room, textWidth), { x, y: 16, anchor: middle, isQuiet: true });
  return tail === "" ? head : head + textTag(tail, { x: left + width, y: 16, anchor: "end", isQuiet: true });
}

const placeIn = ({ left, width }: Placed, [low, high]: readonly [number, number]) => {
  const share = (value: number) => Math.min(1, Math.max(0, (value - low) / (high - low)));
  return (value: number) => left + share(value) * width;
};

/** What the places of a column mean: a scale below, and a line through 0. */
function scaleTags(
  one: Placed,
  { bottom, textWidth }: { readonly bottom: number; readonly textWidth: TextWidth },
): readonly string[] {
  if (one.column.kind !== "marks" || one.column.marks.length === 0) return [];
  const { range, marks } = one.column;
  const at = placeIn(one, range);
  const stroke = "var(--color-quiet)";
  const zero = range[0] < 0 && range[1] > 0;
  return [
    ...(zero
      ? [
          tag("line", {
            ...{ x1: at(0), x2: at(0), y1: HEAD, y2: bottom, stroke: "var(--color-border-strong)" },
            "stroke-dasharray": "3 2",
          }),
        ]
      : []),
    tag("line", { x1: one.left, x2: one.left + one.width, y1: bottom, y2: bottom, stroke }),
    ...spacedOut(
      marks.map((mark) => ({ at: at(mark.at), label: mark.label })),
      textWidth,
    ).flatMap((mark) => [
      tag("line", { x1: mark.at, x2: mark.at, y1: bottom, y2: bottom + 5, stroke }),
      textTag(mark.label, { x: mark.at, y: bottom + 19, anchor: "middle", isQuiet: true }),
    ]),
  ];
}

function cellTag(cell: RowsCell, one: Placed, top: number, textWidth: TextWidth): string {
  const { column, left, width } = one;
  if (cell === undefined) return "";
  if (typeof cell === "string") {
    const isRight = column.kind === "text" && column.isNumber;
    const x = isRight ? left + width : left;
    return textTag(fitted(cell, width, textWidth), { x, y: top + 16, anchor: isRight ? "end" : "start" });
  }
  if (cell.kind === "tile") {
    return (
      tag("rect", { x: left, y: top + 1, width, height: LINE - 2, fill: cell.colour }) +
      textTag(cell.words, { x: left + width / 2, y: top + 16, anchor: "middle" })
    );
  }
  if (cell.kind === "strip") {
    const cells = new Rectangles();
    const [height, from] = [STRIP, top + (LINE - STRIP) / 2];
    if (cell.ground) cells.add(cell.ground, { left, top: from, width, height });
    // Whole pixels: else neighbours leave a hair between them.
    const leftOf = (at: number) => Math.round(left + (width * at) / Math.max(1, cell.colours.length));
    for (const { colour, from: first, to } of runsOf(cell.colours)) {
      if (colour === undefined) continue;
      cells.add(colour, { left: leftOf(first), top: from, width: leftOf(to) - leftOf(first), height });
    }
    return cells.tags();
  }
  if (cell.kind === "bars") return barsTag(cell, one, top);
  if (cell.kind === "share") return shareTag(cell, one, top);
  if (column.kind !== "marks") return "";
  return cell.kind === "box" ? boxTag(cell, one, column.range, top) : intervalTag(cell, one, column.range, top);
}

function barsTag(
  { heights, colour }: Extract<RowsCell, { readonly kind: "bars" }>,
  { left, width }: Placed,
  top: number,
): string {
  const [bars, foot] = [new Rectangles(), top + (LINE + STRIP) / 2];
  const leftOf = (at: number) => Math.round(left + (width * at) / Math.max(1, heights.length));
  for (const [at, share] of heights.entries()) {
    // What is there at all is seen.
    const height = share === 0 ? 0 : Math.max(1, Math.round(share * STRIP));
    const gap = leftOf(at + 1) - leftOf(at) > 3 ? 1 : 0;
    if (height > 0)
      bars.add(colour, { left: leftOf(at), top: foot - height, width: leftOf(at + 1) - leftOf(at) - gap, height });
  }
  return bars.tags();
}

function shareTag(
  { share, colour, ground }: Extract<RowsCell, { readonly kind: "share" }>,
  { left, width }: Placed,
  top: number,
): string {
  const place = { x: left, y: top + (LINE - STRIP) / 2, height: STRIP };
  const own = tag("rect", { ...place, width: Math.max(1, Math.round(share * width)), fill: colour });
  return ground === undefined ? own : tag("rect", { ...place, width, fill: ground }) + own;
}

type Range = readonly [number, number];

function intervalTag(
  { low, difference, high, tone }: Extract<RowsCell, { readonly kind: "interval" }>,
  one: Placed,
  range: Range,
  top: number,
): string {
  const at = placeIn(one, range);
  const middle = top + LINE / 2;
  const look = { stroke: TONES[tone], "stroke-width": 2 };
  const isIn = (value: number) => value >= range[0] && value <= range[1];
  return [
    tag("line", { x1: at(low), x2: at(high), y1: middle, y2: middle, ...look }),
    // An end that is cut off by the edge of the picture has no bar across.
    ...[low, high]
      .filter(isIn)
      .map((end) => tag("line", { x1: at(end), x2: at(end), y1: middle - 5, y2: middle + 5, ...look })),
    isIn(difference)
      ? tag("circle", { cx: at(difference), cy: middle, r: 4, fill: TONES[tone] })
      : textTag(difference > range[1] ? "▶" : "◀", {
          ...{ x: at(difference), y: middle + 4, anchor: "middle", colour: TONES[tone] },
        }),
  ].join("");
}

function boxTag(
  { low, first, middle, third, high }: Extract<RowsCell, { readonly kind: "box" }>,
  one: Placed,
  range: Range,
  top: number,
): string {
  const at = placeIn(one, range);
  const level = top + LINE / 2;
  const look = { stroke: "var(--color-quiet)", "stroke-width": 2 };
  const across = (value: number, half: number) =>
    tag("line", { x1: at(value), x2: at(value), y1: level - half, y2: level + half, ...look });
  const box = { x: at(first), y: level - 7, width: Math.max(0, at(third) - at(first)), height: 14 };
  return [
    tag("line", { x1: at(low), x2: at(first), y1: level, y2: level, ...look }),
    tag("line", { x1: at(third), x2: at(high), y1: level, y2: level, ...look }),
    across(low, 4),
    across(high, 4),
    tag("rect", { ...box, fill: "var(--color-accent-soft)", stroke: "var(--color-quiet)" }),
    across(middle, 7),
  ].join("");
}
