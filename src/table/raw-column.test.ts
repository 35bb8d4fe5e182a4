import fc from "fast-check";
import { expect, test } from "vitest";
import { ColumnBuilder, cellText } from "./raw-column.ts";

test("a number is stored as its text would be", () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.double(), fc.integer(), fc.constantFrom(-0, 1e21, 1e-7, Number.NaN))),
      (values) => {
        const [numbers, texts] = [new ColumnBuilder(), new ColumnBuilder()];
        for (const value of values) {
          numbers.pushNumber(value);
          texts.push(String(value));
        }
        const built = numbers.build("x");
        expect(values.map((_, row) => cellText(built, row))).toEqual(values.map(String));
        expect(built).toEqual(texts.build("x"));
      },
    ),
  );
});
