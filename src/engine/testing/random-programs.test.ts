/** A few random programs of all ops each day; many in the full suite. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { checkLoops, checkWasm, prepareProgram } from "../loops/testing/check-program.ts";
import { recipes, writeProgram } from "../loops/testing/random-programs.ts";

it("random programs are as in float64 as loops and on compiled-wasm", async () => {
  await fc.assert(
    fc.asyncProperty(recipes(16), fc.constantFrom(1, 7, 8, 9, 257), async (recipe, n) => {
      const checked = prepareProgram(writeProgram(recipe), { seed: recipe.seed, nRows: n });
      expect(checkLoops(checked)).toEqual([]);
      if (!checked.isOnEdge) expect(await checkWasm(checked)).toEqual([]);
    }),
    { numRuns: 100 },
  );
});
