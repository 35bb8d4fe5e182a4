/** Tables in which the cells of one column stand in other rows. */
import type { Columns, DatasetSchema } from "../table/types.ts";

/** Places of a column of the file among the numbers and categories: of a date there are several. */
interface Places {
  readonly numbers: readonly number[];
  readonly categories: readonly number[];
}

/** By the name in the file. */
export function placesOf({ numbers, categories }: DatasetSchema): ReadonlyMap<string, Places> {
  const names = [...numbers, ...categories].map(({ original }) => original);
  const placesIn = (list: readonly { readonly original: string }[], name: string) =>
    [...list.keys()].filter((place) => list[place].original === name);
  return new Map(
    names.map((name) => [name, { numbers: placesIn(numbers, name), categories: placesIn(categories, name) }]),
  );
}

/** Some rows as a table of their own. */
export function rowsOf(columns: Columns, rows: Uint32Array): Columns {
  const { schema, numbers, missing, categories, source, labels, rowWeights } = columns;
  const [nNumbers, nCategories] = [schema.numbers.length, schema.categories.length];
  const some = {
    numbers: new Float32Array(rows.length * nNumbers),
    missing: new Uint8Array(rows.length * nNumbers),
    categories: new Int32Array(rows.length * nCategories),
  };
  // Cell by cell: parts of an array cost more to make than the cells of a row to copy.
  for (let at = 0; at < rows.length; at++) {
    let [from, to] = [rows[at] * nNumbers, at * nNumbers];
    for (const end = to + nNumbers; to < end; to++, from++) {
      some.numbers[to] = numbers[from];
      some.missing[to] = missing[from];
    }
    [from, to] = [rows[at] * nCategories, at * nCategories];
    for (const end = to + nCategories; to < end; to++, from++) some.categories[to] = categories[from];
  }
  return {
    ...{ schema, nRows: rows.length, ...some },
    source: Int32Array.from(rows, (row) => source[row]),
    labels: Float64Array.from(rows, (row) => labels[row]),
    ...(rowWeights ? { rowWeights: Float64Array.from(rows, (row) => rowWeights[row]) } : {}),
  };
}

/** The table with the cells of a column, gaps among them, in the order of other rows. */
export function dealtOut(table: Columns, places: Places, order: Uint32Array): Columns {
  const { schema } = table;
  const [nNumbers, nCategories] = [schema.numbers.length, schema.categories.length];
  const [numbers, missing, categories] = [table.numbers.slice(), table.missing.slice(), table.categories.slice()];
  for (let row = 0; row < order.length; row++) {
    for (const place of places.numbers) {
      numbers[row * nNumbers + place] = table.numbers[order[row] * nNumbers + place];
      missing[row * nNumbers + place] = table.missing[order[row] * nNumbers + place];
    }
    for (const place of places.categories) {
      categories[row * nCategories + place] = table.categories[order[row] * nCategories + place];
    }
  }
  return { ...table, numbers, missing, categories };
}
