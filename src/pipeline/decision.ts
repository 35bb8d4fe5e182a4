/** Which class is said of a row, from the probabilities of all of them. Exports print the same rules in other languages. */

/**
 * What a person has chosen instead of the likeliest class. threshold: the class `code` from this probability on, else the likeliest of the others.
 * costs: the class that is expected to cost least, where `costs[is][said]` is what it costs to say one of a row that is the other.
 */
export type Decision =
  | { readonly by: "threshold"; readonly code: number; readonly threshold: number }
  | { readonly by: "costs"; readonly costs: readonly (readonly number[])[] };

/** Probabilities of one row: `nClasses` of them, from a place on. */
interface RowOf {
  readonly probabilities: ArrayLike<number>;
  readonly first: number;
  readonly nClasses: number;
}

/**
 * int32 [nRows]: the code that is said of each row; of equals the first. Absent decision: the likeliest.
 *
 * @param probabilities [nRows, nClasses], row-major.
 * @source Elkan, "The foundations of cost-sensitive learning" (IJCAI 2001): the class of the least expected cost Σ_is p(is) · costs[is][said].
 */
export function predictedClasses(
  probabilities: ArrayLike<number>,
  nClasses: number,
  decision?: Decision | undefined,
): Int32Array {
  const classes = new Int32Array(probabilities.length / nClasses);
  for (let row = 0; row < classes.length; row++) {
    classes[row] = saidOf({ probabilities, first: row * nClasses, nClasses }, decision);
  }
  return classes;
}

function saidOf(row: RowOf, decision: Decision | undefined): number {
  switch (decision?.by) {
    case undefined:
      return likeliest(row);
    case "threshold":
      return row.probabilities[row.first + decision.code] >= decision.threshold
        ? decision.code
        : likeliest(row, decision.code);
    case "costs":
      return cheapest(row, decision.costs);
    default:
      return decision satisfies never;
  }
}

/** @param but a class that is passed over */
function likeliest({ probabilities, first, nClasses }: RowOf, but = -1): number {
  let best = but === 0 ? 1 : 0;
  for (let code = best + 1; code < nClasses; code++) {
    if (code !== but && probabilities[first + code] > probabilities[first + best]) best = code;
  }
  return best;
}

function expectedCost({ probabilities, first, nClasses }: RowOf, said: number, costs: readonly (readonly number[])[]) {
  let cost = 0;
  for (let is = 0; is < nClasses; is++) cost += probabilities[first + is] * costs[is][said];
  return cost;
}

function cheapest(row: RowOf, costs: readonly (readonly number[])[]): number {
  let [best, least] = [0, expectedCost(row, 0, costs)];
  for (let said = 1; said < row.nClasses; said++) {
    const cost = expectedCost(row, said, costs);
    if (cost < least) [best, least] = [said, cost];
  }
  return best;
}

/** Whether a decision is one about so many classes. */
export function isAbout(decision: Decision, nClasses: number): boolean {
  switch (decision.by) {
    case "threshold":
      return nClasses > 1 && decision.code < nClasses;
    case "costs":
      return (
        nClasses > 1 && decision.costs.length === nClasses && decision.costs.every((row) => row.length === nClasses)
      );
    default:
      return decision satisfies never;
  }
}
