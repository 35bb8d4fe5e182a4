/**
 * What a cell plausibly says, given the rest of its row: numbers are taken as jointly normal after bending their tails, levels as
 * numbers that are 1 where they stand. Simple, and quick for any number of rows.
 */
import { sortNumbers } from "../../base/sort-numbers.ts";
import type { Columns } from "../../table/types.ts";
import { FIRST_LEVEL_CODE, MISSING_CODE } from "../../table/types.ts";
import { inverseOf } from "./inverse.ts";

/** A column of the file that becomes one column of the dataset. */
interface PlausibleColumn {
  /** Of the file. */
  readonly column: string;
  readonly kind: "number" | "category";
  /** Among the numbers, or the categories. */
  readonly place: number;
}

interface NumberShape extends PlausibleColumn {
  readonly kind: "number";
  readonly center: number;
  readonly scale: number;
  /** Of the bent values. */
  readonly mean: number;
  readonly deviation: number;
  /** Ends of the values that are proposed. */
  readonly low: number;
  readonly high: number;
  /** Its place among the features; −1: it is told by itself alone. */
  readonly feature: number;
}

interface CategoryShape extends PlausibleColumn {
  readonly kind: "category";
  /** Share of each code, 0 = missing, which has none. */
  readonly shares: Float64Array;
  /** Codes with a feature, and where these begin. */
  readonly codes: readonly number[];
  readonly first: number;
  /** Share of all codes without one. */
  readonly others: number;
}

/** A cell as it is judged. */
export interface CellJudgement {
  /** Density, or probability, of what it says if it is as others are; and if it is damaged. */
  readonly sound: number;
  readonly damaged: number;
  /** How far it is from what is expected, at most `FARTHEST`. */
  readonly distance: number;
}

/** What it may say instead, each with its probability: numbers as in the dataset, or codes. */
export interface PlausibleValues {
  readonly values: Float64Array;
  readonly weights: Float64Array;
}

const MOST_FEATURES = 64;
const MOST_NUMBERS = 48;
const MOST_LEVELS = 6;
const LEAST_SHARE = 0.02;
/** Of its variance, added to that of each feature: few rows, and columns that are the same. */
const RIDGE = 0.02;
/** Deviations that a value counts at most where it speaks of others. */
const WINSOR = 3;
export const FARTHEST = 5;
/** Of Student's t, which forgives tails. */
const FREEDOM = 5;
const T_FACTOR = 0.3796;
const DAMAGE_SCALE = 3;
/** Quantiles 10, 30, 50, 70 and 90 % of the normal distribution. */
const NODES = [-1.2816, -0.5244, 0, 0.5244, 1.2816];
const LEAST_PROBABILITY = 1e-4;

export class Plausible {
  readonly shapes: readonly (NumberShape | CategoryShape)[];
  private readonly nFeatures: number;
  private readonly means: Float64Array;
  /** [nFeatures, nFeatures] inverse of the covariance. */
  private readonly precision: Float64Array;
  /** Of each feature, given all others. */
  private readonly variances: Float64Array;
  private readonly deviations: Float64Array;
  /** Of each category with features: [n, n] inverse of its part of the precision. */
  private readonly blocks = new Map<CategoryShape, Float64Array>();
  private readonly own: Float64Array;
  /** What others pull a feature of the row by, and which look it was asked in: few are asked for. */
  private readonly pulled: Float64Array;
  private readonly pulledIn: Int32Array;
  private nLooks = 0;
  /** Of the row that is looked at, by the place of the number: in deviations, NaN where the cell is missing. */
  private readonly bent: Float64Array;
  private looked = -1;

  /** @param rows a sample of `columns` that the shapes are taken from. */
  constructor(
    private readonly columns: Columns,
    rows: Uint32Array,
  ) {
    const { shapes, nFeatures } = shapesOf(columns, rows);
    this.shapes = shapes;
    this.nFeatures = nFeatures;
    this.means = new Float64Array(nFeatures);
    this.own = new Float64Array(nFeatures);
    this.pulled = new Float64Array(nFeatures);
    this.pulledIn = new Int32Array(nFeatures);
    this.bent = new Float64Array(columns.schema.numbers.length);
    const covariance = this.covariance(rows);
    for (let f = 0; f < nFeatures; f++)
      covariance[f * nFeatures + f] = covariance[f * nFeatures + f] * (1 + RIDGE) + 1e-6;
    this.precision = inverseOf(covariance, nFeatures);
    this.variances = this.means.map((_, f) => 1 / this.precision[f * nFeatures + f]);
    this.deviations = this.variances.map((variance) => Math.max(0.05, Math.sqrt(variance)));
    for (const shape of shapes) {
      if (shape.kind === "category" && shape.codes.length > 0) this.blocks.set(shape, this.blockOf(shape));
    }
  }

