import { expect, test } from "vitest";
import { shortWords } from "./short-words.ts";

const gate = (values: readonly number[]) => ({ kind: "gate", columnLabels: [], values });
const choice = (values: readonly number[]) => ({ kind: "choice", columnLabels: ["mean", "median"], values });

test("gates are counted by the words that explanations have for them", () => {
  expect(shortWords([gate([1, 0, 0.95, 0])])).toBe("2 of 4 gates open");
  expect(shortWords([gate([1, 0, 0.003])])).toBe("1 of 3 open, 1 partly");
});

test("a blend is told by the alternative that leads, in how many columns where they differ", () => {
  expect(shortWords([choice([0.36, 0.64])])).toBe("median 64 %");
  expect(shortWords([choice([0.36, 0.64, 0.9, 0.1, 0.2, 0.8])])).toBe("median in 2 of 3 columns");
  expect(shortWords([choice([0.498, 0.502])])).toBe("mean and median 50 %");
});

test("other probes say nothing here", () => {
  expect(shortWords([])).toBe("");
  expect(shortWords([{ kind: "threshold", columnLabels: [], values: [3] }])).toBe("");
});
