import { basename } from "node:path";
import Papa from "papaparse";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { StudioError } from "../../base/error.ts";
import { applyRules } from "../apply-rules.ts";
import { inferRules } from "../infer/infer-rules.ts";
import { profileColumn } from "../profile.ts";
import { cellText } from "../raw-column.ts";
import {
  DATA_FOLDER,
  hasData,
  listFiles,
  NO_DATA,
  readBytes,
  readDataFile,
  readJson,
} from "../testing/data-on-disk.ts";
import type { RawTable } from "../types.ts";

function rowsOf(table: RawTable): string[][] {
  return Array.from({ length: table.nRows }, (_, row) => table.columns.map((column) => cellText(column, row)));
}

function recordsOf(table: RawTable): [string, string][][] {
  return rowsOf(table).map((row) => row.map((text, index) => [table.columns[index].name, text]));
}

const Records = z.array(z.record(z.string(), z.string()));

describe.skipIf(!hasData)(`csv-spectrum (${hasData ? DATA_FOLDER : NO_DATA})`, () => {
  const files = hasData ? listFiles("csv-torture/csv-spectrum/csvs") : [];
  test.each(files)("%s", async (file) => {
    const name = basename(file, ".csv");
    const table = await readDataFile(file);
    const expected = readJson(`csv-torture/csv-spectrum/json/${name}.json`);
    // This expected file is one object instead of a list, and its phone number is not the CSV file's.
    if (name === "location_coordinates") {
      const [wanted] = Records.parse([expected]);
      expect(recordsOf(table)).toEqual([Object.entries({ ...wanted, "Contact Phone Number": "2095257564" })]);
      return;
    }
    // The stored newlines_crlf.csv has line feeds where its expected file has CRLF.
    const wanted = Records.parse(expected).map((record) =>
      Object.entries(record).map(([key, text]) => [key, text.replaceAll("\r\n", "\n")]),
    );
    expect(recordsOf(table)).toEqual(wanted);
  });
});

describe.skipIf(!hasData)("csv-test-data", () => {
  const files = hasData ? listFiles("csv-torture/csv-test-data/csv") : [];
  /** Files that hold no table to train on: refused, with words. */
  const REFUSED: Readonly<Record<string, string>> = {
    "all-empty": "E_CSV_EMPTY",
    "header-no-rows": "E_CSV_NO_ROWS",
    "bad-header-no-header": "E_CSV_EMPTY",
    "bad-header-wrong-header": "E_CSV_NO_ROWS",
  };
  /** Files that must be rejected or flagged, and the issue that flags them. */
  const FLAGGED: Readonly<Record<string, string>> = {
    "bad-header-less-fields": "W_CSV_SHORT_ROWS",
    "bad-header-more-fields": "W_CSV_UNNAMED_COLUMN",
    "bad-missing-quote": "W_CSV_STRAY_QUOTE",
    "bad-quotes-with-unescaped-quote": "W_CSV_BAD_QUOTES",
  };
  test.each(files)("%s", async (file) => {
    const name = basename(file, ".csv");
    const table = await readDataFile(file).catch((error: unknown) => {
      if (error instanceof StudioError) return error.details.code;
      throw error;
    });
    if (typeof table === "string" || name in REFUSED) {
      expect(table).toBe(REFUSED[name]);
    } else if (name in FLAGGED) {
      expect(table.issues.map(({ code }) => code)).toContain(FLAGGED[name]);
    } else if (name === "bad-unescaped-quote") {
      // A quote inside a cell that is not quoted means itself; nothing is lost, so nothing is flagged.
      expect(rowsOf(table)).toEqual([["1", 'This "quotes" must be escaped', "3"]]);
    } else {
      const expected = readJson(`csv-torture/csv-test-data/json/${name}.json`);
      const names = table.columns.map((column) => column.name);
      const isPlain = z.array(z.array(z.string())).safeParse(expected);
      if (isPlain.success) expect([names, ...rowsOf(table)]).toEqual(isPlain.data);
      else expect(recordsOf(table)).toEqual(Records.parse(expected).map((record) => Object.entries(record)));
    }
  });
});

const Manifest = z.object({
  entries: z.array(z.object({ id: z.string(), name: z.string(), action: z.string(), result: z.string().optional() })),
});
const Cell = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const Described = z.record(z.string(), z.unknown());
const Tables = z.union([
  z.object({
    tables: z.array(
      z.object({ url: z.string(), row: z.array(z.object({ describes: z.array(Described) })).default([]) }),
    ),
  }),
  z.array(Described),
]);