  private covariance(rows: Uint32Array): Float64Array {
    const { nFeatures, own, means } = this;
    const sums = new Float64Array(nFeatures * nFeatures);
    const totals = new Float64Array(nFeatures);
    // Four rows at once: sums are read and written a quarter as often. Of rows that are not there, all features are 0.
    const some = Array.from({ length: 4 }, () => new Float64Array(nFeatures));
    const [first, second, third, fourth] = some;
    for (let start = 0; start < rows.length; start += 4) {
      for (const [at, features] of some.entries()) {
        if (start + at < rows.length) this.featuresOf(rows[start + at]);
        else own.fill(0);
        features.set(own);
      }
      for (let f = 0; f < nFeatures; f++) {
        const [a, b, c, d] = [first[f], second[f], third[f], fourth[f]];
        if (a === 0 && b === 0 && c === 0 && d === 0) continue;
        totals[f] += a + b + (c + d);
        const at = f * nFeatures;
        for (let g = 0; g <= f; g++) sums[at + g] += a * first[g] + b * second[g] + (c * third[g] + d * fourth[g]);
      }
    }
    const n = Math.max(1, rows.length);
    for (let f = 0; f < nFeatures; f++) means[f] = totals[f] / n;
    const covariance = new Float64Array(nFeatures * nFeatures);
    for (let f = 0; f < nFeatures; f++) {
      for (let g = 0; g <= f; g++) {
        const value = sums[f * nFeatures + g] / n - means[f] * means[g];
        covariance[f * nFeatures + g] = value;
        covariance[g * nFeatures + f] = value;
      }
    }
    return covariance;
  }

