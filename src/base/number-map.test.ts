import fc from "fast-check";
import { expect, it } from "vitest";
import { NumberMap } from "./number-map.ts";

it("keeps what a Map keeps", () => {
  const pair = fc.tuple(fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer()), fc.nat());
  fc.assert(
    fc.property(fc.array(pair, { maxLength: 300 }), (pairs) => {
      const own = new NumberMap();
      const known = new Map<number, number>();
      for (const [key, value] of pairs) {
        expect(own.get(key)).toBe(known.get(key) ?? -1);
        own.set(key, value);
        known.set(key, value);
      }
      for (const [key, value] of known) expect(own.get(key)).toBe(value);
    }),
  );
});

it("holds many", () => {
  const own = new NumberMap();
  for (let key = -50_000; key < 50_000; key++) own.set(key / 7, key + 50_000);
  for (let key = -50_000; key < 50_000; key++) expect(own.get(key / 7)).toBe(key + 50_000);
  expect(own.get(0.5)).toBe(-1);
});
