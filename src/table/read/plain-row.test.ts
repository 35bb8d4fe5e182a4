import fc from "fast-check";
import { expect, test } from "vitest";
import { lineShape, parseRecords, RecordParser } from "./csv-records.ts";
import { layoutOf, TableBuilder } from "./csv-table-builder.ts";

const value = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom("1", "2", "-3.5", "0", "12.25", "1990", "7") },
  { weight: 3, arbitrary: fc.constantFrom("", " ", "a", "1.0", "-0", "n/a", "-", "---", "#", "1e3", " 5", "b\r") },
  {
    weight: 1,
    arbitrary: fc.constantFrom("Total", "total:", "max", "x", "y", "z", "Source: me", "# note", "'1'"),
  },
);
const line = fc.oneof(
  { weight: 8, arbitrary: fc.array(value, { minLength: 3, maxLength: 3 }) },
  { weight: 2, arbitrary: fc.array(value, { minLength: 1, maxLength: 5 }) },
);
const special = fc.constantFrom(
  "x,1990,2",
  "x,y,z",
  "Total,1,2",
  "max,1,2",
  "---,---,---",
  ",,",
  "# a,b",
  "kg,1,2",
  '"q",1,2',
  '"',
);
const last = fc.constantFrom("", "Total,1,2", "max,1,2", "sum,3,", "Source: me,1", "x,1990,2");
const lineEnd = fc.constantFrom("\n", "\r\n");
const rows = fc.array(
  fc.tuple(fc.oneof({ weight: 9, arbitrary: line.map((cells) => cells.join(",")) }, special), lineEnd),
  { maxLength: 12 },
);
const text = fc
  .tuple(fc.constantFrom("x,y,z", "x,1990,2", "a,b", "x,x,x"), rows, last, fc.boolean())
  .map(([header, lines, end, isEnded]) => {
    const all = lines.map((parts) => parts.join("")).join("") + end;
    return `${header}\n${isEnded ? `${all}\n` : all}`;
  });

/** The same text, cut anywhere. */
function piecesOf(whole: string, cuts: readonly number[]): string[] {
  const places = [...new Set(cuts.map((cut) => cut % (whole.length + 1)))].sort((a, b) => a - b);
  return [...places, whole.length].map((end, index) => whole.slice(index === 0 ? 0 : places[index - 1], end));
}

test("lines read in place make the table that their records make", () => {
  fc.assert(
    fc.property(
      text,
      fc.array(fc.nat(), { maxLength: 4 }),
      fc.record({
        quote: fc.constantFrom("", '"'),
        hasHeader: fc.boolean(),
        preamble: fc.nat(2),
        keepsAll: fc.boolean(),
      }),
      (whole, cuts, { quote, ...given }) => {
        const syntax = { delimiter: ",", quote, newline: "\n" } as const;
        const sample = parseRecords(whole, syntax, true).slice(given.preamble);
        const parserOf = () => new RecordParser(syntax, lineShape(whole, syntax, true));
        const builderOf = () =>
          new TableBuilder(layoutOf(sample, { file: "x.csv", isQuoteGiven: false, joined: undefined, ...given }));
        const [inPlace, apart] = [
          { parser: parserOf(), builder: builderOf() },
          { parser: parserOf(), builder: builderOf() },
        ];
        for (const piece of piecesOf(whole, cuts)) {
          inPlace.parser.pushTo(inPlace.builder, piece, false);
          apart.builder.push(apart.parser.push(piece, false));
        }
        inPlace.parser.pushTo(inPlace.builder, "", true);
        apart.builder.push(apart.parser.push("", true));
        inPlace.builder.finish();
        apart.builder.finish();
        expect(inPlace.builder.nRows).toBe(apart.builder.nRows);
        expect(inPlace.builder.build()).toEqual(apart.builder.build());
      },
    ),
    { numRuns: 1500 },
  );
});
