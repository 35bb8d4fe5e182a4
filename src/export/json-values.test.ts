import fc from "fast-check";
import { expect, test } from "vitest";
import { canonical, decodeTensor, encodeTensor, formatJson, parseJson } from "./json-values.ts";

const plain = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.double(),
    fc.constantFrom(-0, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 5e-324, 1.7976931348623157e308),
    fc.string({ unit: "binary" }),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie("value"), { maxLength: 5 }),
    fc.dictionary(
      fc.string().filter((key) => key !== "__proto__" && key !== "$number"),
      tie("value"),
      { maxKeys: 5, noNullPrototype: true },
    ),
  ),
})).value;

test("plain data comes back as it was, to the bit", () => {
  fc.assert(
    fc.property(plain, (value) => {
      expect(parseJson(formatJson(canonical(value)), "test")).toStrictEqual(value);
    }),
  );
});

test("lists and objects that are too long for a line are broken, and read by any JSON reader", () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
      const text = formatJson(value);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
  const wide = { list: Array.from({ length: 3 }, (_, i) => ({ name: `${i}`.repeat(60) })) };
  expect(formatJson(wide).split("\n")).toHaveLength(7);
});

test("every float32 survives as base64 of its little-endian bytes", () => {
  fc.assert(
    fc.property(fc.float32Array(), (values) => {
      const stored = encodeTensor(values);
      expect(decodeTensor(stored, "test")).toStrictEqual(values);
      // Independent of the encoder: Node's own base64 and byte order.
      const bytes = Buffer.from(stored.data, "base64");
      expect(bytes.length).toBe(values.length * 4);
      for (let i = 0; i < values.length; i++) expect(bytes.readFloatLE(i * 4)).toBe(values[i]);
    }),
  );
});

test("a tensor that is longer than one slice of the encoder survives", () => {
  const values = Float32Array.from({ length: 100_003 }, (_, i) => Math.sin(i));
  expect(decodeTensor(encodeTensor(values, [100_003]), "test")).toEqual(values);
});
