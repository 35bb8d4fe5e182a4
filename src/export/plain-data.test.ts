import fc from "fast-check";
import { expect, test } from "vitest";
import { dataOfText, textOfData } from "./plain-data.ts";

const number = fc.oneof(fc.double(), fc.constantFrom(-0, Number.NaN, Number.POSITIVE_INFINITY));
const data = fc.letrec<{ any: unknown }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 3 },
    number,
    fc.string(),
    fc.boolean(),
    fc.constant(null),
    fc.float32Array(),
    fc.array(tie("any"), { maxLength: 4 }),
    fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), tie("any"), { maxKeys: 4, noNullPrototype: true }),
  ),
})).any;

test("data and the arrays of numbers in it come back from their text to the bit", () => {
  fc.assert(
    fc.property(data, (value) => {
      expect(dataOfText(textOfData(value), "test")).toStrictEqual(value);
    }),
  );
});
