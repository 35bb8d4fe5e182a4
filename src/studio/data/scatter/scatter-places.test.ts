import { expect, test } from "vitest";
import type { Scatter, ScatterAxis } from "../../../app/grid/scatter.ts";
import { filtersOf, leftOf, nearest, placesOf, shareOf, topOf } from "./scatter-places.ts";

const size = { width: 480, height: 354 };
const numbers: ScatterAxis = { kind: "numbers", name: "a", low: 0, high: 10 };
const levels: ScatterAxis = { kind: "levels", name: "kind", labels: ["x", "y", "z"] };
const scatter = (axes: Scatter["axes"], x: number[], y: number[]): Scatter => ({
  ...{ axes, x: Float64Array.from(x), y: Float64Array.from(y), rows: Uint32Array.from(x.keys()) },
  ...{ isMet: new Uint8Array(x.length), classes: [], codes: new Int32Array(x.length), boxes: [], nLooked: 3, nRows: 3 },
});
const other: ScatterAxis = { ...numbers, name: "b" };

test("a rectangle round a point chooses it, in round numbers", () => {
  const [left, top] = [leftOf(shareOf(numbers, 5), size), topOf(shareOf(other, 2), size)];
  const box = { left: left - 3, right: left + 3, top: top - 3, bottom: top + 3 };
  const [across, up] = filtersOf([numbers, other], box, size);
  for (const [filter, value] of [
    [across, 5],
    [up, 2],
  ] as const) {
    if (filter?.by !== "range") throw new Error("expected a range");
    expect(filter.low).toBeLessThan(value);
    expect(filter.high).toBeGreaterThan(value);
    expect(String(filter.low).length).toBeLessThanOrEqual(4);
  }
});

test("levels are chosen where the rectangle touches their room, and all of them are no choice", () => {
  const whole = { left: 0, right: 480, top: 0, bottom: 354 };
  expect(filtersOf([levels, numbers], whole, size).map(({ column }) => column)).toEqual(["a"]);
  const middle = leftOf(shareOf(levels, 1), size);
  expect(filtersOf([levels, numbers], { ...whole, left: middle - 4, right: middle + 4 }, size)[0]).toEqual({
    ...{ by: "levels", column: "kind", levels: ["y"] },
  });
});

test("points of a level stay within its room, always in the same place; the nearest one is found", () => {
  const given = scatter([levels, numbers], [0, 1, 2], [1, 5, 9]);
  const places = placesOf(given, size);
  expect(placesOf(given, size)).toEqual(places);
  for (const [level, [left]] of places.entries()) {
    expect(Math.abs(left - leftOf(shareOf(levels, level), size))).toBeLessThan(400 / 3 / 2);
  }
  expect(nearest(places, [places[1][0] + 2, places[1][1]], 12)).toBe(1);
  expect(nearest(places, [places[1][0] + 20, places[1][1] + 20], 12)).toBeUndefined();
});

test("one value alone stands in the middle of its axis", () => {
  expect(shareOf({ ...numbers, low: 3, high: 3 }, 3)).toBe(0.5);
});
