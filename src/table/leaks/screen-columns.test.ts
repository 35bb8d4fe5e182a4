import fc from "fast-check";
import { expect, test } from "vitest";
import { randomNormal, randomUniform, STREAMS } from "../../base/random.ts";
import { columnFromTexts } from "../column-builder.ts";
import { inferRules } from "../infer/infer-rules.ts";
import { inferTarget } from "../infer/infer-target.ts";
import { inferOne, tableOf } from "../testing/made-tables.ts";
import { LEAK_AUC, LEAK_RANK_CORRELATION } from "./find-leaks.ts";
import { binnedAuc, binsOf, rankAuc, rankCorrelation, rankValues } from "./leak-measures.ts";
import { mayLeak, screenBins, screenRows } from "./screen-columns.ts";

const N_ROWS = 3000;
const key = (seed: number) => ({ seed, stream: STREAMS.sample, step: 1 });

/** A column in one of many relations to classes, more or less disturbed, with gaps. */
function made(options: {
  seed: number;
  relation: string;
  share: number;
  nClasses: number;
  gaps: number;
  disturbed: number;
}) {
  const { seed, relation, share, nClasses, gaps, disturbed } = options;
  const labels = new Float64Array(N_ROWS);
  const values = new Float64Array(N_ROWS);
  for (let row = 0; row < N_ROWS; row++) {
    const chance = (step: number) => randomUniform({ ...key(seed), step }, row);
    const label = chance(2) < share ? 0 : 1 + Math.floor(chance(3) * (nClasses - 1));
    const shown = chance(4) < disturbed ? Math.floor(chance(5) * nClasses) : label;
    const noise = randomNormal({ ...key(seed), step: 6 }, row);
    labels[row] = label;
    values[row] =
      relation === "order"
        ? shown + 0.3 * noise
        : relation === "apart"
          ? Math.round(30 * chance(7)) * nClasses + shown
          : relation === "size"
            ? (shown + 1) * Math.sign(noise) + 0.01 * noise
            : noise;
    if (chance(8) < gaps) values[row] = Number.NaN;
  }
  return { labels, values };
}

function screenOf(values: Float64Array, labels: Float64Array, task: "binary" | "multiclass" | "regression"): boolean {
  const column = columnFromTexts(
    "x",
    Array.from(values, (value) => (Number.isNaN(value) ? "" : String(value))),
  );
  const bins = screenBins(column, { ...inferOne(["1", "2.5"]), name: "x" }, "");
  const few = Float64Array.from(screenRows(values.length), (row) => labels[row]);
  return mayLeak(bins, few, task);
}

/** Enough rows of both classes tell noise from a leak. */
const isPlain = ({
  relation,
  nClasses,
  gaps,
  share,
}: {
  relation: string;
  nClasses: number;
  gaps: number;
  share: number;
}) => relation === "none" && nClasses === 2 && gaps === 0 && share >= 0.2 && share <= 0.5;

test("no column is passed over that gives classes away, and hardly any other is looked at closely", () => {
  let [nLeaks, nOthers, nLooked] = [0, 0, 0];
  fc.assert(
    fc.property(
      fc.record({
        seed: fc.nat(),
        relation: fc.constantFrom("order", "apart", "size", "none"),
        share: fc.constantFrom(0.5, 0.2, 0.05, 0.95),
        nClasses: fc.constantFrom(2, 2, 3, 8),
        gaps: fc.constantFrom(0, 0.3, 0.45),
        disturbed: fc.constantFrom(0, 0.002, 0.05, 0.5),
      }),
      (options) => {
        const { labels, values } = made(options);
        const ranked = rankValues(values);
        const auc = Math.max(options.nClasses === 2 ? rankAuc(ranked, labels) : 0, binnedAuc(binsOf(ranked), labels));
        const isLooked = screenOf(values, labels, options.nClasses === 2 ? "binary" : "multiclass");
        if (auc > LEAK_AUC) {
          nLeaks++;
          expect(isLooked).toBe(true);
        } else if (isPlain(options)) {
          nOthers++;
          nLooked += Number(isLooked);
        }
      },
    ),
    { numRuns: 150 },
  );
  expect(nLeaks).toBeGreaterThan(10);
  expect(nOthers).toBeGreaterThan(1);
  expect(nLooked / nOthers).toBeLessThan(0.05);
});

test("the same of numbers that are in the order of the target", () => {
  const target = Float64Array.from({ length: N_ROWS }, (_, row) => randomNormal(key(3), row));
  const noisy = (size: number) =>
    target.map((value, row) => Math.exp(value) + size * randomNormal({ ...key(4), step: 9 }, row));
  const correlationOf = (values: Float64Array) => rankCorrelation(rankValues(values), rankValues(target)) ?? 0;
  const [leak, near, noise] = [noisy(1e-3), noisy(0.5), noisy(1e6)];
  expect(correlationOf(leak)).toBeGreaterThan(LEAK_RANK_CORRELATION);
  expect([leak, near, noise, leak.map((value) => -value)].map((each) => screenOf(each, target, "regression"))).toEqual([
    true,
    false,
    false,
    true,
  ]);
});

test("a level that tells the class, and one that does not", () => {
  const labels = Array.from({ length: 3000 }, (_, row) => (randomUniform(key(5), row) < 0.4 ? "yes" : "no"));
  const levels = labels.map((label, row) => `${label === "yes" ? "a" : "b"}${row % 7}`);
  const table = tableOf({ told: levels, other: levels.map((_, row) => levels[(row * 7) % 3000]), label: labels });
  const { rules } = inferTarget(table, inferRules(table), "label");
  expect(rules.map(({ role }) => role)).toEqual(["aside", "used", "target"]);
});
