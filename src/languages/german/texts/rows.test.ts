import { afterEach, expect, test } from "vitest";
import { ENGLISH, speak } from "../../../base/language.ts";
import { roleText, taskText } from "../../../base/texts/table.ts";
import type { MetricName } from "../../../training/metric-evaluators.ts";
import { metricExplanation, metricLabel, metricLabels } from "../../../training/metrics.ts";
import {
  nameInVerdict,
  namesInEnsembleVerdict,
  namesInVerdictOfOne,
  PHASES,
  phaseWords,
  rivalWonNotes,
  STAGE_ROWS,
  stageExplanation,
  stageTitle,
  TRAINING_PHASES,
} from "../../../training/phases.ts";
import { GERMAN } from "../german.ts";

afterEach(() => speak(ENGLISH));

test("phases, stages and metrics are all said in German", () => {
  const lacking = new Set<string>();
  speak({
    ...GERMAN,
    textOf: (area, key, english) => {
      const german = GERMAN.textOf(area, key, `${area}.${key} is lacking`);
      if (german === `${area}.${key} is lacking`) lacking.add(`${area}.${key}`);
      return english;
    },
  });
  for (const phase of PHASES) phaseWords(phase);
  for (const phase of TRAINING_PHASES) [rivalWonNotes(phase), nameInVerdict(phase)];
  for (const opponent of ["fixed", "baseline", "constant"] as const) {
    namesInEnsembleVerdict(opponent);
    namesInVerdictOfOne(opponent);
  }
  for (const row of STAGE_ROWS) {
    for (const deployed of ["ensemble", "chosen", "learned"] as const) {
      for (const isRegression of [true, false]) stageTitle(row, { isRegression, deployed });
      stageExplanation(row, { isRegression: false, deployed });
    }
  }
  for (const metric of Object.keys(metricLabels) as MetricName[]) {
    metricLabel(metric);
    metricExplanation(metric);
  }
  expect([...lacking]).toEqual([]);
});

test("numbers of sentences are written with their groups, in both languages", () => {
  const many = { nDistinct: 7043, nFilled: 7043, areIntegers: false, isNamedSo: false };
  expect(roleText("identifier", many)).toBe("Identifier: 7,043 different values in 7,043 cells.");
  expect(taskText("numbers", { count: 6530 })).toBe("It has 6,530 different numbers.");
  speak(GERMAN);
  expect(roleText("identifier", many)).toBe("Kennung: 7.043 verschiedene Werte in 7.043 Zellen.");
  expect(taskText("numbers", { count: 6530 })).toBe("Sie hat 6.530 verschiedene Zahlen.");
});
