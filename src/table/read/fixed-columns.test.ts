import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { randomUniform, STREAMS } from "../../base/random.ts";
import { codeOf, issue, namesOf, read, rowsOf } from "../testing/read-text.ts";

/** How one column is written: its width, on which side it is padded, and the texts that it may hold. */
interface Printed {
  readonly name: string;
  readonly width: number;
  readonly isRight: boolean;
  readonly texts: readonly string[];
}

const NUMBERS: Printed[] = [
  { name: "count", width: 7, isRight: true, texts: ["1", "22", "333", "4444", "1234567"] },
  { name: "rate", width: 6, isRight: true, texts: ["0.1", "12.25", "-3.5", "100.75"] },
  { name: "code", width: 5, isRight: false, texts: ["7", "81", "905", "12345"] },
];
const TEXTS: Printed[] = [
  {
    name: "town",
    width: 18,
    isRight: false,
    texts: ["Oslo", "New York", "Salt Lake City", "St. Paul", "Washington County"],
  },
  { name: "car", width: 26, isRight: false, texts: ["ford torino", "vw", "plymouth custom (sw)", "amc rebel sst"] },
  { name: "who", width: 14, isRight: true, texts: ["Ann", "Carl F. Gauss", "Ed Poel", "Evelyn"] },
  { name: "site", width: 6, isRight: false, texts: ["east", "west", "north", "S"] },
];

const pad = (text: string, { width, isRight }: Printed): string =>
  isRight ? text.padStart(width) : text.padEnd(width);

/** Lines as a program prints them with widths; the oracle is what was printed. */
const printed = fc
  .record({
    numbers: fc.shuffledSubarray(NUMBERS, { minLength: 1 }),
    texts: fc.shuffledSubarray(TEXTS, { minLength: 1 }),
    order: fc.boolean(),
    gap: fc.constantFrom(" ", "  ", "    "),
    seed: fc.nat(),
    nRows: fc.integer({ min: 60, max: 120 }),
    hasHeader: fc.boolean(),
    lineEnd: fc.constantFrom("\n", "\r\n"),
  })
  .map(({ numbers, texts, order, gap, seed, nRows, hasHeader, lineEnd }) => {
    const columns = order ? [...numbers, ...texts] : [...texts, ...numbers];
    let drawn = 0;
    const random = (): number => randomUniform({ seed, stream: STREAMS.split, step: 0 }, drawn++);
    const oneOf = (texts: readonly string[]): string => texts[Math.floor(random() * texts.length)];
    // A seventh of all cells is blank, none of the first column or row: such lines are no records, or may be titles.
    const rows = Array.from({ length: nRows }, (_, row) =>
      columns.map((column, at) => (row > 0 && at > 0 && random() < 1 / 7 ? "" : oneOf(column.texts))),
    );
    const lines = [...(hasHeader ? [columns.map(({ name }) => name)] : []), ...rows];
    const text = lines
      .map((row) =>
        row
          .map((cell, at) => pad(cell, columns[at]))
          .join(gap)
          .trimEnd(),
      )
      .join(lineEnd);
    return { text, rows, names: columns.map(({ name }) => name), hasHeader };
  });

describe("columns at fixed places", () => {
  test("cells are what was printed, blank ones and those with spaces included", async () => {
    await fc.assert(
      fc.asyncProperty(printed, async ({ text, rows, names, hasHeader }) => {
        const table = await read(text, { dialect: { hasHeader, keepAll: true } });
        expect(rowsOf(table)).toEqual(rows);
        if (hasHeader) expect(namesOf(table)).toEqual(names);
        expect(issue(table, "W_CSV_CROSSED")).toBeUndefined();
      }),
      { numRuns: 120 },
    );
  });

  test("what was found can be said, and is then read so again", async () => {
    await fc.assert(
      fc.asyncProperty(printed, async ({ text, rows, hasHeader }) => {
        const { delimiter } = (await read(text, { dialect: { hasHeader } })).sources[0].dialect;
        expect(delimiter).toMatch(/^fixed:1(,\d+)+$|^\\s\+$/);
        expect(rowsOf(await read(text, { dialect: { hasHeader, delimiter, keepAll: true } }))).toEqual(rows);
      }),
      { numRuns: 50 },
    );
  });
});

const GOVERNMENT = `Table 3. Population by county and state
in 2010, thousands

County                 State   Pop2010   Rate
---------------------- ----- --------- ------
St. Clair                      1058761  49.05
Blount                 NY      3522462
Los Angeles County     AL               80.31
De Kalb                                 11.00
Washington County      NY        35338  26.37

Source: Census Bureau, Population Division.
`;
const POPULATION = [
  ["St. Clair", "", "1058761", "49.05"],
  ["Blount", "NY", "3522462", ""],
  ["Los Angeles County", "AL", "", "80.31"],
  ["De Kalb", "", "", "11.00"],
  ["Washington County", "NY", "35338", "26.37"],
];

