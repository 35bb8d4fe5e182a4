import { expect, test } from "vitest";
import { isMapOf } from "./missing-map-figure.tsx";

test("a map of another table's columns is none of this one", () => {
  const map = { shares: new Float32Array(3 * 200), nParts: 200 };
  const viewOf = (nColumns: number) => ({ columns: Array.from({ length: nColumns }) }) as never;
  expect([2, 3, 4].map((nColumns) => isMapOf(map, viewOf(nColumns)))).toEqual([false, true, false]);
});
