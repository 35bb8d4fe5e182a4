/** What wrong classes cost, as a person writes it. Pure. */
import type { Costs } from "../../../pipeline/costs.ts";

/** [classes][classes]: what it costs to say the second of a row that is the first. */
export type CostMatrix = readonly (readonly number[])[];

/** More classes than these have no room on the page; the command line takes costs of any. */
export const MOST_COST_CLASSES = 10;

export const withCost = (
  costs: CostMatrix,
  { is, said, cost }: { readonly is: number; readonly said: number; readonly cost: number },
): CostMatrix => costs.map((row, at) => (at === is ? row.with(said, cost) : row));

/** What all rows of a confusion matrix cost. @param confusion [classes, classes], row-major */
export const costOfConfusion = (confusion: readonly number[], costs: CostMatrix): number =>
  costs.flat().reduce((sum, cost, place) => sum + cost * confusion[place], 0);

/** Of two classes: what it costs to miss the one of a code, and to say it of a row of the other. */
export const matrixOfMistakes = (
  code: number,
  { missed, falseAlarm }: { readonly missed: number; readonly falseAlarm: number },
): CostMatrix =>
  code === 1
    ? [
        [0, falseAlarm],
        [missed, 0],
      ]
    : [
        [0, missed],
        [falseAlarm, 0],
      ];

/** As documents write them: by the label of the class that a row is, and then by that which is said of it. */
export const costsByLabel = (costs: CostMatrix, labels: readonly string[]): Costs =>
  Object.fromEntries(
    labels.map((label, is) => [
      label,
      Object.fromEntries(labels.flatMap((other, said) => (said === is ? [] : [[other, costs[is][said]]]))),
    ]),
  );

/** Whether two decisions rest on the same costs. */
export const areSameCosts = (a: CostMatrix, b: CostMatrix): boolean =>
  a.length === b.length && a.every((row, is) => row.every((cost, said) => cost === b[is][said]));
