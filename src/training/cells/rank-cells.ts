/**
 * Cells ranked by what their repair is expected to bring: by how much the loss of their row falls, on average over what the cell
 * plausibly says in truth, times the probability that it says something wrong. A missing cell is wrong for sure. The loss is that of the run.
 */
import { nthLargest } from "../../base/nth-largest.ts";
import { randomPermutation, randomSample, STREAMS } from "../../base/random.ts";
import type { Columns } from "../../table/types.ts";
import { dealtOut, placesOf, rowsOf } from "../dealt-out.ts";
import { predict } from "../predict.ts";
import type { Predictor } from "../types.ts";
import { Plausible } from "./plausible.ts";
import { type LossScale, type RowLoss, rowCounts, rowLosses, scaleOf, USUAL_LOSS } from "./row-loss.ts";

export interface RankedCell {
  /** Of the table, from 0. */
  readonly row: number;
  /** Of the file. */
  readonly column: string;
  /** missing: says nothing; unlikely: a number far from what the rest of the row says; level: one that is rare or unknown beside it. */
  readonly kind: "missing" | "unlikely" | "level";
  /** By how much its repair is expected to lower the loss of its row, times what the row counts. */
  readonly gain: number;
  /** 0 … 1: how sure it is that it says something wrong. */
  readonly doubt: number;
  /** What it plausibly says: a number in the unit of the file, or a level. */
  readonly expected: number | string;
}

export interface RankedCells {
  /** The most worthwhile first; all with a gain above 0. */
  readonly cells: readonly RankedCell[];
  /** Rows that were looked at, and the sum of their losses. */
  readonly nRows: number;
  readonly loss: number;
}

export interface RankOptions {
  /** That of the run; absent: log loss, or squared error. */
  readonly lossOfRun?: RowLoss;
  readonly seed: number;
  /** So many cells at most. */
  readonly most: number;
  readonly pause: () => Promise<void>;
}

/** More rows than these are looked at in a random sample. */
const MOST_ROWS = 100_000;
/** Rows that shapes of columns are taken from, those that tell shares of damaged cells, and those that columns are tried on. */
const SHAPE_ROWS = 5000;
const SHARE_ROWS = 4000;
const TRIED_ROWS = 300;
const MOST_CELLS = 24_000_000;
/** Cells that are looked at closely, for each one that is wanted, and at least and at most so many. */
const CLOSELY = 4;
const FEWEST_CLOSELY = 2000;
const MOST_CLOSELY = 20_000;
/** A repair takes away what its row loses at most: of more rows, those that lose most are screened. */
const MOST_SCREENED = 10_000;
const SCREENED_AT_ONCE = 1024;
const ASKED_AT_ONCE = 1024;
const STEP = 2000;
/** Share of damaged cells of a column, before and after it was told from the cells. */
const FIRST_SHARE = 0.02;
const [LEAST_SHARE, MOST_SHARE] = [0.002, 0.3];
const ROUNDS = 8;

/**
 * @param rows of `columns`, each with a label.
 * @source After ActiveClean (Krishnan et al., VLDB 2016), which samples what to clean by the expected change of the gradient, and
 *   CometClean (2024), which recommends the next cleaning by the expected gain in accuracy.
 */
