/** A chart as a file of its own, as data: whatever draws it on the page, all are saved by one way. Colours are those of styles, "var(--series-1)". */

export interface Picture {
  readonly title: string;
  /** What can be read from it, in sentences. */
  readonly caption?: string;
  readonly legend?: readonly LegendMark[];
  readonly body: PictureBody;
}

export type LegendMark =
  | { readonly kind: "line"; readonly label: string; readonly colour: string; readonly dash?: string }
  | { readonly kind: "swatch"; readonly label: string; readonly colour: string }
  /** From the first colour to the last one. */
  | { readonly kind: "ramp"; readonly colours: readonly string[]; readonly low: string; readonly high: string }
  | { readonly kind: "words"; readonly label: string };

export type PictureBody =
  /** What stands on the page. */
  { readonly kind: "drawn"; readonly svg: SVGSVGElement } | PlotBody | RowsBody;

/** Layers over two axes, the first one at the back. */
export interface PlotBody {
  readonly kind: "plot";
  readonly x: PictureAxis;
  readonly y: PictureAxis;
  readonly layers: readonly PlotLayer[];
  /** As tall as wide, as a map is. */
  readonly isSquare?: boolean;
}

export interface PictureAxis {
  readonly name: string;
  readonly ends: readonly [number, number];
  readonly marks: readonly AxisMark[];
  readonly isLogarithmic?: boolean;
}

export interface AxisMark {
  readonly at: number;
  readonly label: string;
}

export interface PlotPoint {
  readonly x: number;
  readonly y: number;
}

export type PlotLayer =
  | {
      readonly kind: "line";
      readonly points: readonly PlotPoint[];
      readonly colour: string;
      readonly dash?: string;
      readonly width?: number;
      readonly opacity?: number;
    }
  | { readonly kind: "bars"; readonly bars: readonly PlotBar[]; readonly colour: string }
  /** Rows of cells that fill the axes, the lowest one first. */
  | { readonly kind: "cells"; readonly rows: readonly (readonly string[])[] }
  | { readonly kind: "dots"; readonly dots: readonly PlotDot[]; readonly radius: number };

export interface PlotBar {
  readonly from: number;
  readonly to: number;
  readonly low: number;
  readonly high: number;
}

export interface PlotDot extends PlotPoint {
  readonly colour: string;
}

/** A table of which some columns are pictures, on one scale each. */
export interface RowsBody {
  readonly kind: "rows";
  readonly columns: readonly RowsColumn[];
  readonly rows: readonly RowsLine[];
}

export type RowsColumn =
  | { readonly kind: "text"; readonly head: string; readonly isNumber?: boolean }
  | {
      readonly kind: "marks";
      readonly head: string;
      /** At the other end of the head. */
      readonly tail?: string;
      readonly range: readonly [number, number];
      readonly marks: readonly AxisMark[];
    }
  /** Cells with words on a ground. */
  | { readonly kind: "tiles"; readonly head: string };

export type RowsLine =
  | { readonly heading: string }
  /** One a column. */
  | { readonly cells: readonly RowsCell[] };

export type Tone = "good" | "bad" | "even";

export type RowsCell =
  | string
  | undefined
  | {
      readonly kind: "interval";
      readonly low: number;
      readonly difference: number;
      readonly high: number;
      readonly tone: Tone;
    }
  | {
      readonly kind: "box";
      readonly low: number;
      readonly first: number;
      readonly middle: number;
      readonly third: number;
      readonly high: number;
    }
  /** Side by side over the whole width; undefined is clear. */
  | { readonly kind: "strip"; readonly colours: readonly (string | undefined)[]; readonly ground?: string }
  /** Side by side, from the foot of the line up; 1 is as tall as there is room. */
  | { readonly kind: "bars"; readonly heights: readonly number[]; readonly colour: string }
  /** From the left, so much of the width. */
  | { readonly kind: "share"; readonly share: number; readonly colour: string; readonly ground?: string }
  | { readonly kind: "tile"; readonly words: string; readonly colour: string };
