import { expect, test } from "vitest";
import { beginAlike } from "./begin-alike.ts";

test("names that two files begin with are cut in front, others at their end", () => {
  expect(
    beginAlike(["heart.processed.va.data", "heart.reprocessed.hungarian.data", "heart.processed.cleveland.data"]),
  ).toBe(true);
  expect(beginAlike(["red.csv", "white.csv"])).toBe(false);
  expect(beginAlike(["one-file-alone-with-a-long-name.csv"])).toBe(false);
});