export async function rankCells(
  predictor: Predictor,
  { columns, rows: all }: { readonly columns: Columns; readonly rows: Uint32Array },
  { lossOfRun = USUAL_LOSS, seed, most, pause }: RankOptions,
): Promise<RankedCells> {
  const { schema } = columns;
  const width = Math.max(1, schema.numbers.length + schema.categories.length);
  const rows = sampleOf(all, Math.min(MOST_ROWS, Math.floor(MOST_CELLS / width)), seed);
  if (rows.length === 0) return { cells: [], nRows: 0, loss: 0 };
  // Rows stay where they are: a copy of the table would take its memory once more.
  const predictions = await predict(predictor, columns, { rows, pause });
  const labels = valuesAt(columns.labels, rows);
  const scale = scaleOf(predictions, labels, lossOfRun);
  const losses = rowLosses(predictions, labels, scale);
  const rowWeights = columns.rowWeights && { rowWeights: valuesAt(columns.rowWeights, rows) };
  const counts = rowCounts({ schema, labels, ...rowWeights }, lossOfRun);
  const loss = losses.reduce((sum, value, at) => sum + counts[at] * value, 0);
  const places = rows.map((_, place) => place);
  const plausible = new Plausible(
    columns,
    sampleOf(places, SHAPE_ROWS, seed).map((place) => rows[place]),
  );
  await pause();
  const task = { predictor, columns, rows, plausible, losses, counts, scale, pause };
  const sensitivity = await sensitivities(task, sampleOf(places, TRIED_ROWS, seed + 1), seed);
  const shares = sharesOfDamage(task, sampleOf(places, SHARE_ROWS, seed), sensitivity);
  await pause();
  const nClose = Math.max(FEWEST_CLOSELY, Math.min(MOST_CLOSELY, CLOSELY * most));
  const close = await shortlist(task, { sensitivity, shares, nClose });
  const cells = await lookClosely(task, close, shares);
  const ranked = cells.sort((a, b) => b.gain - a.gain || a.row - b.row).slice(0, most);
  return { cells: ranked.map((cell) => ({ ...cell, row: rows[cell.row] })), nRows: rows.length, loss };
}

interface Task {
  readonly predictor: Predictor;
  readonly columns: Columns;
  /** Those of the columns that are judged; from here on a row is a place in this list. */
  readonly rows: Uint32Array;
  readonly plausible: Plausible;
  /** Of each row by itself, and how much it counts. */
  readonly losses: Float64Array;
  readonly counts: Float64Array;
  readonly scale: LossScale;
  readonly pause: () => Promise<void>;
}

function sampleOf(rows: Uint32Array, n: number, seed: number): Uint32Array {
  if (rows.length <= n) return rows;
  const key = { seed, stream: STREAMS.sample, step: STEP };
  return randomSample(key, rows.length, n)
    .map((at) => rows[at])
    .sort();
}

const valuesAt = (values: Float64Array, rows: Uint32Array) =>
  new Float64Array(rows.length).map((_, place) => values[rows[place]]);

/** Of each shape: by how much the loss of a row changes on average where its cell is another row's. */
async function sensitivities(task: Task, rows: Uint32Array, seed: number): Promise<readonly number[]> {
  const { predictor, columns, plausible, losses, scale, pause } = task;
  const some = rowsOf(
    columns,
    rows.map((row) => task.rows[row]),
  );
  const places = placesOf(columns.schema);
  const found: number[] = [];
  for (const [index, { column }] of plausible.shapes.entries()) {
    const own = places.get(column);
    if (!own) throw new Error(`no column ${column}`);
    const order = randomPermutation({ seed, stream: STREAMS.sample, step: STEP + 1 + index }, rows.length);
    const changed = rowLosses(await predict(predictor, dealtOut(some, own, order), { pause }), some.labels, scale);
    found.push(changed.reduce((sum, value, at) => sum + Math.abs(value - losses[rows[at]]), 0) / rows.length);
  }
  return found;
}

/**
 * Of each shape: the share of its filled cells that are damaged, as a mixture of sound and damaged ones tells it. Of one that changes
 * nothing, nobody asks.
 */
