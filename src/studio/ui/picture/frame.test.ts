import { expect, test } from "vitest";
import { framed } from "./frame.ts";
import type { Picture, RowsBody } from "./picture.ts";
import { fitted, wrapped } from "./svg-text.ts";

const width = (text: string) => 7 * text.length;

/** Numbers of an attribute, of all elements of a kind. */
const numbersOf = (svg: string, name: string, attribute: string) =>
  [...svg.matchAll(new RegExp(`<${name}\\b[^>]*? ${attribute}="([-\\d.]+)"`, "g"))].map(([, number]) => Number(number));

const textsOf = (svg: string) => [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text);

const plot: Picture = {
  title: "A & B <over> time",
  caption: "Read it so.",
  legend: [
    { kind: "line", label: "first", colour: "var(--series-1)", dash: "7 4" },
    { kind: "ramp", colours: ["red", "blue"], low: "0", high: "1" },
  ],
  body: {
    kind: "plot",
    x: { name: "step", ends: [0, 10], marks: [0, 5, 10].map((at) => ({ at, label: `${at}` })) },
    y: { name: "loss", ends: [1, 100], marks: [1, 10, 100].map((at) => ({ at, label: `${at}` })), isLogarithmic: true },
    layers: [
      { kind: "dots", radius: 3, dots: [1, 10, 100].map((y, at) => ({ x: 5 * at, y, colour: "red" })) },
      {
        kind: "cells",
        rows: [
          ["#111111", "#111111"],
          ["#222222", "#111111"],
        ],
      },
    ],
  },
};

test("a picture has its title, its axes and its marks in words, and no letter that breaks the file", () => {
  const svg = framed(plot, width);
  expect(textsOf(svg)).toEqual(
    expect.arrayContaining(["A &amp; B &lt;over&gt; time", "step", "loss", "5", "100", "first", "Read it so."]),
  );
  expect(svg).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg"[^>]* viewBox="0 0 800 \d/);
});

test("dots stand where their values are, on a logarithmic axis by their powers", () => {
  const svg = framed(plot, width);
  const [left, top] = [numbersOf(svg, "circle", "cx"), numbersOf(svg, "circle", "cy")];
  expect(left[1] - left[0]).toBeCloseTo(left[2] - left[1], 1);
  // From 1 to 10 as far as from 10 to 100, upwards.
  expect(top[0] - top[1]).toBeCloseTo(top[1] - top[2], 1);
  expect(top[0]).toBeGreaterThan(top[2]);
});

test("cells of one colour are one path, whole rows of them one rectangle", () => {
  const svg = framed(plot, width);
  expect(svg.match(/fill="#111111"/g)).toHaveLength(1);
  expect(svg.match(/fill="#111111" d="([^"]*)"/)?.[1].match(/M/g)).toHaveLength(2);
});

const rows: RowsBody = {
  kind: "rows",
  columns: [
    { kind: "text", head: "Name" },
    { kind: "marks", head: "Gain", range: [-1, 3], marks: [-1, 0, 3].map((at) => ({ at, label: `${at}` })) },
    { kind: "text", head: "Words", isNumber: true },
  ],
  rows: [
    { heading: "All" },
    { cells: ["a", { kind: "interval", low: 0, difference: 1, high: 2, tone: "good" }, "+1"] },
    { cells: ["b", { kind: "interval", low: -9, difference: -2, high: 3, tone: "bad" }, "−2"] },
    { cells: ["c", { kind: "box", low: -1, first: 0, middle: 1, third: 2, high: 3 }, undefined] },
  ],
};

test("intervals lie on one scale; one that is out of it points there", () => {
  const svg = framed({ title: "Gains", body: rows }, width);
  const [point] = numbersOf(svg, "circle", "cx");
  const zero = Number(svg.match(/x1="([\d.]+)"[^>]*stroke-dasharray="3 2"/)?.[1]);
  const scale = textsOf(svg);
  expect(scale).toEqual(expect.arrayContaining(["Gains", "All", "a", "+1", "−2", "◀", "-1", "3"]));
  const ends = [...svg.matchAll(/<text x="([\d.]+)"[^>]*>(-1|3)<\/text>/g)].map(([, at, label]) => [label, Number(at)]);
  const places = new Map(ends.map(([label, at]) => [String(label), Number(at)]));
  const perUnit = ((places.get("3") ?? 0) - (places.get("-1") ?? 0)) / 4;
  expect(point - zero).toBeCloseTo(perUnit, 0);
});

test("words get the room that there is", () => {
  expect(fitted("abcdefghij", 35, width)).toBe("abcd…");
  expect(fitted("abc", 35, width)).toBe("abc");
  expect(wrapped("one two  three four", 56, width)).toEqual(["one two", "three", "four"]);
  expect(wrapped("", 56, width)).toEqual([]);
});

test("bars in a line are as tall as what they stand for, from one foot, and shares as wide", () => {
  const body: RowsBody = {
    kind: "rows",
    columns: [
      { kind: "text", head: "name" },
      { kind: "marks", head: "values", range: [0, 1], marks: [] },
    ],
    rows: [
      { cells: ["a", { kind: "bars", heights: [1, 0, 0.5, 0.001], colour: "#0000ff" }] },
      { cells: ["b", { kind: "share", share: 0.25, colour: "#00ff00", ground: "#eeeeee" }] },
    ],
  };
  const svg = framed({ title: "columns", body }, width);
  const path = svg.match(/fill="#0000ff" d="([^"]*)"/)?.[1] ?? "";
  const bars = [...path.matchAll(/M([\d.]+) ([\d.]+)h([\d.]+)v([\d.]+)/g)].map((found) => found.slice(1).map(Number));
  expect(bars.map(([, , , height]) => height)).toEqual([18, 9, 1]);
  expect(new Set(bars.map(([, top, , height]) => top + height)).size).toBe(1);
  // The second of four is 0, and leaves its place free.
  expect(bars[1][0] - bars[0][0]).toBeCloseTo(2 * (bars[2][0] - bars[1][0]), -1);
  const widthOf = (colour: string) => Number(svg.match(new RegExp(`width="([\\d.]+)"[^>]*fill="${colour}"`))?.[1]);
  expect(widthOf("#00ff00") / widthOf("#eeeeee")).toBeCloseTo(0.25, 2);
});
