/** A picture with its title, its legend and what can be read from it, on white, as SVG. Pure. */
import type { LegendMark, Picture } from "./picture.ts";
import { plotBody } from "./plot-body.ts";
import { rowsBody } from "./rows-body.ts";
import { TEXT_SIZE, type TextWidth, tag, textTag, wrapped } from "./svg-text.ts";

const EDGE = 20;
const WIDTH = 760;
const TITLE = { size: 16, line: 22 } as const;
const CAPTION = { size: 11, line: 16 } as const;
const LEGEND = { line: 20, mark: 26, swatch: 14, ramp: 90, gap: 18 } as const;

interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * @param drawn how large what stands on the page is, where the body is that
 * @returns the SVG, with an empty `<g id="drawn">` for what stands on the page
 */
export function framed(
  { title, caption = "", legend = [], body }: Picture,
  textWidth: TextWidth,
  drawn: Size = { width: WIDTH, height: 0 },
): string {
  const inner = bodyOf(body, textWidth, drawn);
  const width = inner.width + 2 * EDGE;
  const scaled =
    (size: number): TextWidth =>
    (text) =>
      (textWidth(text) * size) / TEXT_SIZE;
  let top = EDGE;
  const parts: string[] = [];
  for (const line of wrapped(title, inner.width, scaled(TITLE.size * 1.08))) {
    parts.push(textTag(line, { x: EDGE, y: top + TITLE.size, size: TITLE.size, isBold: true }));
    top += TITLE.line;
  }
  top += 4;
  const marks = legendTags(legend, inner.width, textWidth);
  parts.push(tag("g", { transform: `translate(${EDGE} ${top})` }, marks.svg));
  top += marks.height + 6;
  parts.push(tag("g", { transform: `translate(${EDGE} ${top})` }, inner.svg));
  top += inner.height + 8;
  for (const line of wrapped(caption, inner.width, scaled(CAPTION.size))) {
    top += CAPTION.line;
    parts.push(textTag(line, { x: EDGE, y: top - 4, size: CAPTION.size, isQuiet: true }));
  }
  const height = top + EDGE;
  const size = { width, height, viewBox: `0 0 ${width} ${height}` };
  const root = { xmlns: "http://www.w3.org/2000/svg", role: "img", ...size };
  const ground = tag("rect", { width, height, fill: "var(--color-surface)" });
  return tag("svg", root, ground, ...parts);
}

function bodyOf(body: Picture["body"], textWidth: TextWidth, drawn: Size): Size & { readonly svg: string } {
  switch (body.kind) {
    case "drawn":
      return { svg: tag("g", { id: "drawn" }, ""), ...drawn };
    case "plot":
      return { ...plotBody(body, WIDTH, textWidth), width: WIDTH };
    case "rows":
      return rowsBody(body, WIDTH, textWidth);
    default:
      return body satisfies never;
  }
}

/** One after the other, and on a line below where there is no more room. */
function legendTags(
  marks: readonly LegendMark[],
  room: number,
  textWidth: TextWidth,
): { readonly svg: string; readonly height: number } {
  let [left, line] = [0, 0];
  const parts = marks.map((mark) => {
    const width = markWidth(mark, textWidth);
    if (left > 0 && left + width > room) {
      left = 0;
      line++;
    }
    const part = tag("g", { transform: `translate(${left} ${line * LEGEND.line})` }, markTag(mark, textWidth));
    left = Math.round(left + width + LEGEND.gap);
    return part;
  });
  return { svg: parts.join(""), height: marks.length === 0 ? 0 : (line + 1) * LEGEND.line };
}

function markWidth(mark: LegendMark, textWidth: TextWidth): number {
  switch (mark.kind) {
    case "words":
      return textWidth(mark.label);
    case "ramp":
      return textWidth(mark.low) + LEGEND.ramp + textWidth(mark.high) + 12;
    case "line":
      return LEGEND.mark + 8 + textWidth(mark.label);
    case "swatch":
      return LEGEND.swatch + 8 + textWidth(mark.label);
    default:
      return mark satisfies never;
  }
}

function markTag(mark: LegendMark, textWidth: TextWidth): string {
  const y = 13;
  switch (mark.kind) {
    case "words":
      return textTag(mark.label, { x: 0, y, isQuiet: true });
    case "line": {
      const look = { stroke: mark.colour, "stroke-width": 2.5, "stroke-dasharray": mark.dash || undefined };
      const line = tag("line", { x1: 0, x2: LEGEND.mark, y1: 9, y2: 9, ...look });
      return line + textTag(mark.label, { x: LEGEND.mark + 8, y });
    }
    case "swatch": {
      const swatch = tag("rect", { x: 0, y: 2, width: LEGEND.swatch, height: LEGEND.swatch, fill: mark.colour });
      return swatch + textTag(mark.label, { x: LEGEND.swatch + 8, y });
    }
    case "ramp": {
      const { colours, low, high } = mark;
      const left = textWidth(low) + 6;
      const width = LEGEND.ramp / colours.length;
      const cells = colours.map((fill, at) =>
        tag("rect", { x: left + at * width, y: 3, width: width + 0.5, height: 12, fill }),
      );
      const ends = textTag(low, { x: 0, y }) + textTag(high, { x: left + LEGEND.ramp + 6, y });
      return ends + cells.join("");
    }
    default:
      return mark satisfies never;
  }
}