describe.skipIf(!hasData)("w3c-csvw", () => {
  const folder = "csv-torture/w3c-csvw";
  const present = new Set(hasData ? listFiles(folder).map((file) => basename(file)) : []);
  const cases = (hasData ? Manifest.parse(readJson(`${folder}/manifest-json.jsonld`)).entries : []).flatMap((entry) => {
    if (entry.result === undefined || !present.has(entry.result)) return [];
    const expected = Tables.parse(readJson(`${folder}/${entry.result}`));
    const tables = Array.isArray(expected)
      ? [{ url: entry.action, rows: expected.map((row) => [row]) }]
      : expected.tables.map(({ url, row }) => ({ url, rows: row.map(({ describes }) => describes) }));
    return tables
      .map(({ url, rows }) => ({ file: url.split("/").at(-1)?.split("?")[0] ?? "", rows }))
      .filter(({ file }) => file.endsWith(".csv") && present.has(file))
      .map(({ file, rows }) => ({ test: entry.id.split("#")[1], isPlain: entry.action.endsWith(".csv"), file, rows }));
  });

  /** Expected tables that follow from a metadata file found beside the CSV or named by the user, which we do not read. */
  const BY_METADATA = new Set(["test013", "test023", "test027", "test121", "test122", "test124"]);
  const plain = cases.filter(({ isPlain, test: id }) => isPlain && !BY_METADATA.has(id));

  test("every test is either plain CSV or rests on metadata", () => {
    expect(plain.length).toBeGreaterThan(10);
    expect(cases.length - plain.length).toBeGreaterThan(100);
  });

  test.each(plain)("$test: the cells of $file", async ({ file, rows }) => {
    const table = await readDataFile(`${folder}/${file}`);
    const ours = recordsOf(table).map((record) => record.filter(([, text]) => text !== ""));
    expect(ours).toEqual(
      rows.map(([described]) => Object.entries(described).map(([name, value]) => [name, String(value)])),
    );
  });

  /** Where our rows are more or fewer than the expected ones, by how many, and why. */
  const OTHER_ROWS: Readonly<Record<string, { readonly difference: number; readonly because: string }>> = {
    test023: { difference: -1, because: "metadata says that the header is data" },
    test283: {
      difference: 1,
      because: "the names are number patterns (+0, 000%), which read as numbers without metadata",
    },
  };
  const described = cases.filter(({ isPlain, test: id }) => !isPlain || BY_METADATA.has(id));

  test.each(described)("$test: the rows of $file", async ({ test: id, file, rows }) => {
    const table = await readDataFile(`${folder}/${file}`);
    if (id in OTHER_ROWS) {
      expect(table.nRows - rows.length).toBe(OTHER_ROWS[id].difference);
      return;
    }
    expect(table.nRows).toBe(rows.length);
    // Text that the metadata passes through unchanged must be a cell of the same row.
    const ours = rowsOf(table);
    for (const [row, objects] of rows.entries()) {
      const cells = new Set(ours[row].map((text) => text.trim()));
      for (const value of objects.slice(0, 1).flatMap((object) => Object.entries(object))) {
        const text = Cell.safeParse(value[1]);
        if (!text.success || typeof text.data !== "string" || value[0].startsWith("@") || isDerived(text.data))
          continue;
        expect(cells, `${id} row ${row + 1}`).toContain(text.data);
      }
    }
  });
});

/** Values that metadata formats anew: dates, times, durations, addresses made from templates, numbers as text. */
function isDerived(text: string): boolean {
  return /^https?:|^\w+:|^-?\d|^P\d|^--|^[A-Z][a-z]+ day/.test(text) || text.length > 60;
}

describe.skipIf(!hasData)("every file of csv-torture", () => {
  const files = hasData ? listFiles("csv-torture").filter((file) => /\.(?:csv|tsv|txt)$/.test(file)) : [];

  test.each(files)("%s is read with every record accounted for, or refused with words", async (file) => {
    const table = await readDataFile(file).catch((error: unknown) => {
      if (error instanceof StudioError) return error;
      throw error;
    });
    if (table instanceof StudioError) {
      expect(table.details.fix.length).toBeGreaterThan(5);
      return;
    }
    const { delimiter, quote, encoding, hasHeader } = table.sources[0].dialect;
    const text = new TextDecoder(encoding).decode(readBytes(file)).replace(/\r\n?/g, "\n");
    const { data } = Papa.parse<string[]>(text, { delimiter, quoteChar: quote, newline: "\n" });
    if (text.endsWith("\n") && data.at(-1)?.join("") === "") data.pop();
    const count = (code: string): number => table.issues.find((issue) => issue.code === code)?.count ?? 0;
    const aside = table.issues
      .filter(({ code }) => code === "W_CSV_SET_ASIDE")
      .reduce((sum, each) => sum + each.count, 0);
    const skipped = count("W_CSV_BLANK_LINES") + count("W_CSV_PREAMBLE") + aside;
    const accounted = table.nRows + Number(hasHeader) + skipped;
    // A stray quote that is read as a character gives back the rows that it would have swallowed.
    if (count("W_CSV_STRAY_QUOTE") > 0) expect(accounted).toBeGreaterThanOrEqual(data.length);
    else expect(accounted).toBe(data.length);

    const rules = inferRules(table);
    expect(rules.map(({ name }) => name)).toEqual(table.columns.map(({ name }) => name));
    for (const rule of rules) {
      expect(rule.typeReason).not.toBe("");
      expect(rule.roleReason).not.toBe("");
    }
    const { columns, report } = applyRules(table, rules, undefined);
    expect(columns.numbers.every(Number.isFinite)).toBe(true);
    expect(report.missingColumns).toEqual([]);
    expect(report.unknownLevels).toEqual([]);
    for (const [index, column] of table.columns.slice(0, 50).entries()) {
      expect(profileColumn(column, rules[index]).nRows).toBe(table.nRows);
    }
  });
});
