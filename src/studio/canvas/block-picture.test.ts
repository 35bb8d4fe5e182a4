import { expect, it } from "vitest";
import { makeLiveRows } from "../session/live-rows.ts";
import { barShapes, blockPicture } from "./block-picture.ts";
import { rowsOfBlock } from "./block-rows.ts";

const rows = makeLiveRows([
  { block: "n2", name: "choice", kind: "choice", rowLabels: ["a", "b"], columnLabels: ["mean", "median"] },
  { block: "n5", name: "lower", kind: "threshold", rowLabels: ["a"], columnLabels: [] },
  { block: "n5", name: "upper", kind: "threshold", rowLabels: ["a"], columnLabels: [] },
  { block: "n7", name: "gates", kind: "gate", rowLabels: ["a", "b"], columnLabels: [] },
]);
//              n2: a mean, a median, b mean, b median; n5: lower, upper; n7
const start = [0.5, 0.5, 0.5, 0.5, 10, 30, 0.5, 0.5];
const now = [0.8, 0.2, 0.6, 0.4, 20, 30, 1, 0.01];
const picture = (block: string, values: readonly number[] = now) =>
  blockPicture({
    own: rowsOfBlock(rows, block),
    now: (row) => values[row] ?? Number.NaN,
    start: (row) => start[row],
  });

it("draws a gate as high as it is open, and fades what is closed to a stub", () => {
  const [open, closed] = picture("n7");
  expect(open).toMatchObject({ x: 0, y: 0, height: 1, strength: 1 });
  expect(closed).toMatchObject({ x: 0.5, strength: 0.3 });
  expect(closed.height).toBeLessThan(0.1);
});

it("draws the mean shares of a blend side by side, together as wide as the picture", () => {
  const bars = picture("n2");
  expect(bars.map(({ width }) => width)).toEqual([expect.closeTo(0.7), expect.closeTo(0.3)]);
  expect(bars[1].x).toBeCloseTo(0.7);
});

it("draws a threshold that rose to the middle of where both began, as half of that range", () => {
  const [first, moved] = picture("n5");
  expect(first).toMatchObject({ y: 0.25, height: 0.5 });
  expect(moved.y).toBeCloseTo(0.25);
  expect(moved.height).toBeCloseTo(0.25);
});

it("draws nothing of other blocks, and before the first value", () => {
  expect(picture("n1")).toEqual([]);
  expect(picture("n7", [])).toEqual([]);
});

it("joins bars of one strength to a shape, as large as the picture on a block, and keeps thin ones in sight", () => {
  const [half, whole] = [
    { y: 0, height: 1, strength: 0.5 },
    { y: 0, height: 1, strength: 1 },
  ];
  const shapes = barShapes([
    { ...half, x: 0, width: 0.5 },
    { ...whole, x: 0.5, width: 0.5 },
    { ...half, x: 0, width: 0 },
  ]);
  expect(shapes).toEqual([
    { opacity: 0.5, path: "M0 0h85v22h-85zM0 0h0.5v22h-0.5z" },
    { opacity: 1, path: "M85 0h85v22h-85z" },
  ]);
});

it("draws what moves by less than can be seen as before", () => {
  const bar = { x: 0.1, y: 0.5, width: 0.2, height: 0.5, strength: 0.6 };
  expect(barShapes([{ ...bar, y: 0.501, strength: 0.601 }])).toEqual(barShapes([bar]));
});