function sharesOfDamage(
  { plausible, rows: all }: Task,
  rows: Uint32Array,
  sensitivity: readonly number[],
): readonly number[] {
  const nJudged = plausible.shapes.map(() => 0);
  const ratios = plausible.shapes.map((_, shape) => new Float64Array(sensitivity[shape] === 0 ? 0 : rows.length));
  for (const row of rows) {
    plausible.look(all[row]);
    for (let shape = 0; shape < ratios.length; shape++) {
      if (sensitivity[shape] === 0) continue;
      const judged = plausible.judge(plausible.shapes[shape]);
      if (judged) ratios[shape][nJudged[shape]++] = judged.damaged / judged.sound;
    }
  }
  return ratios.map((found, shape) => {
    const own = found.subarray(0, nJudged[shape]);
    let share = FIRST_SHARE;
    for (let round = 0; round < ROUNDS && own.length > 0; round++) {
      let sum = 0;
      for (let at = 0; at < own.length; at++) sum += (share * own[at]) / (share * own[at] + 1 - share);
      share = Math.max(LEAST_SHARE, Math.min(MOST_SHARE, sum / own.length));
    }
    return share;
  });
}

interface CloseCells {
  readonly rows: Int32Array;
  readonly shapes: Int32Array;
}

interface Known {
  /** Of each shape. */
  readonly sensitivity: readonly number[];
  readonly shares: readonly number[];
  /** So many cells at least, where there are as many; of equals, up to twice as many. */
  readonly nClose: number;
}

/**
 * Cells that may be worth the most, by what is known without asking the model about each. A repair takes away what its row loses at
 * most: rows are screened by their loss, the largest first, and once enough cells are worth more than the next row loses, no other
 * can be among them.
 */
async function shortlist(task: Task, known: Known): Promise<CloseCells> {
  const { losses: each, counts, plausible, pause } = task;
  const losses = each.map((loss, row) => counts[row] * loss);
  const rows = losingMost(losses, MOST_SCREENED);
  let best: ScoredCells = { rows: [], shapes: [], scores: [] };
  let least = 0;
  for (let start = 0; start < rows.length && losses[rows[start]] > least; start += SCREENED_AT_ONCE) {
    for (const row of rows.subarray(start, start + SCREENED_AT_ONCE)) {
      plausible.look(task.rows[row]);
      for (let shape = 0; shape < plausible.shapes.length; shape++) {
        if (known.sensitivity[shape] === 0) continue;
        // Most cells cannot be among them, however wrong they are: these are not judged.
        const most = known.sensitivity[shape] * plausible.mostApart(plausible.shapes[shape]);
        if (!(counts[row] * Math.min(each[row], most) > least)) continue;
        const score = scoreOf(task, { row, shape, known });
        if (!(score > least)) continue;
        best.rows.push(row);
        best.shapes.push(shape);
        best.scores.push(score);
      }
    }
    if (best.scores.length > known.nClose) {
      least = nthLargest(Float64Array.from(best.scores), known.nClose);
      best = atLeast(best, least, 2 * known.nClose);
    }
    await pause();
  }
  return { rows: Int32Array.from(best.rows), shapes: Int32Array.from(best.shapes) };
}

interface ScoredCells {
  readonly rows: number[];
  readonly shapes: number[];
  readonly scores: number[];
}

function scoreOf(
  { plausible, losses, counts }: Task,
  { row, shape, known }: { readonly row: number; readonly shape: number; readonly known: Known },
): number {
  const judged = plausible.judge(plausible.shapes[shape]);
  const share = known.shares[shape];
  const odds = judged ? (share * judged.damaged) / (judged.sound * (1 - share)) : 1;
  const wrong = judged ? odds / (1 + odds) : 1;
  const apart = judged ? judged.distance : plausible.spread(plausible.shapes[shape]);
  return counts[row] * wrong * Math.min(losses[row], known.sensitivity[shape] * apart);
}

function atLeast({ rows, shapes, scores }: ScoredCells, least: number, most: number): ScoredCells {
  const kept: ScoredCells = { rows: [], shapes: [], scores: [] };
  for (let at = 0; at < scores.length && kept.scores.length < most; at++) {
    if (scores[at] < least) continue;
    kept.rows.push(rows[at]);
    kept.shapes.push(shapes[at]);
    kept.scores.push(scores[at]);
  }
  return kept;
}

