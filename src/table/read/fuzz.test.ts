import { expect, test } from "vitest";
import { runFuzz } from "../testing/fuzz/run-fuzz.ts";

// Ten thousand of them are in fuzz.full.test.ts.
test("damaged files are read with every row accounted for, or refused with words", async () => {
  expect(await runFuzz(0, 300)).toEqual([]);
});
