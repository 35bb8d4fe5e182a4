import { expect, test } from "vitest";
import { explain as explainFilling } from "../impute-number/explain.ts";
import { fit as fitFilling } from "../impute-number/fit.ts";
import { program as fillNumbers } from "../impute-number/program.ts";
import { spec as fillingSpec } from "../impute-number/spec.ts";
import type { NumberPort } from "../ports.ts";
import { explain as explainScaling } from "../scale-number/explain.ts";
import { fit as fitScaling } from "../scale-number/fit.ts";
import { program as scaleNumbers } from "../scale-number/program.ts";
import { spec as scalingSpec } from "../scale-number/spec.ts";
import { explain as explainOutliers } from "../tame-outliers/explain.ts";
import { fit as fitOutliers } from "../tame-outliers/fit.ts";
import { program as tameOutliers } from "../tame-outliers/program.ts";
import { spec as outliersSpec } from "../tame-outliers/spec.ts";
import { runBlock } from "../testing/run-block.ts";
import { plainNumber } from "./file-unit.ts";

/** Days 19,000 … 19,100 less an offset of 19,000. */
const days = Array.from({ length: 101 }, (_, day) => day);
const offsets = { day: 19_000 };
const table = { numbers: { day: days }, offsets };

test("numbers for people have four digits of what varies", () => {
  expect([plainNumber(1234567), plainNumber(0.1234567), plainNumber(-50)]).toEqual(["1235000", "0.1235", "-50"]);
  expect([plainNumber(12.3456, 19_000), plainNumber(0.1, 0.2), plainNumber(0, 1e12)]).toEqual([
    "19012.35",
    "0.3",
    "1000000000000",
  ]);
});

test("thresholds are told in the unit of the file", () => {
  const run = runBlock(
    { spec: outliersSpec, fit: fitOutliers, program: tameOutliers, explain: explainOutliers },
    table,
  );
  const [lower, upper] = ["lower", "upper"].map((name) => run.probes().find((probe) => probe.name === name)!.values[0]);
  expect(lower).toBeCloseTo(19_000 + 25 - 75, 3);
  expect(upper).toBeCloseTo(19_000 + 75 + 75, 3);
  expect(run.explain().details[0]).toBe(
    "day: thresholds 18950 to 19150 (began at 18950 to 19150); 0 % of training cells began outside.",
  );
});

test("so are fillings", () => {
  const gappy = { numbers: { day: [...days, Number.NaN] }, offsets };
  const run = runBlock({ spec: fillingSpec, fit: fitFilling, program: fillNumbers, explain: explainFilling }, gappy);
  expect(run.probes().find((probe) => probe.name === "constants")!.values).toEqual([19_050]);
  expect(run.explain().details.at(-1)).toContain("mean 19050, learned constant 19050.");
});

test("what was scaled is in no unit of the file", () => {
  const parts = { spec: scalingSpec, fit: fitScaling, program: scaleNumbers, explain: explainScaling };
  expect((runBlock(parts, table).ports.numbers as NumberPort).columns).toEqual([{ name: "day", original: "day" }]);
});
