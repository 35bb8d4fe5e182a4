import fc from "fast-check";
import { expect, it } from "vitest";
import { shareEqual } from "./share-equal.ts";

it("returns what is equal, and the other itself where all is", () => {
  const anything = fc.anything({ withTypedArray: true, withDate: true, withNullPrototype: true });
  fc.assert(
    fc.property(anything, anything, (value, like) => {
      expect(shareEqual(value, like)).toStrictEqual(value);
    }),
  );
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const like: unknown = structuredClone(value);
      expect(shareEqual(value, like)).toBe(like);
    }),
  );
});

it("shares the parts that are equal, and changes nothing that it is given", () => {
  const like = { rules: [{ name: "a" }, { name: "b" }], seed: 1, gone: undefined };
  const value = { rules: [{ name: "a" }, { name: "c" }], seed: 2, fresh: undefined };
  const before = structuredClone([value, like]);
  const shared = shareEqual(value, like);
  expect(shared.rules[0]).toBe(like.rules[0]);
  expect(shared).toStrictEqual(before[0]);
  expect([value, like]).toStrictEqual(before);
});
