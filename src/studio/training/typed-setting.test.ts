import { expect, test } from "vitest";
import { problemOf, read, written } from "./typed-setting.ts";

test("a list is read with spaces, commas, semicolons or lines between its numbers, and none is a list", () => {
  for (const text of ["0.001 0.02", "0.001,0.02", " 1e-3;\n0.02 "]) {
    expect(problemOf("otherLearningRates", text)).toBe("");
    expect(read("otherLearningRates", text)).toEqual([0.001, 0.02]);
  }
  expect(problemOf("otherLearningRates", " ")).toBe("");
  expect(written(read("otherLearningRates", " "))).toBe("");
});

test("what is wrong with a list is named", () => {
  expect(problemOf("otherLearningRates", "0.1 twelve")).toBe("“twelve” is not a number.");
  expect(problemOf("otherLearningRates", "0.1 20")).toBe("20 is too large: at most 10.");
  expect(problemOf("otherLearningRates", "-1")).toBe("-1 is too small: above 0.");
  expect(problemOf("otherLearningRates", "1 2 3 4 5 6 7 8")).toBe("8 numbers are too many.");
  expect(problemOf("otherLearningRates", "0,001 0,02")).toBe(
    "0 is too small: above 0. Decimals are written with a point, such as 0.001.",
  );
});

test("what is wrong with a number is named", () => {
  expect(problemOf("learningRate", "0.01")).toBe("");
  expect(problemOf("learningRate", "")).toBe("A number is needed.");
  expect(problemOf("learningRate", "0,01")).toBe(
    "“0,01” is not a number. Decimals are written with a point, such as 0.001.",
  );
  expect(problemOf("learningRate", "0")).toBe("0 is too small: above 0.");
  expect(problemOf("weightDecay", "-1")).toBe("-1 is too small: at least 0.");
  expect(problemOf("starts", "9")).toBe("9 is too large: at most 8.");
  expect(problemOf("batchSize", "1.5")).toBe("1.5 is not a whole number.");
  expect(problemOf("seed", "1e400")).toBe("“1e400” is not a number.");
});
