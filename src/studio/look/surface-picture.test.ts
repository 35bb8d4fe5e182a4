import { expect, test } from "vitest";
import type { Surface } from "../../app/look/surface.ts";
import { surfacePicture, surfaceRows } from "./surface-picture.ts";

const surface: Surface = {
  of: "trained",
  axes: [
    { kind: "numbers", name: "age", low: 10, high: 30, n: 2 },
    { kind: "levels", name: "town", labels: ["A", "B"], n: 2 },
  ],
  labels: ["no", "yes"],
  values: Float64Array.of(1, 0, 0.5, 0.5, 0.25, 0.75, 0, 1),
  points: {
    x: Float64Array.of(0.5, 1.5),
    y: Float64Array.of(0.25, 0.25),
    labels: Float64Array.of(1, 0),
    rows: Uint32Array.of(3, 4),
  },
  pinned: [],
};

test("the numbers say of each pair of values what is said there", () => {
  expect(surfaceRows(surface, "ripe")).toEqual([
    ["age", "town", "no", "yes"],
    [15, "A", 1, 0],
    [25, "A", 0.5, 0.5],
    [15, "B", 0.25, 0.75],
    [25, "B", 0, 1],
  ]);
});

test("what is sure is full, what is even is clear, and dots beyond the axes are left out", () => {
  const { body } = surfacePicture(surface, { title: "t", caption: "c", name: "ripe" });
  if (body.kind !== "plot") throw new Error("no plot");
  const [cells, dots] = body.layers;
  expect(cells).toMatchObject({
    rows: [
      [expect.stringContaining("--series-1) 75.0%"), expect.stringContaining(" 0.0%")],
      [expect.stringContaining("--series-2) 37.5%"), expect.anything()],
    ],
  });
  expect(dots).toMatchObject({ dots: [{ x: 20, y: 0.5, colour: expect.stringContaining("--series-2) 100.0%") }] });
});
