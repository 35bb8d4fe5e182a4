import fc from "fast-check";
import { expect, test } from "vitest";
import { formatMarkers, parseMarkers } from "./marker-text.ts";

test("markers are read from a line, quotes keeping commas", () => {
  expect(parseMarkers(' NA, ?,, n/a , "a, b", NA')).toEqual(["NA", "?", "n/a", "a, b"]);
  expect(parseMarkers("")).toEqual([]);
});

test("any markers survive being shown and read again", () => {
  const marker = fc
    .string({ minLength: 1, maxLength: 12 })
    .map((text) => text.trim())
    .filter((text) => text !== "");
  fc.assert(
    fc.property(fc.uniqueArray(marker, { maxLength: 6 }), (markers) => {
      expect(parseMarkers(formatMarkers(markers))).toEqual(markers);
    }),
  );
});
