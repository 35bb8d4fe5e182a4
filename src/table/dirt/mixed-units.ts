import { keyOf, type Plant, randomBelow, someRows } from "./dirt-task.ts";
import { numberColumns, numberTextOf } from "./number-text.ts";
import type { WrongUnit } from "./recipe.ts";

const INCHES_A_CENTIMETRE = 1 / 2.54;

/** Grams for kilograms, degrees Fahrenheit for Celsius, inches for centimetres. */
const CONVERTED: Readonly<Record<WrongUnit, (value: number) => number>> = {
  thousandth: (value) => value * 1000,
  fahrenheit: (value) => value * 1.8 + 32,
  inch: (value) => value * INCHES_A_CENTIMETRE,
};

/** Some numbers of one column are told in another unit, with nothing that says so. */
export const plantMixedUnits: Plant = (task) => {
  const { recipe, reached, draft } = task;
  const columns = numberColumns(task);
  if (columns.length === 0) return;
  const wanted = columns.find(({ column }) => column.name === recipe.unitColumn);
  const { column, rule, values } = wanted ?? columns[randomBelow(columns.length, keyOf(task, "units", 1), 0)];
  const filled = reached.filter((row) => !Number.isNaN(values[row]));
  for (const row of someRows(filled, recipe.amounts.units, keyOf(task, "units", 0))) {
    const value = CONVERTED[recipe.unit](values[row]);
    if (value !== values[row]) draft.set("units", column.name, row, numberTextOf(rule, value));
  }
};
