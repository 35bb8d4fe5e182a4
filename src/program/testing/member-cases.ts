/** Test support: cases of the ops that hold one matrix for each member of an ensemble. */
import fc from "fast-check";
import { codes, floats, none, type OpCase, size, total, upTo } from "./op-case.ts";

type MemberOp = "memberMatMul" | "memberOuterSum";

export const MEMBER_CASES: { readonly [Name in MemberOp]: OpCase<Name> } = {
  memberMatMul: {
    samples: fc
      .tuple(fc.boolean(), fc.boolean(), size, size, size)
      .map(([rows, transposeB, members, inner, outer]) => ({
        inputs: [
          { type: floats(rows, members, inner) },
          { type: transposeB ? floats(false, members, outer, inner) : floats(false, members, inner, outer) },
        ],
        attributes: { transposeB },
      })),
    reference(read, { row, index: [member, column], inputs: [a], attributes: { transposeB } }) {
      const right = (k: number) => (transposeB ? [member, column, k] : [member, k, column]);
      return total(upTo(a.shape[1]).map((k) => read(0, row, [member, k]) * read(1, row, right(k))));
    },
    bad: [
      { inputs: [floats(true, 3), floats(false, 2, 3, 4)], attributes: { transposeB: false } },
      { inputs: [floats(true, 5, 2, 3), floats(false, 2, 3, 4)], attributes: { transposeB: false } },
      { inputs: [floats(true, 2, 3), floats(true, 2, 3, 4)], attributes: { transposeB: false } },
      { inputs: [floats(true, 2, 3), floats(false, 3, 4)], attributes: { transposeB: false } },
      { inputs: [floats(true, 2, 3), floats(false, 1, 3, 4)], attributes: { transposeB: false } },
      { inputs: [floats(true, 2, 3), floats(false, 2, 4, 3)], attributes: { transposeB: false } },
      { inputs: [floats(true, 2, 3), floats(false, 2, 3, 4)], attributes: { transposeB: true } },
      { inputs: [codes(2, 3), floats(false, 2, 3, 4)], attributes: { transposeB: false } },
      { inputs: [floats(true, 2, 3)], attributes: { transposeB: false } },
    ],
  },
  memberOuterSum: {
    samples: fc.tuple(size, size, size).map(([members, a, b]) => ({
      inputs: [{ type: floats(true, members, a) }, { type: floats(true, members, b) }],
      attributes: none,
    })),
    reference: (read, { index: [member, i, j], nRows }) =>
      total(upTo(nRows).map((row) => read(0, row, [member, i]) * read(1, row, [member, j]))),
    bad: [
      { inputs: [floats(false, 2, 3), floats(true, 2, 3)], attributes: none },
      { inputs: [floats(true, 2, 3), floats(false, 2, 3)], attributes: none },
      { inputs: [floats(true, 2, 3), floats(true, 1, 3)], attributes: none },
      { inputs: [floats(true, 2), floats(true, 2)], attributes: none },
      { inputs: [floats(true, 2, 3, 1), floats(true, 2, 3, 1)], attributes: none },
      { inputs: [floats(true, 2, 3), codes(2, 3)], attributes: none },
      { inputs: [floats(true, 2, 3)], attributes: none },
    ],
  },
};
