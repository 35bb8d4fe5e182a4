import { expect, test } from "vitest";
import { IDENTITY } from "../../loops/index-map.ts";
import type { ScatterStatement, Slot } from "../../loops/statements.ts";
import { planReduce } from "./reduce-kernel.ts";

const slot: Slot = { id: 0, name: "", space: "tile", size: 1, dtype: "float32" };

function countFor(nRows: number, { nCodes, size }: Pick<ScatterStatement, "nCodes" | "size">): number {
  const slots = { values: slot, codes: slot, sum: slot };
  const statement = { kind: "scatter", level: 0, codeMap: IDENTITY, ...slots, nCodes, size, width: 3 } as const;
  const scatter = { statement, location: { codes: 0, values: 0 }, destinations: [0] };
  return planReduce({ sums: [], scatters: [scatter], rows: { most: nRows, rowsAt: 0 } }).nWorkgroups;
}

test("what rows scatter is shared by as many workgroups as codes fill, and by no more than there are different ones", () => {
  expect(countFor(256, { nCodes: 4, size: 10_000 })).toBe(8);
  expect(countFor(65_536, { nCodes: 200, size: 500 })).toBe(500);
});