describe("files as offices publish them", () => {
  test("a title, names, a line of dashes, a source", async () => {
    const table = await read(GOVERNMENT);
    expect(namesOf(table)).toEqual(["County", "State", "Pop2010", "Rate"]);
    expect(rowsOf(table)).toEqual(POPULATION);
    expect(issue(table, "W_CSV_PREAMBLE")?.count).toBe(3);
    expect(table.issues.filter(({ code }) => code === "W_CSV_SET_ASIDE").map(({ lines }) => lines)).toEqual([
      [5],
      [12],
    ]);
  });

  test("without the line of dashes, and wherever the bytes are cut", async () => {
    const text = GOVERNMENT.split("\n").toSpliced(4, 1).join("\n");
    const bytes = new TextEncoder().encode(text);
    const pieces = new ReadableStream<Uint8Array>({
      start: (controller) => {
        for (let at = 0; at < bytes.length; at += 7) controller.enqueue(bytes.slice(at, at + 7));
        controller.close();
      },
    });
    for (const given of [text, pieces]) expect(rowsOf(await read(given))).toEqual(POPULATION);
  });

  test("a cell in quotes is read without them; quotes inside one mean themselves", async () => {
    const lines = [
      '12.0   1 "ford torino"',
      '  .5     5" pipe',
      '13.25  3 vw "rabbit"',
      "120.0  4 toyota",
      "  3.0    amc rebel sst",
    ];
    expect(rowsOf(await read(lines.join("\n"), { dialect: { hasHeader: false } }))).toEqual([
      ["12.0", "1", "ford torino"],
      [".5", "", '5" pipe'],
      ["13.25", "3", 'vw "rabbit"'],
      ["120.0", "4", "toyota"],
      ["3.0", "", "amc rebel sst"],
    ]);
  });

  test("a later line that needs more room takes the blanks before it", async () => {
    const lines = Array.from(
      { length: 12_000 },
      (_, at) => `${String(at).padStart(6)} ${at % 7 === 0 ? "  " : "ab"} x y`,
    );
    const table = await read(lines.join("\n"), { dialect: { hasHeader: false } });
    expect(rowsOf(table)[11_999]).toEqual(["11999", "ab", "x", "y"]);
    expect(rowsOf(table)[7]).toEqual(["7", "", "x", "y"]);
    expect(table.issues.map(({ code }) => code)).toEqual(["W_CSV_NO_HEADER"]);
  });

  test("a line whose texts stand elsewhere is read by its own spaces, or said", async () => {
    const plain = Array.from(
      { length: 60 },
      (_, at) => `${`${"abc"[at % 3]}${at}`.padEnd(5) + (at % 5 ? `${at}` : "").padStart(4)}  x`,
    );
    const lines = plain.toSpliced(30, 2, "a  9999  w", "longertext  z");
    const shifted = await read(lines.join("\n"), { dialect: { hasHeader: false } });
    expect(rowsOf(shifted)[29]).toEqual(["c29", "29", "x"]);
    expect(rowsOf(shifted)[30]).toEqual(["a", "9999", "w"]);
    expect(rowsOf(shifted)[31]).toEqual(["longertext", "", "z"]);
    expect(issue(shifted, "W_CSV_CROSSED")?.lines).toEqual([32]);
  });
});

describe("columns that somebody says", () => {
  // The example of R's read.fwf, and what R answers there.
  test("touching ones are cut", async () => {
    const dialect = { delimiter: "fixed:1,2,4", hasHeader: false };
    expect(rowsOf(await read("123456\n987654\n", { dialect }))).toEqual([
      ["1", "23", "456"],
      ["9", "87", "654"],
    ]);
  });

  test("what stands before the first is a column, too", async () => {
    const table = await read("ab12\ncd34\n", { dialect: { delimiter: "fixed:3", hasHeader: false } });
    expect(rowsOf(table)).toEqual([
      ["ab", "12"],
      ["cd", "34"],
    ]);
    expect(table.sources[0].dialect.delimiter).toBe("fixed:1,3");
  });

  test.each(["fixed:", "fixed:0,3", "fixed:5,3", "fixed:1;3", "fixed:1.5"])("%s is refused", async (delimiter) => {
    expect(await codeOf(read("ab12\ncd34\n", { dialect: { delimiter } }))).toBe("E_CSV_DIALECT");
  });

  test("or leaves to be found", async () => {
    const table = await read("ab 12\ncd 34\n", { dialect: { delimiter: "fixed", hasHeader: false } });
    expect(rowsOf(table)).toEqual([
      ["ab", "12"],
      ["cd", "34"],
    ]);
  });
});

test("a tab in every line parts no more than one cell where spaces part the others", async () => {
  const lines = Array.from(
    { length: 8 },
    (_, at) => `1${at}.5   ${at % 3}.   ${at === 3 ? "NA " : "88."}    7${at}.\t"ford ${at} torino"`,
  );
  const table = await read(lines.join("\n"), { dialect: { hasHeader: false } });
  expect(table.sources[0].dialect.delimiter).toBe("\\s+");
  expect(rowsOf(table)[3]).toEqual(["13.5", "0.", "NA", "73.", "ford 3 torino"]);
});

describe("no columns at fixed places", () => {
  test.each([
    [
      "prose",
      "it was the best of times\nit was the worst of times\nit was the age of wisdom\nit was the age of foolishness\n",
    ],
    ["numbers that grow", "1 2 3\n10 20 30\n100 200 300\n1000 2000\n7 8 9\n"],
    [
      "sentences with commas",
      "Lorem ipsum,42,AB\nEtiam a dolor,84,DE\nLorem ipsum,42,AB\nEtiam a dolor,84\nLorem ipsum,42,AB\n",
    ],
    ["cells of equal length", "AB  1,ON,5\nCD  2,OF,6\nEF  3,ON,7\nGH  4,OF,8\nIJ  5,ON,9\n"],
  ])("%s", async (_, text) => {
    expect((await read(text)).sources[0].dialect.delimiter).not.toMatch(/^fixed/);
  });
});