  private blockOf({ first, codes }: CategoryShape): Float64Array {
    const { nFeatures, precision } = this;
    const n = codes.length;
    const block = new Float64Array(n * n);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) block[i * n + j] = precision[(first + i) * nFeatures + first + j];
    }
    return inverseOf(block, n);
  }

  /** Into `own`, less the means. */
  private featuresOf(row: number): void {
    const { own, columns, means } = this;
    own.fill(0);
    for (const shape of this.shapes) {
      if (shape.kind === "number") {
        const z = this.bentOf(shape, row);
        this.bent[shape.place] = z;
        if (shape.feature < 0) continue;
        // What is missing says nothing.
        own[shape.feature] = Number.isNaN(z) ? 0 : Math.max(-WINSOR, Math.min(WINSOR, z)) - means[shape.feature];
      } else {
        const code = columns.categories[row * columns.schema.categories.length + shape.place];
        for (let at = 0; at < shape.codes.length; at++) {
          const isIt = code === shape.codes[at];
          own[shape.first + at] = code === MISSING_CODE ? 0 : Number(isIt) - means[shape.first + at];
        }
      }
    }
  }

  /** In deviations; NaN where the cell is missing. */
  private bentOf({ place, center, scale, mean, deviation }: NumberShape, row: number): number {
    const at = row * this.columns.schema.numbers.length + place;
    if (this.columns.missing[at] === 1) return Number.NaN;
    return (Math.asinh((this.columns.numbers[at] - center) / scale) - mean) / deviation;
  }

  /** Looks at a row: what is asked next is asked of it. */
  look(row: number): void {
    if (row === this.looked) return;
    this.looked = row;
    this.featuresOf(row);
    this.nLooks++;
  }

  /** The row of the precision of a feature, times the features. */
  private pulledBy(feature: number): number {
    if (this.pulledIn[feature] === this.nLooks) return this.pulled[feature];
    const { own, nFeatures, precision } = this;
    const start = feature * nFeatures;
    let sum = 0;
    let f = 0;
    // Four at once: sums that wait for each other take four times as long.
    for (; f + 3 < nFeatures; f += 4) {
      sum +=
        precision[start + f] * own[f] +
        precision[start + f + 1] * own[f + 1] +
        (precision[start + f + 2] * own[f + 2] + precision[start + f + 3] * own[f + 3]);
    }
    for (; f < nFeatures; f++) sum += precision[start + f] * own[f];
    this.pulledIn[feature] = this.nLooks;
    this.pulled[feature] = sum;
    return sum;
  }

  private expected({ feature }: NumberShape): { readonly mean: number; readonly deviation: number } {
    if (feature < 0) return { mean: 0, deviation: 1 };
    const mean = this.own[feature] - this.pulledBy(feature) * this.variances[feature] + this.means[feature];
    return { mean, deviation: this.deviations[feature] };
  }

  /** What the rest of the row says of the code with this feature, not yet beside the others. */
  private told(shape: CategoryShape, block: Float64Array, i: number): number {
    const { first, codes } = shape;
    let pull = 0;
    for (let j = 0; j < codes.length; j++) pull += block[i * codes.length + j] * this.pulledBy(first + j);
    return Math.max(LEAST_PROBABILITY, Math.min(1, this.means[first + i] + this.own[first + i] - pull));
  }

  /** Of one code, as `probabilities` has it: asked for every cell that is judged, and makes nothing. */
  private probabilityOf(shape: CategoryShape, code: number): number {
    const { shares, codes, others } = shape;
    const block = this.blocks.get(shape);
    if (!block) return shares[code] ?? 0;
    let [own, sum] = [others > 0 ? (shares[code] ?? 0) : 0, others];
    for (let i = 0; i < codes.length; i++) {
      const value = this.told(shape, block, i);
      sum += value;
      if (codes[i] === code) own = value;
    }
    return own / sum;
  }

  /** The probability of each code. */
  private probabilities(shape: CategoryShape): Float64Array {
    const { shares, codes, others } = shape;
    const block = this.blocks.get(shape);
    if (!block) return shares;
    const found = others > 0 ? shares.slice() : new Float64Array(shares.length);
    for (let i = 0; i < codes.length; i++) found[codes[i]] = this.told(shape, block, i);
    const sum = found.reduce((total, value) => total + value, 0);
    return found.map((value) => value / sum);
  }

  private codeOf({ place }: CategoryShape): number {
    return this.columns.categories[this.looked * this.columns.schema.categories.length + place];
  }

  /** How far a cell may be from what is expected, whatever that is; no end where it is missing. */
  mostApart(shape: NumberShape | CategoryShape): number {
    if (shape.kind === "number") return Number.isNaN(this.bent[shape.place]) ? Number.POSITIVE_INFINITY : FARTHEST;
    return 1;
  }

  /** @returns undefined where the cell is missing. */
  judge(shape: NumberShape | CategoryShape): CellJudgement | undefined {
    if (shape.kind === "number") {
      const z = this.bent[shape.place];
      if (Number.isNaN(z)) return undefined;
      const { mean, deviation } = this.expected(shape);
      const apart = (z - mean) / deviation;
      // To the power of −(FREEDOM + 1) / 2, which is −3: a general power takes ten times as long.
      const tail = 1 + (apart * apart) / FREEDOM;
      const sound = T_FACTOR / deviation / (tail * tail * tail);
      const damaged = 1 / (Math.PI * DAMAGE_SCALE * (1 + (z / DAMAGE_SCALE) ** 2));
      return { sound, damaged, distance: Math.min(FARTHEST, Math.abs(z - mean)) };
    }
    const code = this.codeOf(shape);
    if (code === MISSING_CODE) return undefined;
    const sound = Math.max(LEAST_PROBABILITY, this.probabilityOf(shape, code));
    return { sound, damaged: 1 / Math.max(2, shape.shares.length - 1), distance: 1 - sound };
  }

  /** How far a missing cell may be from what stands for it. */
  spread(shape: NumberShape | CategoryShape): number {
    if (shape.kind === "category") return 1;
    const { mean, deviation } = this.expected(shape);
    return Math.hypot(mean, deviation);
  }

  values(shape: NumberShape | CategoryShape): PlausibleValues {
    if (shape.kind === "number") {
      const { mean, deviation } = this.expected(shape);
      const { center, scale, low, high } = shape;
      const values = Float64Array.from(NODES, (node) => {
        const bent = (mean + deviation * node) * shape.deviation + shape.mean;
        return Math.max(low, Math.min(high, center + scale * Math.sinh(bent)));
      });
      return { values, weights: new Float64Array(NODES.length).fill(1 / NODES.length) };
    }
    const probabilities = this.probabilities(shape);
    const codes = [...probabilities.keys()]
      .filter((code) => code >= FIRST_LEVEL_CODE && probabilities[code] > 0)
      .sort((a, b) => probabilities[b] - probabilities[a])
      .slice(0, NODES.length);
    return { values: Float64Array.from(codes), weights: Float64Array.from(codes, (code) => probabilities[code]) };
  }
}

