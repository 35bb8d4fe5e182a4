/** Deals groups of rows to training, validation and test by chance alone: never by their size. */
import { type RandomKey, randomPermutation, randomUniform, STREAMS } from "../../base/random.ts";
import { orderOfNumbers } from "../../base/sort-numbers.ts";
import type { Split } from "../types.ts";
import type { DealtGroups } from "./deal-largest-first.ts";
import { type Shares, SPLITS } from "./shares.ts";

/** Groups that may have an order beside their size. */
export interface EvenlyDealtGroups extends DealtGroups {
  /** Groups of one size are dealt along this value, so that every split gets low and high ones; absent: in random order. */
  readonly values?: ArrayLike<number>;
}

/** So many groups of a stratum or more are shared out as the shares say; fewer give each split at least one first. */
export function fewestGroups(shares: Shares): number {
  return Math.ceil(turnLength(turnOf(shares)));
}

/** Steps of the split's random stream; 0 is that of `dealLargestFirst`. */
const TIES = 1;
const BLOCKS = 2;
const STARTS = 3;

/** A stretch of the circle along which groups are dealt, in groups. */
interface Arc {
  readonly split: Split;
  readonly length: number;
}

/**
 * Gives each group a split, with a probability that is the split's share whatever the size of the group, so that shares of rows
 * and means over rows are those of the table in expectation.
 *
 * Groups of a stratum stand in a line, by size and then by value, shuffled among near neighbours. The splits follow each other
 * along it in a fixed turn (training, validation, training, test, …) that begins at a random place: any stretch of the line is
 * shared out alike, so large groups are too, and each place of the line is of each split as often as its share says.
 *
 * Each split that has a share gets a group of every stratum, training first. Where groups are too few for that to come out by
 * itself, each split gets one by lot and the rest is shared out after it: a share is then at least one group, still whatever its
 * size.
 *
 * @source Systematic sampling with a random start from an ordered list: Särndal, Swensson and Wretman, "Model assisted survey
 * sampling" (1992), section 3.4.
 */
export function dealEvenly(groups: EvenlyDealtGroups, shares: Shares, seed: number): Split[] {
  const dealt = new Array<Split>(groups.sizes.length);
  let nPlaced = 0;
  for (const [index, line] of linesOf(groups, seed).entries()) {
    const draw = keyOf(seed, STARTS);
    shuffleNeighbours(line, { length: Math.ceil(2 * turnLength(turnOf(shares))), seed, nPlaced });
    nPlaced += line.length;
    dealLine(line, shares, { start: randomUniform(draw, index), dealt });
  }
  return dealt;
}

function keyOf(seed: number, step: number): RandomKey {
  return { seed, stream: STREAMS.split, step };
}

/** The groups of each stratum, by size, then by value, then by lot. */
function linesOf({ sizes, strata, values }: EvenlyDealtGroups, seed: number): Uint32Array[] {
  const nGroups = sizes.length;
  const lot = randomPermutation(keyOf(seed, TIES), nGroups);
  let order: Uint32Array = new Uint32Array(nGroups);
  for (let group = 0; group < nGroups; group++) order[lot[group]] = group;
  // What decides last comes first: sorting keeps the order of equals.
  if (values) order = sortedBy(order, (group) => values[group]);
  order = sortedBy(order, (group) => -sizes[group]);
  order = sortedBy(order, (group) => strata[group]);
  const lines: Uint32Array[] = [];
  for (let start = 0, end = 0; start < nGroups; start = end) {
    while (end < nGroups && strata[order[end]] === strata[order[start]]) end++;
    lines.push(order.subarray(start, end));
  }
  return lines;
}

function sortedBy(order: Uint32Array, keyOf: (group: number) => number): Uint32Array {
  const keys = new Float64Array(order.length);
  for (let place = 0; place < order.length; place++) keys[place] = keyOf(order[place]);
  const places = orderOfNumbers(keys);
  const sorted = new Uint32Array(order.length);
  for (let place = 0; place < sorted.length; place++) sorted[place] = order[places[place]];
  return sorted;
}

/** Shuffles a line block by block, or its order would leave few splits to choose from. */
function shuffleNeighbours(
  line: Uint32Array,
  { length, seed, nPlaced }: { readonly length: number; readonly seed: number; readonly nPlaced: number },
): void {
  const key = keyOf(seed, BLOCKS);
  for (let start = 0; start < line.length; start += length) {
    for (let last = Math.min(start + length, line.length) - 1; last > start; last--) {
      const other = start + Math.floor(randomUniform(key, nPlaced + last) * (last - start + 1));
      const held = line[last];
      line[last] = line[other];
      line[other] = held;
    }
  }
}

/** One turn of the splits. Training comes in two halves: a few groups in a row are then nearer to the shares. */
function turnOf({ train, validation, test }: Shares): readonly Arc[] {
  return [
    { split: "train", length: train / 2 },
    { split: "validation", length: validation },
    { split: "train", length: train / 2 },
    { split: "test", length: test },
  ];
}

/** Groups of a turn in which every arc that there is gets one: the shortest is then as long as the way between two groups. */
function turnLength(turn: readonly Arc[]): number {
  return 1 / Math.min(...turn.flatMap(({ length }) => (length > 0 ? [length] : [])));
}

function dealLine(
  line: Uint32Array,
  shares: Shares,
  { start, dealt }: { readonly start: number; readonly dealt: Split[] },
): void {
  const turn = turnOf(shares);
  const length = turnLength(turn);
  if (line.length >= length) {
    for (let place = 0; place < line.length; place++) dealt[line[place]] = arcAt(turn, (place / length + start) % 1);
    return;
  }
  const served = SPLITS.filter((split) => shares[split] > 0);
  for (const [place, group] of line.subarray(0, served.length).entries()) dealt[group] = served[place];
  const rest = line.subarray(served.length);
  if (rest.length === 0) return;
  // What the shares promise beyond the one group that each split has.
  const wanted = (split: Split) => Math.max(shares[split] * line.length - 1, 0);
  const total = SPLITS.reduce((sum, split) => sum + wanted(split), 0);
  const left = turnOf({
    train: wanted("train") / total,
    validation: wanted("validation") / total,
    test: wanted("test") / total,
  });
  for (const [place, group] of rest.entries()) dealt[group] = arcAt(left, (place / turnLength(left) + start) % 1);
}

function arcAt(turn: readonly Arc[], position: number): Split {
  let end = 0;
  for (const { split, length } of turn) {
    end += length;
    if (position < end) return split;
  }
  // Rounding may leave a position beyond the last end; an arc of no length takes nothing.
  return turn.findLast(({ length }) => length > 0)?.split ?? "train";
}
