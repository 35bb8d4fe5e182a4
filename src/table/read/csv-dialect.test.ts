import { describe, expect, test } from "vitest";
import { cellText } from "../raw-column.ts";
import { codeOf, issue, namesOf, read, rowsOf } from "../testing/read-text.ts";
import { CsvDecoder } from "./csv-decode.ts";

describe("detection", () => {
  test.each([
    [",", "a,b\n1,2\n3,4\n"],
    [";", "a;b\n1,5;2,5\n3,5;4,5\n"],
    [";", 'a;b;c\n"x, y";1,5;z\n"p, q";2;r\n'],
    ["\t", "a\tb\nx, y\tz; w\nu, v\tw\n"],
    ["|", "a|b\n1|2\n"],
    ["^", "a^b\n1^2\n3^4\n"],
    [" ", "x y\n1 2\n3 4\n5 6\n"],
    [",", "time\n12:30\n13:40\n14:50\n"],
    [",", "text\nhello there world\nthis is some prose\na b c\nfour words are here\n"],
  ])("delimiter %j", async (delimiter, text) => {
    expect((await read(text)).sources[0].dialect.delimiter).toBe(delimiter);
  });

  test("cells with double spaces leave a comma a comma, however alike the lines are", async () => {
    const towns = ["Uttarahalli", "Gottigere", "Kengeri", "Whitefield", "Sarjapur  Road"];
    const rows = Array.from({ length: 20 }, (_, row) => {
      const ready = ["Ready To Move", "20-Dec"][row % 2];
      return `Built-up  Area,${ready},${towns[row % 5]},${1 + (row % 4)} BHK,,${600 + 37 * row}`;
    });
    const table = await read(["area_type,availability,location,size,society,sqft", ...rows].join("\n"));
    expect(namesOf(table)).toHaveLength(6);
    expect(rowsOf(table).map((cells) => cells.join())).toEqual(rows);
  });

  test.each([
    [true, "a,b\n1,2\n"],
    [false, "1,2\n3,4\n"],
    [true, "country,2019,2020,2021\nA,1,2,3\nB,4,5,6\n"],
    [true, "name,city\nAnn,Rome\nBob,Oslo\n"],
    [false, "y,n,y,y\nn,n,y,y\ny,y,n,y\nn,y,n,n\ny,n,n,y\nn,n,y,n\n"],
    [false, "2020-01-01,x,1\n2020-01-02,y,2\n"],
    [false, "Ann,20,1413\nBob,21,629\nCy,19,1159\nDee,25,817\nAnn,24,756\n"],
    [false, "Ann,20,1413,9000\nBob,21,629,40\nCy,19,1159,77\nDee,25,817,5\n"],
    [false, "Ann,10,20,30\nBob,21,629,40\nCy,19,1159,77\nDee,25,817,5\nEve,5,6,7\nAnn,8,9,9\n"],
    [true, "place,1990,1991\nA,1,2\nB,4,5\n"],
    [true, "sample,400,410,420\nA,1,2,2\nB,4,5,1\n"],
    [false, "?,1,5.5\n2,?,6.5\n3,4,?\n"],
  ])("header %j", async (hasHeader, text) => {
    expect((await read(text)).sources[0].dialect.hasHeader).toBe(hasHeader);
  });

  test("what is given is believed", async () => {
    const table = await read("a;b\n1;2\n", { dialect: { delimiter: ",", hasHeader: false } });
    expect(rowsOf(table)).toEqual([["a;b"], ["1;2"]]);
    expect(await codeOf(read("a\n1", { dialect: { delimiter: "\n" } }))).toBe("E_CSV_DIALECT");
    expect(await codeOf(read("a\n1", { dialect: { encoding: "utf-99" } }))).toBe("E_CSV_DIALECT");
  });

  test("apostrophes quote only where they wrap whole cells", async () => {
    expect(rowsOf(await read("a,b\n'x,y',1\n'z',2\n"))).toEqual([
      ["x,y", "1"],
      ["z", "2"],
    ]);
    expect(rowsOf(await read("a,b\nit's,1\n'tis,2\n"))[1]).toEqual(["'tis", "2"]);
  });
});

describe("encodings", () => {
  const text = "naïve,größe\nä,ü\nñ,ç\n";
  const utf16 = (isBig: boolean, hasMark: boolean): Uint8Array => {
    const source = hasMark ? `\uFEFF${text}` : text;
    const bytes = new Uint8Array(source.length * 2);
    const view = new DataView(bytes.buffer);
    for (let index = 0; index < source.length; index++) view.setUint16(index * 2, source.charCodeAt(index), !isBig);
    return bytes;
  };
  test.each([
    ["utf-8", new TextEncoder().encode(text)],
    ["utf-8", new TextEncoder().encode(`\uFEFF${text}`)],
    ["utf-16le", utf16(false, true)],
    ["utf-16be", utf16(true, true)],
    ["utf-16le", utf16(false, false)],
    ["utf-16be", utf16(true, false)],
    ["windows-1252", Uint8Array.from(text, (letter) => letter.charCodeAt(0))],
  ])("%s", async (encoding, bytes) => {
    const table = await read(bytes);
    expect(table.sources[0].dialect.encoding).toBe(encoding);
    expect(namesOf(table)).toEqual(["naïve", "größe"]);
    expect(rowsOf(table)).toEqual([
      ["ä", "ü"],
      ["ñ", "ç"],
    ]);
  });

  test("one broken byte late in a UTF-8 file is replaced and counted, not a change of encoding", async () => {
    const good = new TextEncoder().encode(`a,b\n${"ä,ü\n".repeat(50_000)}`);
    const bytes = new Uint8Array([...good, 0xff, 0x2c, 0x31, 0x0a]);
    const table = await read(bytes);
    expect(table.sources[0].dialect.encoding).toBe("utf-8");
    expect(issue(table, "W_CSV_BAD_BYTES")?.count).toBe(1);
    expect(cellText(table.columns[0], 50_000)).toBe("\uFFFD");
  });

  test("the first letter beyond ASCII may come late", async () => {
    const bytes = new Uint8Array([...new TextEncoder().encode(`a,b\n${"1,2\n".repeat(100_000)}`), 0xe4, 0x2c, 0x31]);
    const table = await read(bytes);
    expect(table.sources[0].dialect.encoding).toBe("windows-1252");
    expect(cellText(table.columns[0], 100_000)).toBe("ä");
  });

  test.each([1, 2])("euro signs and dashes of Windows-1252 are those in %i pieces", async (nPieces) => {
    const head = [..."price,town\n"].map((letter) => letter.charCodeAt(0));
    // "5 €,K–ln" as a Windows machine writes it: 0x80 is the euro sign, 0x96 a dash.
    const row = [0x35, 0x20, 0x80, 0x2c, 0x4b, 0x96, 0x6c, 0x6e, 0x0a];
    const bytes = Uint8Array.from([...head, ...row, ...row]);
    const decoder = new CsvDecoder(bytes);
    const cut = nPieces === 1 ? 0 : 20;
    const text =
      (cut > 0 ? decoder.decode(bytes.subarray(0, cut), false) : "") + decoder.decode(bytes.subarray(cut), true);
    expect(text).toBe("price,town\n5 €,K–ln\n5 €,K–ln\n");
  });

  test("NUL characters are kept and counted", async () => {
    const table = await read("a,b\n\0,2\n");
    expect(rowsOf(table)).toEqual([["\0", "2"]]);
    expect(issue(table, "W_CSV_NUL")?.count).toBe(1);
  });
});
