/** SVG as text. Pure. */

type Attributes = Readonly<Record<string, string | number | undefined>>;

/** How wide a text is at a size of 12, in CSS pixels. */
export type TextWidth = (text: string) => number;

const PLACES = 100;

const escaped = (text: string) =>
  text.replace(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[sign] ?? "&quot;");

/** Hundredths of a pixel are enough. */
export const place = (value: number): string => String(Math.round(value * PLACES) / PLACES);

export function tag(name: string, attributes: Attributes, ...children: readonly string[]): string {
  const told = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [` ${key}="${typeof value === "number" ? place(value) : escaped(value)}"`],
  );
  return children.length === 0
    ? `<${name}${told.join("")}/>`
    : `<${name}${told.join("")}>${children.join("")}</${name}>`;
}

export interface TextLook {
  readonly x: number;
  /** Of the line that letters stand on. */
  readonly y: number;
  readonly size?: number;
  readonly anchor?: "start" | "middle" | "end";
  readonly isQuiet?: boolean;
  readonly isBold?: boolean;
  readonly colour?: string;
  readonly transform?: string;
}

export const TEXT_SIZE = 12;

export function textTag(text: string, look: TextLook): string {
  const { x, y, size = TEXT_SIZE, anchor = "start", isQuiet, isBold, transform } = look;
  const fill = look.colour ?? (isQuiet ? "var(--color-quiet)" : "var(--color-text)");
  return tag(
    "text",
    { x, y, fill, transform, "font-size": size, "font-weight": isBold ? 600 : 400, "text-anchor": anchor },
    escaped(text),
  );
}

/** The text, or as much of its beginning as there is room for. */
export function fitted(text: string, room: number, width: TextWidth): string {
  if (width(text) <= room) return text;
  const letters = [...text];
  let [least, most] = [0, letters.length];
  while (least < most) {
    const middle = Math.ceil((least + most) / 2);
    if (width(`${letters.slice(0, middle).join("")}…`) <= room) least = middle;
    else most = middle - 1;
  }
  return `${letters.slice(0, least).join("").trimEnd()}…`;
}

/** A text in lines that there is room for; a word that is too long stays whole. */
export function wrapped(text: string, room: number, width: TextWidth): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const last = lines.at(-1);
    if (last !== undefined && width(`${last} ${word}`) <= room) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** Rectangles of one colour as one path, whatever their number: a picture of many cells stays small. */
export class Rectangles {
  readonly #paths = new Map<string, string[]>();

  add(
    colour: string,
    { left, top, width, height }: Readonly<Record<"left" | "top" | "width" | "height", number>>,
  ): void {
    const path = this.#paths.get(colour) ?? [];
    this.#paths.set(colour, path);
    path.push(`M${place(left)} ${place(top)}h${place(width)}v${place(height)}h${place(-width)}z`);
  }

  tags(): string {
    return [...this.#paths]
      .map(([fill, path]) => tag("path", { fill, d: path.join(""), "shape-rendering": "crispEdges" }))
      .join("");
  }
}
