/** Test support: small datasets, ordinary and nasty, for the contract that every block keeps. */
import { randomNormal, randomUniform } from "../../base/random.ts";
import type { Dataset, Task } from "../../table/types.ts";

export interface TableOptions {
  readonly nRows?: number;
  readonly task?: Task;
  /** By column name, a number for each row; NaN is missing. */
  readonly numbers?: Readonly<Record<string, (row: number) => number>>;
  /** By column name, a code for each row (0 = missing, 1 = unseen) of a column with levels "red", "green", "blue". */
  readonly categories?: Readonly<Record<string, (row: number) => number>>;
  readonly nSources?: number;
}

export const LEVELS = ["red", "green", "blue"] as const;
const CLASSES = { binary: ["no", "yes"], multiclass: ["low", "middle", "high"], regression: [] } as const;

const normal = (stream: number) => (row: number) => randomNormal({ seed: 7, stream, step: 0 }, row);
const uniform = (stream: number) => (row: number) => randomUniform({ seed: 7, stream, step: 0 }, row);
const gappy = (cell: (row: number) => number, stream: number, gap: number) => (row: number) =>
  uniform(stream)(row) < 0.2 ? gap : cell(row);
const level = (stream: number) => (row: number) => 2 + Math.floor(uniform(stream)(row) * LEVELS.length);

/** Three rows of five train, one validates, one tests. */
export function tableOf(options: TableOptions): Dataset {
  const { nRows = 40, task = "binary", numbers = {}, categories = {}, nSources = 2 } = options;
  const rows = Array.from({ length: nRows }, (_, row) => row);
  const cells = rows.flatMap((row) => Object.values(numbers).map((cell) => cell(row)));
  const named = (names: readonly string[]) => names.map((name) => ({ name, original: name }));
  const pick = (...rests: number[]) => Uint32Array.from(rows.filter((row) => rests.includes(row % 5)));
  return {
    nRows,
    schema: {
      numbers: named(Object.keys(numbers)).map((column) => ({ ...column, offset: 0 })),
      categories: named(Object.keys(categories)).map((column) => ({ ...column, levels: LEVELS })),
      sources: Array.from({ length: nSources }, (_, source) => `file${source}.csv`),
      target: {
        name: "label",
        task,
        taskReason: "chosen",
        classes: CLASSES[task].map((label) => ({ label, spellings: [label] })),
      },
    },
    numbers: Float32Array.from(cells, (cell) => (Number.isNaN(cell) ? 0 : cell)),
    missing: Uint8Array.from(cells, (cell) => (Number.isNaN(cell) ? 1 : 0)),
    categories: Int32Array.from(rows.flatMap((row) => Object.values(categories).map((cell) => cell(row)))),
    source: Int32Array.from(rows, (row) => Math.floor(row / 2) % nSources),
    labels: Float64Array.from(rows, (row) =>
      task === "regression" ? 100 + 20 * normal(9)(row) : row % CLASSES[task].length,
    ),
    split: { train: pick(0, 1, 2), validation: pick(3), test: pick(4) },
  };
}

const NUMBERS = { mass: gappy(normal(11), 21, Number.NaN), length: (row: number) => 50 + 4 * normal(12)(row) };
const CATEGORIES = { colour: gappy(level(31), 41, 0), shape: level(32) };

/** An ordinary table: numbers and categories, each with a column that has gaps. */
export function usualTable(task: Task = "binary"): Dataset {
  return tableOf({ task, numbers: NUMBERS, categories: CATEGORIES });
}

const huge = (row: number) => [1e30, -1e30, 1e-30, 0, 3][row % 5 === 0 ? Math.floor(row / 5) % 5 : row % 5];

/** Tables that break careless arithmetic. */
export const NASTY_TABLES: readonly { readonly name: string; readonly table: Dataset }[] = [
  {
    name: "columns without a value",
    table: tableOf({
      numbers: { ...NUMBERS, empty: () => Number.NaN },
      categories: { ...CATEGORIES, nothing: () => 0 },
    }),
  },
  { name: "constant columns", table: tableOf({ numbers: { same: () => 7.25 }, categories: { same2: () => 3 } }) },
  { name: "huge and tiny values", table: tableOf({ numbers: { ...NUMBERS, huge }, categories: CATEGORIES }) },
  { name: "one row in each split", table: tableOf({ numbers: NUMBERS, categories: CATEGORIES, nRows: 5 }) },
  {
    name: "one training row alone",
    table: tableOf({ numbers: NUMBERS, categories: CATEGORIES, nRows: 1, nSources: 1 }),
  },
  { name: "no categories", table: tableOf({ numbers: NUMBERS }) },
  { name: "no numbers", table: tableOf({ categories: CATEGORIES }) },
  {
    name: "levels that training never saw",
    table: tableOf({ numbers: NUMBERS, categories: { colour: (row) => (row % 5 < 3 ? 2 : row % 5 === 3 ? 3 : 1) } }),
  },
];
