import { describe, expect, test } from "vitest";
import { z } from "zod";
import { trainingSettingsSchema } from "./document.ts";
import { mostItems, rangeOf, rangeWords } from "./number-range.ts";

const { shape } = trainingSettingsSchema;

describe("the range of a number", () => {
  test.each([
    [z.number().int().min(1).max(8).default(2), "from 1 to 8"],
    [z.number().positive().max(10), "above 0, at most 10"],
    [z.number().gt(0).lt(1), "above 0, below 1"],
    [z.number().min(0).lt(1), "from 0, below 1"],
    [z.number().int().positive().optional(), "from 1"],
    [z.number().int().gt(2.5).max(9), "from 3 to 9"],
    [z.number().max(3), "at most 3"],
    [z.number(), ""],
    [z.string(), ""],
  ])("case %#", (schema, words) => {
    expect(rangeWords(rangeOf(schema))).toBe(words);
  });

  test.each(Object.entries(shape))("of setting %s is what its schema takes and refuses", (_, schema) => {
    const { isInteger, min, max, isAboveMin, isBelowMax } = rangeOf(schema);
    const takes = (value: number) => schema.safeParse(value).success;
    const step = isInteger ? 1 : 1e-9;
    if (min !== undefined)
      expect([takes(min), takes(min - step), takes(min + step)]).toEqual([!isAboveMin, false, true]);
    if (max !== undefined) expect([takes(max), takes(max + 1)]).toEqual([!isBelowMax, false]);
  });

  test("writes bounds as a reader wants them", () => {
    expect(rangeWords(rangeOf(shape.batchSize), (bound) => bound.toLocaleString("en"))).toBe("from 1 to 65,536");
  });
});

test("how many items a list takes is read from its schema, too", () => {
  const most = mostItems(shape.otherLearningRates);
  const takes = (length: number) => shape.otherLearningRates.safeParse(Array.from({ length }, () => 0.1)).success;
  expect([takes(most), takes(most + 1)]).toEqual([true, false]);
  expect(mostItems(z.array(z.string()))).toBe(Number.POSITIVE_INFINITY);
});
