import fc from "fast-check";
import { expect, test } from "vitest";
import { costMatrix, usualCosts } from "../../../pipeline/costs.ts";
import { predictedClasses } from "../../../pipeline/decision.ts";
import { areSameCosts, type CostMatrix, costOfConfusion, costsByLabel, matrixOfMistakes, withCost } from "./costs.ts";

const classesOf = (labels: readonly string[]) => labels.map((label) => ({ label, spellings: [label] }));

test("what a document is given are the costs that were written, of several classes and of two", () => {
  const labels = ["a", "b", "c"];
  const costs = withCost(withCost(usualCosts(3), { is: 2, said: 1, cost: 10 }), { is: 0, said: 2, cost: 0 });
  expect(costMatrix(costsByLabel(costs, labels), classesOf(labels))).toEqual(costs);
  for (const code of [0, 1]) {
    const ofTwo = matrixOfMistakes(code, { missed: 7, falseAlarm: 2 });
    expect([ofTwo[code][1 - code], ofTwo[1 - code][code]]).toEqual([7, 2]);
  }
});

test("costs that are not written say the likeliest class, and one that is written moves rows away from what it makes dear", () => {
  const probabilities = [0.5, 0.3, 0.2, 0.2, 0.45, 0.35, 0.1, 0.2, 0.7];
  const usual: CostMatrix = usualCosts(3);
  const said = (costs: typeof usual) => [...predictedClasses(probabilities, 3, { by: "costs", costs })];
  expect(said(usual)).toEqual([...predictedClasses(probabilities, 3)]);
  // Saying 1 of a row that is 2 costs ten times as much.
  const dear = withCost(usual, { is: 2, said: 1, cost: 10 });
  expect(dear).toEqual([
    [0, 1, 1],
    [1, 0, 1],
    [1, 10, 0],
  ]);
  expect(said(dear)).toEqual([0, 2, 2]);
  expect([areSameCosts(usual, usualCosts(3)), areSameCosts(usual, dear)]).toEqual([true, false]);
  expect(areSameCosts(usual, usualCosts(2))).toBe(false);
});

test("what rows of a confusion matrix cost is what they cost one by one", () => {
  const rows = fc.array(fc.tuple(fc.nat(2), fc.nat(2)), { maxLength: 40 });
  const costs = fc.array(fc.array(fc.nat(9), { minLength: 3, maxLength: 3 }), { minLength: 3, maxLength: 3 });
  fc.assert(
    fc.property(rows, costs, (said, matrix) => {
      const confusion = new Array<number>(9).fill(0);
      for (const [is, as] of said) confusion[3 * is + as]++;
      expect(costOfConfusion(confusion, matrix)).toBe(said.reduce((sum, [is, as]) => sum + matrix[is][as], 0));
    }),
  );
});
