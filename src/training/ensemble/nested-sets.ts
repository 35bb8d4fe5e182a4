/** Nested sets of columns by the values of their gates: each is half of the one before, and the smallest that predicts as well as the best is kept. */
import { mean } from "../../base/spread.ts";
import { parameterNodes } from "../../program/parameters.ts";
import { type ParameterNode, type Program, sizeOf } from "../../program/types.ts";
import type { Dataset } from "../../table/types.ts";
import { pairedDifference } from "../evidence/paired-difference.ts";
import type { PhaseOutcome, PhaseStart } from "../phase/phase.ts";
import { predict, predictorOf } from "../predict.ts";
import { type OutOfFold, rowLosses } from "./choose-members.ts";
import type { NestedSplits } from "./folds.ts";
import { outOfFoldOf } from "./out-of-fold.ts";

/** From more gates on, a set is a quarter of the one before: most of them tell nothing. */
const MANY_GATES = 128;
const SMALLEST_SET = 2;

/** Gates of a program with their parameters. */
const gateNodes = (program: Pick<Program, "nodes">): readonly ParameterNode[] =>
  parameterNodes(program.nodes).filter(({ discrete }) => discrete?.kind === "gate");

export const nGatesOf = (program: Pick<Program, "nodes">): number =>
  gateNodes(program).reduce((sum, { type }) => sum + sizeOf(type.shape), 0);

/** How many gates may be open in each set, from all of them to two. */
export function nestedSizes(nGates: number): readonly number[] {
  const sizes: number[] = [];
  for (let size = nGates; size >= SMALLEST_SET; size = Math.ceil(size / (size > MANY_GATES ? 4 : 2))) {
    sizes.push(size);
    if (size === SMALLEST_SET) break;
  }
  return sizes;
}

/** The parameters with all gates closed for good but the `size` with the highest values, which are as they are in `start`. */
export function withHighestGates<Values extends Readonly<Record<string, Float32Array>>>(
  program: Pick<Program, "nodes">,
  { start, values, size }: { readonly start: Values; readonly values: Values; readonly size: number },
): Record<string, Float32Array> {
  const nodes = gateNodes(program);
  const all = nodes.flatMap(({ name }) => Array.from(values[name], (value, at) => ({ name, at, value })));
  all.sort((a, b) => b.value - a.value);
  const parameters: Record<string, Float32Array> = { ...start };
  for (const { name } of nodes) parameters[name] = start[name].slice();
  const closedOf = new Map(nodes.map(({ name, discrete }) => [name, discrete?.kind === "gate" ? discrete.closed : 0]));
  for (const { name, at } of all.slice(size)) parameters[name][at] = closedOf.get(name) ?? 0;
  return parameters;
}

/**
 * Of sets that become smaller the last whose loss is within one standard error of the lowest: of that loss itself, since blends that are trained anew differ
 * by more than rows tell.
 *
 * @source The one-standard-error rule of Breiman et al., "Classification and regression trees" (1984).
 */
export function smallestAsGood({ scores, ...evidence }: OutOfFold): number {
  const losses = scores.map((score) => rowLosses(score, { ...evidence, scores }));
  const means = losses.map(mean);
  const best = Math.max(means.indexOf(Math.min(...means)), 0);
  const { standardError } = pairedDifference(losses[best], new Float64Array(losses[best].length), evidence.groups);
  return means.findLastIndex((own, index) => index === best || own <= means[best] + standardError);
}

interface NestedOptions {
  readonly start: PhaseStart;
  readonly dataset: Dataset;
  readonly splits: NestedSplits;
  /** Trains a blend on some of the rows. @param size of its set, which names it. */
  readonly train: (start: PhaseStart, split: Dataset["split"], size: number) => Promise<PhaseOutcome>;
  readonly pause: () => Promise<void>;
}

/**
 * Trains blends whose gates may be open in sets that become smaller: a set has the gates that were open farthest in the one before. Other
 * rows steer the gates each time, and rows that steer none judge all of them: a column of noise that suits the rows that steer it once suits others no
 * better than chance.
 *
 * @returns the blend with the smallest set that is as good as the best one.
 * @source Recursive elimination: Guyon et al., "Gene selection for cancer classification using support vector machines" (2002); why other rows
 *   have to judge: Ambroise and McLachlan (2002).
 */
export async function nestedColumns({ start, dataset, splits, train, pause }: NestedOptions): Promise<PhaseOutcome> {
  const { program } = start;
  const outcomes: PhaseOutcome[] = [];
  const said: Float64Array[] = [];
  let startOf = start.startOf;
  for (const [level, size] of nestedSizes(nGatesOf(program)).entries()) {
    const earlier = outcomes.at(-1);
    if (earlier) {
      const before = startOf;
      startOf = (replica) => {
        const state = before(replica);
        return {
          ...state,
          parameters: withHighestGates(program, { start: state.parameters, values: earlier.best.parameters, size }),
        };
      };
    }
    const outcome = await train({ ...start, startOf }, splits.steering[level % splits.steering.length], size);
    outcomes.push(outcome);
    const predictor = predictorOf(program, outcome.best.parameters, outcome.statistics);
    said.push((await predict(predictor, dataset, { rows: splits.judging, pause })).values);
  }
  return outcomes[smallestAsGood(outOfFoldOf(dataset, splits.judging, said))];
}
