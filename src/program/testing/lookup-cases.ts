/** Test support: cases of the ops that read a table at codes, and of their adjoints. */
import fc from "fast-check";
import { codes, floats, last, none, type OpCase, places, size, total, upTo } from "./op-case.ts";

type LookupOp = "lookup" | "embedding" | "scatterLookup" | "scatterEmbedding";

export const LOOKUP_CASES: { readonly [Name in LookupOp]: OpCase<Name> } = {
  lookup: {
    samples: fc.tuple(size, fc.array(size, { maxLength: 2 })).map(([depth, shape]) => ({
      inputs: [{ type: floats(false, depth) }, { type: codes(...shape), depth }],
      attributes: none,
    })),
    reference(read, { row, index, inputs: [table] }) {
      const code = read(1, row, index);
      return code < table.shape[0] ? read(0, row, [code]) : 0;
    },
    bad: [
      { inputs: [floats(true, 2), codes(1)], attributes: none },
      { inputs: [floats(false, 2, 2), codes(1)], attributes: none },
      { inputs: [floats(false, 2), floats(true, 1)], attributes: none },
      { inputs: [codes(2), codes(1)], attributes: none },
    ],
  },
  embedding: {
    samples: fc.tuple(size, size, fc.array(size, { maxLength: 2 })).map(([depth, width, shape]) => ({
      inputs: [{ type: floats(false, depth, width) }, { type: codes(...shape), depth }],
      attributes: none,
    })),
    reference(read, { row, index, inputs: [table] }) {
      const code = read(1, row, index.slice(0, -1));
      return code < table.shape[0] ? read(0, row, [code, last(index)]) : 0;
    },
    bad: [
      { inputs: [floats(true, 2, 3), codes(1)], attributes: none },
      { inputs: [floats(false, 2), codes(1)], attributes: none },
      { inputs: [floats(false, 2, 3, 4), codes(1)], attributes: none },
      { inputs: [floats(false, 2, 3), floats(true, 1)], attributes: none },
      { inputs: [floats(false, 2, 3), { ...codes(1), rows: false }], attributes: none },
      { inputs: [codes(2, 3), codes(1)], attributes: none },
      { inputs: [floats(false, 2, 3)], attributes: none },
    ],
  },
  scatterLookup: {
    samples: fc.tuple(size, fc.array(size, { maxLength: 2 })).map(([depth, shape]) => ({
      inputs: [{ type: floats(true, ...shape) }, { type: codes(...shape), depth }],
      attributes: { size: depth },
    })),
    reference(read, { index: [code], nRows, inputs: [values] }) {
      return total(
        upTo(nRows).flatMap((row) =>
          places(values.shape).map((place) => (read(1, row, place) === code ? read(0, row, place) : 0)),
        ),
      );
    },
    bad: [
      { inputs: [floats(true, 2), codes(3)], attributes: { size: 2 } },
      { inputs: [floats(true, 2), floats(true, 2)], attributes: { size: 2 } },
      { inputs: [floats(false, 2), codes(2)], attributes: { size: 2 } },
    ],
  },
  scatterEmbedding: {
    samples: fc.tuple(size, size, fc.array(size, { maxLength: 2 })).map(([depth, width, shape]) => ({
      inputs: [{ type: floats(true, ...shape, width) }, { type: codes(...shape), depth }],
      attributes: { size: depth },
    })),
    reference(read, { index: [code, column], nRows, inputs: [, { shape }] }) {
      const cells = upTo(nRows).flatMap((row) => places(shape).map((place) => ({ row, place })));
      const hits = cells.filter(({ row, place }) => read(1, row, place) === code);
      return total(hits.map(({ row, place }) => read(0, row, [...place, column])));
    },
    bad: [
      { inputs: [floats(true, 2), codes(2)], attributes: { size: 2 } },
      { inputs: [floats(true, 3, 2), codes(2)], attributes: { size: 2 } },
      { inputs: [floats(true), codes()], attributes: { size: 2 } },
      { inputs: [floats(true, 2, 3), floats(true, 2)], attributes: { size: 2 } },
      { inputs: [floats(false, 2, 3), codes(2)], attributes: { size: 2 } },
      { inputs: [codes(2, 3), codes(2)], attributes: { size: 2 } },
      { inputs: [floats(true, 2, 3)], attributes: { size: 2 } },
    ],
  },
};
