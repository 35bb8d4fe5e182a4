/** The decision surface as a picture to save, and its numbers. Pure. */
import type { Surface, SurfaceAxis } from "../../app/look/surface.ts";
import { formatNumber } from "../../base/numbers.ts";
import { lineStyle } from "../ui/line-styles.ts";
import { numberAxis } from "../ui/picture/axes.ts";
import { classMarks } from "../ui/picture/legends.ts";
import { mixed } from "../ui/picture/mixed.ts";
import type { LegendMark, Picture, PictureAxis } from "../ui/picture/picture.ts";
import { scaleOf, type Tone, toneSaid, toneTrue } from "./surface-painter.ts";

const DOT = 3.5;
/** Parts of a colour that are told apart: cells of one colour are one path of the file. */
const SHADES = 24;

interface SurfacePicture {
  readonly title: string;
  readonly caption: string;
  /** Of the target. */
  readonly name: string;
}

export function surfacePicture(surface: Surface, { title, caption, name }: SurfacePicture): Picture {
  const { axes, labels, values, points } = surface;
  const scale = scaleOf(surface);
  const width = Math.max(labels.length, 1);
  const rows = Array.from({ length: axes[1].n }, (_, up) =>
    Array.from({ length: axes[0].n }, (_, across) => {
      const place = (up * axes[0].n + across) * width;
      return colourOf(toneSaid(values.subarray(place, place + width), scale));
    }),
  );
  const dots = Array.from(points.rows, (_, place) => ({
    ...{ x: atShare(axes[0], points.x[place]), y: atShare(axes[1], points.y[place]) },
    colour: colourOf(toneTrue(points.labels[place], surface, scale)),
    isIn: isShare(points.x[place]) && isShare(points.y[place]),
  })).filter(({ isIn }) => isIn);
  return {
    ...{ title, caption },
    legend: labels.length > 0 ? classMarks(labels) : [rampOf(name, scale)],
    body: {
      ...{ kind: "plot", x: axisOf(axes[0]), y: axisOf(axes[1]), isSquare: true },
      layers: [
        { kind: "cells", rows },
        { kind: "dots", dots, radius: DOT },
      ],
    },
  };
}

/** A line a pair of values: what is said there, of each class where there are some. */
export function surfaceRows(
  { axes, labels, values }: Surface,
  target: string,
): readonly (readonly (string | number)[])[] {
  const width = Math.max(labels.length, 1);
  const valueAt = (axis: SurfaceAxis, step: number) =>
    axis.kind === "levels" ? axis.labels[step] : axis.low + ((axis.high - axis.low) * (step + 0.5)) / axis.n;
  return [
    [axes[0].name, axes[1].name, ...(labels.length > 0 ? labels : [target])],
    ...Array.from({ length: axes[0].n * axes[1].n }, (_, place) => [
      valueAt(axes[0], place % axes[0].n),
      valueAt(axes[1], Math.floor(place / axes[0].n)),
      ...values.subarray(place * width, (place + 1) * width),
    ]),
  ];
}

const isShare = (value: number) => value >= 0 && value <= 1;

/** Ends of an axis: numbers as they are, levels from 0 to how many there are. */
const endsOf = (axis: SurfaceAxis): readonly [number, number] =>
  axis.kind === "numbers" ? [axis.low, axis.high] : [0, axis.n];

function atShare(axis: SurfaceAxis, share: number): number {
  const [low, high] = endsOf(axis);
  return low + share * (high - low);
}

function axisOf(axis: SurfaceAxis): PictureAxis {
  if (axis.kind === "numbers") return numberAxis(axis.name, { ends: endsOf(axis) });
  return { name: axis.name, ends: endsOf(axis), marks: axis.labels.map((label, at) => ({ at: at + 0.5, label })) };
}

function colourOf({ series, part }: Tone): string {
  return mixed(lineStyle(series).colour, Math.round(SHADES * part) / SHADES);
}

function rampOf(name: string, [low, high]: readonly [number, number]): LegendMark {
  const colours = Array.from({ length: SHADES }, (_, at) =>
    colourOf(toneSaid([low + ((high - low) * at) / (SHADES - 1)], [low, high])),
  );
  return { kind: "ramp", colours, low: `${name}: ${formatNumber(low)}`, high: formatNumber(high) };
}
