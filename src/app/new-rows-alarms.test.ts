/** Ordinary new rows are never asked about: rows of real tables, held out of training, as a whole, in batches and one by one. */
import { describe, expect, test } from "vitest";
import { randomPermutation, STREAMS } from "../base/random.ts";
import { columnFromTexts } from "../table/column-builder.ts";
import { columnStatistics } from "../table/new-rows/column-statistics.ts";
import { recogniseRows } from "../table/new-rows/recognise-rows.ts";
import { doubtWords } from "../table/new-rows/rows-words.ts";
import { cellText } from "../table/raw-column.ts";
import { stackTables } from "../table/stack.ts";
import { hasData, NO_DATA, readDataFile } from "../table/testing/data-on-disk.ts";
import { read } from "../table/testing/read-text.ts";
import type { RawTable } from "../table/types.ts";
import { describeTable } from "./describe-table.ts";

const FILES = [
  ...["diffprep/abalone/data.csv", "diffprep/page-blocks/data.csv", "diffprep/house_prices/data.csv"],
  ...["real/cardetails.csv", "real/itsalary2020.csv", "real/bengaluru.csv", "real/german.data", "real/autompg.data"],
  ...["more/credit-g.csv", "more/soybean.csv", "more/vote.csv", "dirty/beers/dirty.csv", "dirty/horse_colic/data.csv"],
  ...["dirty/titanic_kaggle/data.csv", "dirty/hospital/dirty.csv", "dirty/adult_1k/dirty.csv"],
];
const BATCH = 20;
const MOST_ROWS = 3000;

/** Some rows of a table as a file of their own. */
function fileOf({ columns }: RawTable, rows: ArrayLike<number>): Promise<RawTable> {
  const quoted = (text: string) => (/[",\n\r]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const lines = Array.from(rows, (row) => columns.map((column) => quoted(cellText(column, row))).join(","));
  return read([columns.map(({ name }) => quoted(name)).join(","), ...lines].join("\n"));
}

describe.skipIf(!hasData)(`real tables, ${hasData ? "" : NO_DATA}`, () => {
  test.each(FILES)("%s", async (path) => {
    const table = await readDataFile(path);
    const order = randomPermutation({ seed: 5, stream: STREAMS.sample, step: 0 }, table.nRows).slice(0, MOST_ROWS);
    const cut = Math.floor(order.length * 0.7);
    const training = await fileOf(table, order.slice(0, cut).sort());
    const held = order.slice(cut);
    const { rules } = describeTable(stackTables([training]), { overrides: [] });
    const usual = columnStatistics(training, rules, undefined);
    const askedOf = (rows: RawTable) =>
      recogniseRows({ table: rows, rules, target: "", usual, readings: [] }).doubts.map(doubtWords);
    const asked = [...askedOf(await fileOf(table, held))];
    for (let first = 0; first + BATCH <= held.length && first < 10 * BATCH; first += BATCH) {
      asked.push(...askedOf(await fileOf(table, held.slice(first, first + BATCH))));
    }
    for (const row of held.slice(0, 15)) asked.push(...askedOf(await fileOf(table, [row])));
    expect(asked).toEqual([]);

    // The same rows, 1,000 times as large: asked about in each column whose values are not mostly zero.
    const numbers = rules.filter(({ type, role }) => type === "number" && role === "used").slice(0, 4);
    const whole = await fileOf(table, held);
    for (const { name } of numbers) {
      const statistics = usual.find((each) => each.name === name);
      const low = statistics?.quantiles?.[4] ?? 0;
      if (low <= 0) continue;
      const thousandfold = (text: string) =>
        text.replace(/[\d.]+/, (number) => String(Number((1000 * Number(number)).toPrecision(9))));
      const columns = whole.columns.map((column) => {
        const texts = Array.from(column.codes, (_, row) => cellText(column, row));
        return column.name === name ? columnFromTexts(name, texts.map(thousandfold)) : column;
      });
      expect(askedOf({ ...whole, columns }).join(), name).toContain(name);
    }
  });
});
