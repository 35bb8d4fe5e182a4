import { expect, test } from "vitest";
import { colourOf, rgbOf, rowAt, type SurfaceColours, scaleOf, toneSaid } from "./surface-painter.ts";

const colours: SurfaceColours = {
  series: [
    [0, 0, 200],
    [200, 0, 0],
    [0, 200, 0],
  ],
  surface: [100, 100, 100],
  text: "#000",
};

test("what is even has the colour of the page, what is sure that of its class, three quarters of it", () => {
  const of = (said: readonly number[]) => colourOf(toneSaid(said, [0, 1]), colours);
  expect(of([0.5, 0.5])).toEqual([100, 100, 100]);
  expect(of([1, 0])).toEqual([25, 25, 175]);
  expect(of([0, 1])).toEqual([175, 25, 25]);
  expect(of([0.1, 0.1, 0.8])[1]).toBeGreaterThan(100);
  expect(of([1 / 3, 1 / 3, 1 / 3])).toEqual([100, 100, 100]);
});

test("numbers are coloured between the ends of the scale, and no further", () => {
  const of = (value: number) => colourOf(toneSaid([value], [10, 20]), colours);
  expect(of(15)).toEqual([100, 100, 100]);
  expect(of(-40)).toEqual(of(10));
  expect(of(900)).toEqual([175, 25, 25]);
});

test("the scale of numbers leaves the outer twentieths out, and is never empty", () => {
  const points = (labels: readonly number[]) => ({
    labels: Float64Array.from(labels),
    x: new Float64Array(0),
    y: new Float64Array(0),
    rows: new Uint32Array(0),
  });
  const many = [...Array.from({ length: 99 }, (_, value) => value), 1e9];
  expect(scaleOf({ labels: [], points: points(many) })).toEqual([4, 95]);
  expect(scaleOf({ labels: [], points: points([3, 3]) })).toEqual([2.5, 3.5]);
  expect(scaleOf({ labels: ["a", "b"], points: points([]) })).toEqual([0, 1]);
});

test("a click takes the nearest dot, the lowest values at the bottom, and none that is far", () => {
  const points = {
    x: Float64Array.of(0.25, 0.75, Number.NaN),
    y: Float64Array.of(0.25, 0.75, 0.5),
    labels: new Float64Array(3),
    rows: Uint32Array.of(7, 8, 9),
  };
  const at = (left: number, top: number) => rowAt({ points }, { left, top, width: 100, height: 100 });
  expect(at(26, 74)).toBe(7);
  expect(at(74, 26)).toBe(8);
  expect(at(50, 50)).toBeUndefined();
});

test("colours are read as the styles have them", () => {
  expect(rgbOf("#2457a6")).toEqual([0x24, 0x57, 0xa6]);
  expect(rgbOf("#fa0")).toEqual([0xff, 0xaa, 0]);
});
