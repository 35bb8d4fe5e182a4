/** Parts of a product that depend on one code alone, as the levels of a category do: a table with a row for each code. */
import { evaluate } from "../evaluate.ts";
import { sizeOf, type ValueId } from "../types.ts";
import type { Elements } from "./elements.ts";
import { evaluateExactly } from "./exact-functions.ts";
import type { PrunedWriter } from "./pruned-writer.ts";

/** A table is worth it where it stands for so many products a column. */
const FEWEST_LOOKED_UP = 8;
/** … and where it has at most so many rows for each of these: numbers that are learned for many levels come from a table already. */
const MOST_ROWS_EACH = 8;

interface LookUp {
  /** Which elements of the vector it stands for. */
  readonly inner: readonly number[];
  /** The code, an element by number. */
  readonly code: number;
  /** [depth][columns]; nothing for other codes. */
  readonly table: readonly (readonly number[])[];
}

/** What elements of a vector that depend on one code each add to a product, for each code: computed here, by the program itself. */
export function lookUps({
  elements,
  writer,
  inner,
  matrixOf,
}: {
  readonly elements: Elements;
  readonly writer: PrunedWriter;
  readonly inner: readonly { readonly k: number; readonly element: number }[];
  readonly matrixOf: (rows: readonly number[]) => readonly (readonly number[])[];
}): readonly LookUp[] {
  const byCode = new Map<number, { depth: number; own: (typeof inner)[number][] }>();
  for (const one of inner) {
    const found = elements.codeOf(one.element);
    if (!found) continue;
    const known = byCode.get(found.code);
    if (known) known.own.push(one);
    else byCode.set(found.code, { depth: found.depth, own: [one] });
  }
  const worth = [...byCode].filter(([, { own }]) => own.length >= FEWEST_LOOKED_UP);
  if (worth.length === 0) return [];
  const all = worth.flatMap(([, { own }]) => own.map(({ element }) => element));
  const features = atEachCode(writer, writer.gather(all), Math.max(...worth.map(([, { depth }]) => depth)));
  let start = 0;
  return worth.flatMap(([code, { depth, own }]): LookUp[] => {
    const rows = own.map(({ k }) => k);
    const weights = matrixOf(rows);
    const from = start;
    start += rows.length;
    const nMost = MOST_ROWS_EACH * rows.length;
    const ends = rows.map((_, i) => endOf(features, depth, from + i));
    const kept = [...rows.keys()].filter((i) => depth <= nMost || ends[i] <= nMost);
    if (kept.length < FEWEST_LOOKED_UP) return [];
    const nRows = depth <= nMost ? depth : Math.max(...kept.map((i) => ends[i]));
    const [other, ...table] = [features.length - 1, ...Array.from({ length: nRows }, (_, row) => row)].map((row) =>
      sumOf(
        kept.map((i) => features[row][from + i]),
        kept.map((i) => weights[i]),
      ),
    );
    return other.every((sum) => sum === 0) ? [{ inner: kept.map((i) => rows[i]), code, table }] : [];
  });
}

/** The first code from which on an element is 0. */
function endOf(features: readonly Float64Array[], depth: number, element: number): number {
  let end = depth;
  while (end > 0 && features[end - 1][element] === 0) end--;
  return end;
}

/** Σ_i factors[i] · rows[i]. */
function sumOf(factors: readonly number[], rows: readonly (readonly number[])[]): readonly number[] {
  const sums = new Array<number>(rows[0].length).fill(0);
  factors.forEach((factor, i) => {
    if (factor !== 0) for (let j = 0; j < sums.length; j++) sums[j] += factor * rows[i][j];
  });
  return sums;
}

/** Numbers of a value where all codes are 0, 1, … depth − 1, and one that is outside every table. */
function atEachCode({ builder: { nodes } }: PrunedWriter, value: ValueId, depth: number): readonly Float64Array[] {
  const nRows = depth + 1;
  const inputs = Object.fromEntries(
    nodes.flatMap((node) => {
      if (node.kind !== "input") return [];
      const width = sizeOf(node.type.shape);
      const isCode = node.type.dtype === "int32";
      const codeAt = (i: number) => (i < depth * width ? Math.floor(i / width) : -1);
      return [[node.name, Float64Array.from({ length: nRows * width }, (_, i) => (isCode ? codeAt(i) : 0))]];
    }),
  );
  const [{ data }] = evaluate(nodes, { nRows, inputs, parameters: {} }, [value], evaluateExactly);
  const width = data.length / nRows;
  return Array.from({ length: nRows }, (_, row) => data.subarray(row * width, (row + 1) * width));
}
