import { describe, expect, test } from "vitest";
import { describeTable } from "../app/describe-table.ts";
import { openTable, textFile } from "../app/open-table.ts";
import { codeOf } from "../table/testing/made-tables.ts";
import { parseCommand } from "./arguments.ts";
import { withColumnWords } from "./column-options.ts";
import { missingWord } from "./missing-word.ts";

/** "chol" writes its zeros in two ways, "rate" has points, "weight" commas, "size" only threes of digits. */
const rows = Array.from({ length: 40 }, (_, i) => {
  const chol = i % 8 === 0 ? "0" : i % 8 === 4 ? "0.0" : String(180 + ((i * 37) % 90));
  return [chol, `0.${i + 11}`, `${i},5`, i % 2 ? "1,234" : "2,500", String(i % 3), i % 4 ? "yes" : "no"].join(";");
});
const open = await openTable([textFile("t.csv", `chol;rate;Weight;size;a=b;kind\n${rows.join("\n")}\n`)]);

function decided(words: readonly string[], { target = "" } = {}) {
  const command = parseCommand(["describe", "t.csv", ...words]);
  if (command.name !== "describe") throw new Error(command.name);
  const said: string[] = [];
  const aimed = target === "" ? {} : { target: { name: target } };
  const table = withColumnWords({
    open,
    decided: { overrides: [{ name: "kind", role: "aside" }], dialects: [], ...aimed },
    words: command,
    warn: (text) => said.push(text),
  });
  const { rules } = describeTable(open, table);
  return { ...table, said, ruleOf: (name: string) => rules.find((rule) => rule.name === name) };
}

const override = (name: string, words: readonly string[]) =>
  decided(words).overrides.find((other) => other.name === name);

describe("what is said of columns becomes the document's decisions", () => {
  test("types, roles and marks, by names as people type them, beside what was decided before", () => {
    const said = decided([
      "--type",
      "A=B=category",
      "--role",
      "kind=used",
      "--role",
      "rate=aside",
      "--decimal",
      "size=,",
    ]);
    expect(said.overrides).toEqual([
      { name: "a=b", type: "category" },
      { name: "kind", role: "used" },
      { name: "rate", role: "aside" },
      { name: "size", decimalMark: "," },
    ]);
    expect(said.ruleOf("a=b")?.type).toBe("category");
    expect(said.ruleOf("rate")).toMatchObject({ role: "aside", roleReason: "set by you" });
    expect(said.ruleOf("size")).toMatchObject({ decimalMark: "," });
    expect(decided([]).overrides).toEqual([{ name: "kind", role: "aside" }]);
  });

  test("a number that is missing is so in every spelling, and in its column alone", () => {
    const said = decided(["--missing", "chol=0"]);
    expect(said.ruleOf("chol")?.missingMarkers).toEqual(["0", "0.0"]);
    expect(said.ruleOf("chol")?.sentinelCandidates).toBeUndefined();
    expect(said.overrides.map(({ name }) => name)).toEqual(["kind", "chol"]);
    expect(said.said).toEqual([]);
  });

  test("a text that is missing everywhere is so in the target, too; one that stands nowhere is named", () => {
    const said = decided(["--missing", "-9", "--missing", "no", "--missing", "=x=y"], { target: "kind" });
    expect(said.overrides.map(({ name }) => name).sort()).toEqual(["Weight", "a=b", "chol", "kind", "rate", "size"]);
    expect(said.ruleOf("kind")?.missingMarkers).toEqual(["-9", "no", "x=y"]);
    expect(said.said).toEqual(['No cell is as --missing "-9" says.', 'No cell is as --missing "=x=y" says.']);
  });

  test("a mark for all is refused where cells show the other one, and taken where these are named", () => {
    expect(() => decided(["--decimal", ","])).toThrow(/40 numbers without sense in rate, such as 0\.11.*"rate=\."/);
    const said = decided(["--decimal", ",", "--decimal", "rate=.", "--decimal", "chol=."]);
    expect(["chol", "rate", "Weight", "size"].map((name) => said.ruleOf(name)?.decimalMark)).toEqual([
      ".",
      ".",
      ",",
      ",",
    ]);
  });

  test("cells that lose their meaning by what is said are told", () => {
    expect(decided(["--type", "kind=number", "--decimal", "rate=,"]).said).toEqual([
      'Column rate, read as a number: 40 cells more count as missing, such as "0.11".',
      'Column kind, read as a number: 40 cells more count as missing, such as "yes".',
    ]);
    expect(decided(["--type", "a=b=category", "--decimal", "Weight=,"]).said).toEqual([]);
  });

  test("the last word about a column counts beside those of the pipeline", () => {
    expect(override("kind", ["--type", "kind=category"])).toEqual({ name: "kind", role: "aside", type: "category" });
  });
});

describe("what cannot be meant is refused in words", () => {
  test.each([
    [["--type", "chl=number"], 'Did you mean "chol"?'],
    [["--role", "cabin=aside"], "diffml describe lists the columns."],
    [["--missing", "chl=0"], 'Did you mean "chol"?'],
    [["--missing", "cabin=?"], 'written with one before it: "=cabin=?"'],
    [["--missing", "chol="], "a text behind the equals sign"],
    [["--type", "chol=number", "--type", "chol=date"], "number and date"],
    [["--decimal", ",", "--decimal", "."], "one mark for all columns"],
    [["--type", "chol=integer"], '"NAME=number"'],
    [["--role", "chol=target"], '"NAME=used"'],
    [["--decimal", ";"], '"NAME=,"'],
  ])("%s", (words, says) => {
    expect(() => decided(words)).toThrow(says);
  });

  test("the target's role", () => {
    expect(() => decided(["--role", "Kind=aside"], { target: "kind" })).toThrow('not the target, which is "kind"');
  });
});

test("of a name and a text with equals signs, the columns tell which is which", () => {
  expect(missingWord(["a=b", "c"], "a=b=x")).toEqual({ column: "a=b", text: "x" });
  expect(missingWord(["a", "c"], "a=b=x")).toEqual({ column: "a", text: "b=x" });
  expect(missingWord(["a", "A=B"], "a=b=x")).toEqual({ column: "a", text: "b=x" });
  expect(missingWord([" A "], "a=x")).toEqual({ column: " A ", text: "x" });
  expect(codeOf(() => missingWord(["a", "a=b"], "a=b=x"))).toBe("E_CLI_ARGUMENTS");
  expect(missingWord(["a", "a=b"], '"a=b"=x')).toEqual({ column: "a=b", text: "x" });
  expect(missingWord(["a", "a=b"], '"a"=b=x')).toEqual({ column: "a", text: "b=x" });
  expect(missingWord(["a"], "==")).toEqual({ text: "=" });
});
