import { expect, test } from "vitest";
import { dirtRecipeSchema } from "../../table/dirt/recipe.ts";
import { emptyDocument, report } from "../session/testing/fake-worker.ts";
import { gainRows, plainDeployed, wonBack } from "./won-back.ts";

const files = [{ name: "rows.csv", hash: "ab" }];
const dirt = dirtRecipeSchema.parse({ seed: 1, amounts: { labels: 0.1 } });

function run(plain: number, learned: number, change: { dirt?: typeof dirt; seed?: number } = {}) {
  const { dirt: planted, seed = 1 } = change;
  const { table, training } = emptyDocument;
  const document = {
    ...emptyDocument,
    training: { ...training, seed },
    table: planted ? { ...table, dirt: planted } : table,
  };
  const test = { baseline: { logLoss: plain }, tuned: { logLoss: learned } };
  return { document, files, report: { ...report, metrics: { ...report.metrics, test } } };
}

const clean = run(0.2, 0.1);
const dirty = run(0.9, 0.4, { dirt });

test("the clean run and the dirty one are told side by side, whichever is shown", () => {
  const told = { clean: { plain: 0.2, learned: 0.1 }, dirty: { plain: 0.9, learned: 0.4 } };
  expect(wonBack(dirty, [dirty, clean], dirt)).toMatchObject(told);
  expect(wonBack(clean, [clean, dirty], { ...dirt, isHidden: true })).toMatchObject(told);
  expect(wonBack(dirty, [run(7, 7), clean], dirt).clean).toEqual({ plain: 7, learned: 7 });
});

test("a run on other test rows, other files or with other dirt is none of the two", () => {
  expect(wonBack(dirty, [run(0.2, 0.1, { seed: 2 })], dirt).clean).toBeUndefined();
  expect(wonBack(dirty, [{ ...clean, files: [{ name: "other.csv", hash: "cd" }] }], dirt).clean).toBeUndefined();
  const other = { ...dirt, seed: 5 };
  expect(wonBack(clean, [run(1, 1, { dirt: other })], dirt).dirty).toBeUndefined();
});

test("a run that deploys the plain pipeline itself has no interval against it, and is named", () => {
  const against = (difference: number) =>
    ({
      stage: "baseline",
      metric: "logLoss",
      verdict: "no clear difference",
      nRows: 9,
      difference,
      low: difference,
      high: difference,
    }) as const;
  const member = { id: "plain", title: "Plain", isLearned: false, weight: 1, loss: 0.4, nRows: 68, nFolds: 4 };
  const withOpponent = (base: typeof clean, difference: number) => ({
    ...base,
    report: { ...base.report, opponents: [against(difference)], members: [{ ...member, isLearned: difference !== 0 }] },
  });
  const [same, better] = [withOpponent(clean, 0), withOpponent(dirty, 0.2)];
  expect(gainRows(better, [same], dirt).map(({ id }) => id)).toEqual(["dirty"]);
  expect(plainDeployed(better, [same], dirt)).toEqual(["clean"]);
  expect(plainDeployed(withOpponent(dirty, 0), [withOpponent(clean, 0.2)], dirt)).toEqual(["dirty"]);
});
