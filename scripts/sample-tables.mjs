import { createRandom } from "./sample-random.mjs";

/** @typedef {{ names: string[], rows: string[][] }} Table  every cell as text, "" where empty */
/**
 * @typedef {object} Damage
 * @property {number} row       1-based data row
 * @property {string} column
 * @property {"emptied" | "times-ten" | "tenth" | "sign-flip" | "inches" | "kilograms" | "label"} kind
 * @property {string} original  the cell's text before
 */

const EMPTY_SHARE = 0.15;
const OUTLIER_SHARE = 0.03;
const WRONG_LABEL_SHARE = 0.5;

/** @param {Table} table */
export function toCsv({ names, rows }) {
  const quote = (/** @type {string} */ cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  return `${[names, ...rows].map((row) => row.map(quote).join(",")).join("\n")}\n`;
}

/**
 * Damages a copy of a table where `row` and `column` say, and notes what stood there.
 *
 * @param {Table} table
 */
function recorder(table) {
  /** @type {Damage[]} */
  const damage = [];
  const rows = table.rows.map((row) => [...row]);
  /** @param {{ row: number, column: number, kind: Damage["kind"], text: string }} change  row 0-based */
  const change = ({ row, column, kind, text }) => {
    const cells = /** @type {string[]} */ (rows[row]);
    const original = /** @type {string} */ (cells[column]);
    damage.push({ row: row + 1, column: /** @type {string} */ (table.names[column]), kind, original });
    cells[column] = text;
  };
  const inOrder = () =>
    damage.toSorted((a, b) => a.row - b.row || table.names.indexOf(a.column) - table.names.indexOf(b.column));
  return { rows, change, inOrder };
}

/**
 * Empties 15 % of all filled cells, puts 3 % outliers into the number columns and adds eight columns of junk.
 * The target column stays as it is.
 *
 * @param {Table} clean
 * @param {{ target: string, numbers: readonly string[], seed: number }} options
 */
export function makeMessy(clean, { target, numbers, seed }) {
  const random = createRandom(seed);
  const junk = makeJunk(clean, random);
  const targetColumn = clean.names.indexOf(target);
  const names = [...clean.names, ...junk.map((column) => column.name)];
  const rows = clean.rows.map((row, index) => [...row, ...junk.map((column) => column.cells[index] ?? "")]);
  const { rows: messy, change, inOrder } = recorder({ names, rows });

  const filled = rows.flatMap((row, rowIndex) =>
    row.flatMap((cell, column) => (cell !== "" && column !== targetColumn ? [{ row: rowIndex, column }] : [])),
  );
  const shuffled = random.shuffle(filled);
  const nEmptied = Math.round(EMPTY_SHARE * filled.length);
  for (const { row, column } of shuffled.slice(0, nEmptied)) change({ row, column, kind: "emptied", text: "" });

  const isNumber = (/** @type {number} */ column) => numbers.includes(/** @type {string} */ (names[column]));
  const nOutliers = Math.round(OUTLIER_SHARE * filled.filter((cell) => isNumber(cell.column)).length);
  const left = shuffled.slice(nEmptied).filter((cell) => isNumber(cell.column));
  for (const { row, column } of left.slice(0, nOutliers)) {
    const value = Number(messy[row]?.[column]);
    const isMass = names[column]?.endsWith("_g") ?? false;
    const [kind, wrong] = random.pick(
      /** @type {[Damage["kind"], number][]} */ ([
        ["times-ten", value * 10],
        ["tenth", value / 10],
        ["sign-flip", -value],
        isMass ? ["kilograms", value / 1000] : ["inches", value / 25.4],
      ]),
    );
    change({ row, column, kind, text: String(Number(wrong.toFixed(2))) });
  }
  const table = { names, rows: messy };
  return { table, damage: inOrder(), junkColumns: junk.map(({ name, what }) => ({ name, what })) };
}

/**
 * @param {Table} clean
 * @param {ReturnType<typeof createRandom>} random
 */
function makeJunk(clean, random) {
  const fill = (/** @type {() => string} */ cell) => clean.rows.map(cell);
  const shuffled = (/** @type {string} */ name) =>
    random.shuffle(clean.rows.map((row) => row[clean.names.indexOf(name)] ?? ""));
  const letters = ["A", "B", "C", "D", "E"];
  const zones = Array.from({ length: 12 }, (_, index) => `zone ${index + 1}`);
  return [
    {
      name: "noise_normal",
      what: "normal, mean 50, standard deviation 10",
      cells: fill(() => (50 + 10 * random.normal()).toFixed(1)),
    },
    { name: "noise_uniform", what: "uniform, 0 to 1", cells: fill(() => random.next().toFixed(3)) },
    {
      name: "noise_long_tail",
      what: "u / (1 − u), u uniform: a long right tail",
      cells: fill(() => {
        const u = random.next();
        return (u / (1 - u)).toFixed(2);
      }),
    },
    { name: "random_letter", what: "five letters", cells: fill(() => random.pick(letters)) },
    { name: "random_zone", what: "twelve zones", cells: fill(() => random.pick(zones)) },
    {
      name: "shuffled_bill_length_mm",
      what: "a shuffled copy of bill_length_mm",
      cells: shuffled("bill_length_mm"),
    },
    {
      name: "shuffled_flipper_length_mm",
      what: "a shuffled copy of flipper_length_mm",
      cells: shuffled("flipper_length_mm"),
    },
    { name: "shuffled_island", what: "a shuffled copy of island", cells: shuffled("island") },
  ];
}

/**
 * Deals the rows to notebooks of equal size; in the last one, half of the target's cells name another class.
 *
 * @param {Table} clean
 * @param {{ target: string, sources: readonly string[], seed: number }} options
 */
export function makeNotebooks(clean, { target, sources, seed }) {
  const random = createRandom(seed);
  const column = clean.names.indexOf(target);
  const classes = [...new Set(clean.rows.map((row) => row[column] ?? ""))].sort();
  const order = random.shuffle(clean.rows);
  const size = Math.ceil(order.length / sources.length);
  const tables = sources.map((name, index) => ({
    name,
    table: { names: clean.names, rows: order.slice(index * size, (index + 1) * size) },
  }));
  const last = /** @type {(typeof tables)[number]} */ (tables.at(-1));
  const { rows, change, inOrder } = recorder(last.table);
  const nWrong = Math.round(WRONG_LABEL_SHARE * rows.length);
  for (const row of random.shuffle(rows.map((_, index) => index)).slice(0, nWrong)) {
    const others = classes.filter((name) => name !== rows[row]?.[column]);
    change({ row, column, kind: "label", text: random.pick(others) });
  }
  last.table = { names: clean.names, rows };
  return { tables, damagedSource: last.name, damage: inOrder() };
}

/**
 * `count` rows drawn without replacement, in their old order.
 *
 * @param {string[]} lines
 * @param {{ count: number, seed: number }} options
 */
export function drawLines(lines, { count, seed }) {
  const picked = createRandom(seed)
    .shuffle(lines.map((_, index) => index))
    .slice(0, count);
  return picked.sort((a, b) => a - b).map((index) => /** @type {string} */ (lines[index]));
}