/** Columns with one column each in the dataset: parts of dates and limits hang together, and are left out. */
function shapesOf(columns: Columns, rows: Uint32Array) {
  const { schema } = columns;
  const originals = [...schema.numbers, ...schema.categories].map(({ original }) => original);
  const isAlone = (original: string) => originals.indexOf(original) === originals.lastIndexOf(original);
  let nFeatures = 0;
  const shapes: (NumberShape | CategoryShape)[] = [];
  for (const [place, { original }] of schema.numbers.entries()) {
    const shape = isAlone(original) ? numberShape(columns, rows, place) : undefined;
    if (shape) shapes.push({ ...shape, column: original, feature: nFeatures < MOST_NUMBERS ? nFeatures++ : -1 });
  }
  for (const [place, { original, levels }] of schema.categories.entries()) {
    if (!isAlone(original)) continue;
    const shares = sharesOf(columns, rows, place, levels.length);
    const frequent = [...shares.keys()]
      .filter((code) => code >= FIRST_LEVEL_CODE && shares[code] >= LEAST_SHARE)
      .sort((a, b) => shares[b] - shares[a])
      .slice(0, MOST_LEVELS);
    const codes = nFeatures + frequent.length <= MOST_FEATURES ? frequent : [];
    const others = shares.reduce((sum, share, code) => sum + (codes.includes(code) ? 0 : share), 0);
    shapes.push({ column: original, kind: "category", place, shares, codes, first: nFeatures, others });
    nFeatures += codes.length;
  }
  return { shapes, nFeatures };
}

const at = (sorted: Float64Array, share: number) => sorted[Math.floor(share * (sorted.length - 1))];

function numberShape({ schema, numbers, missing }: Columns, rows: Uint32Array, place: number) {
  const width = schema.numbers.length;
  const filled = new Float64Array(rows.length);
  let nFilled = 0;
  for (const row of rows) if (missing[row * width + place] === 0) filled[nFilled++] = numbers[row * width + place];
  const found = filled.subarray(0, nFilled);
  sortNumbers(found);
  if (found.length < 10 || found[0] === found[found.length - 1]) return undefined;
  const center = at(found, 0.5);
  const quarters = (at(found, 0.75) - at(found, 0.25)) / 1.349;
  const middle = (at(found, 0.95) - at(found, 0.05)) / 3.29;
  const scale = quarters > 0 ? quarters : middle > 0 ? middle : (found[found.length - 1] - found[0]) / 6;
  // Means and deviations of the middle: what lies far out is not to be what is usual.
  const bent = found.map((value) => Math.asinh((value - center) / scale));
  const inner = bent.subarray(Math.floor(0.01 * bent.length), Math.ceil(0.99 * bent.length));
  const mean = inner.reduce((sum, value) => sum + value, 0) / inner.length;
  const variance = inner.reduce((sum, value) => sum + (value - mean) ** 2, 0) / inner.length;
  const deviation = Math.max(1e-3, Math.sqrt(variance));
  return {
    kind: "number" as const,
    place,
    center,
    scale,
    mean,
    deviation,
    low: at(found, 0.005),
    high: at(found, 0.995),
  };
}

/** Share of each code among cells that are filled. */
function sharesOf({ schema, categories }: Columns, rows: Uint32Array, place: number, nLevels: number): Float64Array {
  const width = schema.categories.length;
  const counts = new Float64Array(FIRST_LEVEL_CODE + nLevels);
  for (const row of rows) counts[categories[row * width + place]]++;
  counts[MISSING_CODE] = 0;
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count) => count / Math.max(1, total));
}