/** Those that lose most, the largest loss first. */
function losingMost(losses: Float64Array, n: number): Uint32Array {
  const least = losses.length > n ? nthLargest(losses.slice(), n) : Number.NEGATIVE_INFINITY;
  const rows: number[] = [];
  for (let row = 0; row < losses.length; row++) if (losses[row] >= least) rows.push(row);
  return Uint32Array.from(rows)
    .sort((a, b) => losses[b] - losses[a] || a - b)
    .subarray(0, n);
}

/** What the model says of each of these cells with what it plausibly says. */
async function lookClosely(task: Task, close: CloseCells, shares: readonly number[]): Promise<RankedCell[]> {
  const found: RankedCell[] = [];
  for (let start = 0; start < close.rows.length; start += ASKED_AT_ONCE) {
    const part = {
      rows: close.rows.subarray(start, start + ASKED_AT_ONCE),
      shapes: close.shapes.subarray(start, start + ASKED_AT_ONCE),
    };
    found.push(...(await gainsOf(task, part, shares)));
    await task.pause();
  }
  return found;
}

async function gainsOf(
  { predictor, columns, rows, plausible, losses, counts, scale, pause }: Task,
  close: CloseCells,
  shares: readonly number[],
): Promise<readonly RankedCell[]> {
  const { schema } = columns;
  const [nNumbers, nCategories] = [schema.numbers.length, schema.categories.length];
  const copies: number[] = [];
  const asked = Array.from(close.rows, (row, index) => {
    plausible.look(rows[row]);
    const shape = plausible.shapes[close.shapes[index]];
    const { values, weights } = plausible.values(shape);
    for (let value = 0; value < values.length; value++) copies.push(rows[row]);
    return { row, index: close.shapes[index], shape, judged: plausible.judge(shape), values, weights };
  });
  // A table of its own: what cells say instead is written into it.
  const tried = rowsOf(columns, Uint32Array.from(copies));
  let at = 0;
  for (const { shape, values } of asked) {
    for (const value of values) {
      if (shape.kind === "number") {
        tried.numbers[at * nNumbers + shape.place] = value;
        tried.missing[at * nNumbers + shape.place] = 0;
      } else tried.categories[at * nCategories + shape.place] = value;
      at++;
    }
  }
  const all = rowLosses(await predict(predictor, tried, { pause }), tried.labels, scale);
  at = 0;
  return asked.flatMap(({ row, index, shape, judged, values, weights }) => {
    const own = all.subarray(at, at + values.length);
    at += values.length;
    // What fits the label is likelier to be the truth, as far as the model can tell.
    const likely = weights.map((weight, value) => weight * Math.exp(-own[value]));
    const total = likely.reduce((sum, value) => sum + value, 0);
    if (!(total > 0)) return [];
    const mass = weights.reduce((sum, value) => sum + value, 0);
    const expectedLoss = likely.reduce((sum, value, each) => sum + value * own[each], 0) / total;
    const share = shares[index];
    const odds = judged
      ? (share * judged.damaged * (total / mass)) / ((1 - share) * judged.sound * Math.exp(-losses[row]))
      : Number.POSITIVE_INFINITY;
    const doubt = odds === Number.POSITIVE_INFINITY ? 1 : odds / (1 + odds);
    const gain = counts[row] * doubt * (losses[row] - expectedLoss);
    if (!(gain > 0)) return [];
    const best = likely.reduce((most, value, each) => (value > likely[most] ? each : most), 0);
    const expected =
      shape.kind === "number"
        ? likely.reduce((sum, value, each) => sum + value * values[each], 0) / total +
          schema.numbers[shape.place].offset
        : schema.categories[shape.place].levels[values[best] - 2];
    const kind = judged ? (shape.kind === "number" ? ("unlikely" as const) : ("level" as const)) : ("missing" as const);
    return [{ row, column: shape.column, kind, gain, doubt, expected }];
  });
}
