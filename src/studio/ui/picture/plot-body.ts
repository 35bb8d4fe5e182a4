/** Lines, bars, cells and dots over two axes, as SVG. Pure. */
import type { PictureAxis, PlotBody, PlotLayer, PlotPoint } from "./picture.ts";
import { fitted, place, Rectangles, type TextWidth, tag, textTag } from "./svg-text.ts";

const HEIGHT = 360;
const ROOM = { top: 10, right: 24, bottom: 46, name: 20, gap: 8 } as const;
const TICK = 5;
/** Beside names that would be longer than the picture. */
const LONGEST_MARK = 140;

interface Frame {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** @returns the picture, and how tall it is */
export function plotBody(
  { x, y, layers, isSquare = false }: PlotBody,
  width: number,
  textWidth: TextWidth,
): { readonly svg: string; readonly height: number } {
  const marks = y.marks.map(({ label }) => Math.min(LONGEST_MARK, textWidth(label)));
  const left = ROOM.name + Math.max(0, ...marks) + ROOM.gap;
  const across = width - left - ROOM.right;
  const tall = isSquare ? across : HEIGHT - ROOM.top - ROOM.bottom;
  const frame: Frame = { left, top: ROOM.top, width: across, height: tall };
  const [placeX, placeY] = [alongX(x, frame), alongY(y, frame)];
  const ofPoint = (point: PlotPoint): readonly [number, number] => [placeX(point.x), placeY(point.y)];
  const bottom = frame.top + frame.height;
  const lines = { stroke: "var(--color-border)", "stroke-width": 1 };
  const edge = { stroke: "var(--color-quiet)", "stroke-width": 1 };
  const grid = y.marks.map(({ at }) =>
    tag("line", { x1: left, x2: left + across, y1: placeY(at), y2: placeY(at), ...lines }),
  );
  const ticksX = spacedOut(
    x.marks.map(({ at, label }) => ({ label, at: placeX(at) })),
    textWidth,
  ).flatMap(({ at, label }) => [
    tag("line", { x1: at, x2: at, y1: bottom, y2: bottom + TICK, ...edge }),
    textTag(label, { x: at, y: bottom + TICK + 14, anchor: "middle", isQuiet: true }),
  ]);
  const ticksY = y.marks.flatMap(({ at, label }) => [
    tag("line", { x1: left - TICK, x2: left, y1: placeY(at), y2: placeY(at), ...edge }),
    textTag(fitted(label, LONGEST_MARK, textWidth), {
      ...{ x: left - ROOM.gap, y: placeY(at) + 4, anchor: "end", isQuiet: true },
    }),
  ]);
  const names = [
    textTag(fitted(x.name, across, textWidth), {
      ...{ x: left + across / 2, y: bottom + ROOM.bottom - 8, anchor: "middle" },
    }),
    textTag(fitted(y.name, tall, textWidth), {
      ...{ x: 0, y: 0, anchor: "middle", transform: `translate(12 ${place(frame.top + tall / 2)}) rotate(-90)` },
    }),
  ];
  const clip = `inside-${place(left)}-${place(across)}`;
  const shape = { x: left, y: frame.top, width: across, height: tall };
  return {
    svg: [
      tag("clipPath", { id: clip }, tag("rect", shape)),
      ...grid,
      tag(
        "g",
        { "clip-path": `url(#${clip})` },
        ...layers.map((layer) => drawn(layer, { frame, placeX, placeY, ofPoint })),
      ),
      tag("path", {
        d: `M${place(left)} ${place(frame.top)}V${place(bottom)}H${place(left + across)}`,
        fill: "none",
        ...edge,
      }),
      ...ticksX,
      ...ticksY,
      ...names,
    ].join(""),
    height: frame.top + tall + ROOM.bottom,
  };
}

interface Places {
  readonly frame: Frame;
  readonly placeX: (value: number) => number;
  readonly placeY: (value: number) => number;
  readonly ofPoint: (point: PlotPoint) => readonly [number, number];
}

function drawn(layer: PlotLayer, { frame, placeX, placeY, ofPoint }: Places): string {
  switch (layer.kind) {
    case "line": {
      const path = layer.points.map((point) => ofPoint(point).map(place).join(" "));
      const { colour: stroke, dash, width = 2, opacity } = layer;
      const look = {
        stroke,
        "stroke-width": width,
        "stroke-dasharray": dash === "" ? undefined : dash,
        "stroke-opacity": opacity,
      };
      return path.length === 0 ? "" : tag("path", { d: `M${path.join("L")}`, fill: "none", ...look });
    }
    case "bars": {
      const bars = new Rectangles();
      for (const { from, to, low, high } of layer.bars) {
        const [left, top] = [placeX(from), placeY(high)];
        bars.add(layer.colour, { left, top, width: placeX(to) - left, height: placeY(low) - top });
      }
      return bars.tags();
    }
    case "cells": {
      const cells = new Rectangles();
      // Whole pixels: else neighbours leave a hair between them.
      const levelOf = (row: number) => Math.round(frame.top + frame.height * (1 - row / layer.rows.length));
      for (const [row, colours] of layer.rows.entries()) {
        const [top, bottom] = [levelOf(row + 1), levelOf(row)];
        const leftOf = (column: number) => Math.round(frame.left + (frame.width * column) / colours.length);
        for (const { colour, from, to } of runsOf(colours)) {
          cells.add(colour, { left: leftOf(from), top, width: leftOf(to) - leftOf(from), height: bottom - top });
        }
      }
      return cells.tags();
    }
    case "dots":
      return layer.dots
        .map((dot) => {
          const [cx, cy] = ofPoint(dot);
          return tag("circle", { cx, cy, r: layer.radius, fill: dot.colour, stroke: "var(--color-surface)" });
        })
        .join("");
    default:
      return layer satisfies never;
  }
}

/** Neighbours of one colour as one. */
export function runsOf<Colour>(
  colours: readonly Colour[],
): readonly { readonly colour: Colour; readonly from: number; readonly to: number }[] {
  const runs: { colour: Colour; from: number; to: number }[] = [];
  for (const [at, colour] of colours.entries()) {
    const last = runs.at(-1);
    if (last && last.colour === colour) last.to = at + 1;
    else runs.push({ colour, from: at, to: at + 1 });
  }
  return runs;
}

/** Marks without those that would run into the one before. */
export function spacedOut<Mark extends { readonly at: number; readonly label: string }>(
  marks: readonly Mark[],
  textWidth: TextWidth,
): readonly Mark[] {
  const kept: Mark[] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (const mark of marks) {
    const half = textWidth(mark.label) / 2;
    if (mark.at - half < end + ROOM.gap) continue;
    kept.push(mark);
    end = mark.at + half;
  }
  return kept;
}

function shareOf({ ends: [low, high], isLogarithmic = false }: PictureAxis): (value: number) => number {
  const scaled = isLogarithmic ? Math.log : (value: number) => value;
  const [from, to] = [scaled(low), scaled(high)];
  return (value) => (to > from ? (scaled(value) - from) / (to - from) : 0.5);
}

const alongX = (axis: PictureAxis, { left, width }: Frame) => {
  const share = shareOf(axis);
  return (value: number) => left + share(value) * width;
};

const alongY = (axis: PictureAxis, { top, height }: Frame) => {
  const share = shareOf(axis);
  return (value: number) => top + (1 - share(value)) * height;
};
