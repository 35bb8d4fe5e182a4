import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { columnFromTexts } from "./column-builder.ts";
import { cellAt, countNumbers, everyNth, mergeNumbers, summariseColumn, summaryOf } from "./column-summary.ts";
import { canonicalNumber } from "./raw-column.ts";

const cell = fc.oneof(
  fc.integer({ min: -3, max: 3 }).map(String),
  fc.constantFrom("", "  ", "a", " a", "b", "1.0", "n/a", "0.5", "1e3"),
);

describe("the summary of a column", () => {
  test("counts every cell once: numbers, trimmed texts, empty cells", () => {
    fc.assert(
      fc.property(fc.array(cell, { maxLength: 60 }), (texts) => {
        const { nRows, nEmpty, numbers, texts: found, firstRows } = summaryOf(columnFromTexts("x", texts));
        const counts = new Map<string, number>();
        for (const text of texts.map((each) => each.trim())) counts.set(text, (counts.get(text) ?? 0) + 1);
        expect([nRows, nEmpty]).toEqual([texts.length, counts.get("") ?? 0]);
        counts.delete("");
        const told = [
          ...Array.from(numbers.values, (value, place) => [String(value), numbers.counts[place]] as const),
          ...found.map(({ text, count }) => [text, count] as const),
        ];
        expect(new Map(told)).toEqual(counts);
        expect(told.length).toBe(counts.size);
        expect(numbers.nCells).toBe(texts.filter((text) => !Number.isNaN(canonicalNumber(text))).length);
        expect([...numbers.values]).toEqual([...numbers.values].sort((a, b) => a - b));
        expect(found.map(({ count }) => count)).toEqual(found.map(({ count }) => count).sort((a, b) => b - a));
        const rows = Array.from(firstRows.numbers, (value, row) => {
          const place = firstRows.texts[row] ?? -1;
          return place >= 0 ? found[place].text : Number.isNaN(value) ? "" : String(value);
        });
        expect(rows).toEqual(texts.map((text) => text.trim()));
      }),
    );
  });

  test("says whether numbers rise or fall without a tie, whatever stands between", () => {
    const trendOf = (...texts: string[]) => summariseColumn(columnFromTexts("x", texts)).trend;
    expect(trendOf("1", "", "2", "x", "10")).toBe(1);
    expect(trendOf("3", "1", "-2")).toBe(-1);
    expect([trendOf("1", "2", "2"), trendOf("1", "3", "2"), trendOf("1"), trendOf("a", "b")]).toEqual([0, 0, 0, 0]);
  });

  test("gives cells in ascending order", () => {
    const { numbers } = summariseColumn(columnFromTexts("x", ["3", "1", "1", "2", "3", "3"]));
    const sorted = [1, 1, 2, 3, 3, 3];
    expect(sorted.map((_, index) => cellAt(numbers, index))).toEqual(sorted);
    for (const stride of [1, 2, 4, 7]) {
      const sampled = everyNth(numbers, stride);
      const cells = [...sampled.values].flatMap((value, place) => Array<number>(sampled.counts[place]).fill(value));
      expect(cells).toEqual(sorted.filter((_, index) => index % stride === 0));
    }
  });

  test("is made once", () => {
    const column = columnFromTexts("x", ["1", "2"]);
    expect(summaryOf(column)).toBe(summaryOf(column));
  });
});

test("two columns of numbers are counted as one", () => {
  const cells = fc.array(fc.constantFrom(0, -0, 1, -1, 2.5, -3, 1e9), { maxLength: 12 });
  fc.assert(
    fc.property(cells, cells, (a, b) => {
      const merged = mergeNumbers(countNumbers(Float64Array.from(a)), countNumbers(Float64Array.from(b)));
      expect(merged).toEqual(countNumbers(Float64Array.from([...a, ...b])));
    }),
  );
});
