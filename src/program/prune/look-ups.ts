/** Parts of a product that depend on one code alone, as the levels of a category do: a table with a row for each code. */
import { evaluate } from "../evaluate.ts";
import { sizeOf, type ValueId } from "../types.ts";
import type { Elements } from "./elements.ts";
import { evaluateExactly } from "./exact-functions.ts";
import type { PrunedWriter } from "./pruned-writer.ts";

/** A table is worth it where it stands for so many products a column. */
const FEWEST_LOOKED_UP = 8;

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
  return [...byCode].flatMap(([code, { depth, own }]): LookUp[] => {
    if (own.length < FEWEST_LOOKED_UP) return [];
    const rows = own.map(({ k }) => k);
    const weights = matrixOf(rows);
    const features = atEachCode(writer, writer.gather(own.map(({ element }) => element)), depth);
    const sums = features.map((row) =>
      weights[0].map((_, j) => row.reduce((total, feature, i) => total + feature * weights[i][j], 0)),
    );
    const [other] = sums.splice(depth);
    return other.every((sum) => sum === 0) ? [{ inner: rows, code, table: sums }] : [];
  });
}

/** Numbers of a value where all codes are 0, 1, … depth − 1, and one that is outside every table. */
function atEachCode(
  { builder: { nodes } }: PrunedWriter,
  value: ValueId,
  depth: number,
): readonly (readonly number[])[] {
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
  return Array.from({ length: nRows }, (_, row) => Array.from(data.subarray(row * width, (row + 1) * width)));
}
