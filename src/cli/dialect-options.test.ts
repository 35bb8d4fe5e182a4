import { expect, test } from "vitest";
import { parseCommand } from "./arguments.ts";
import { dialectsOf } from "./dialect-options.ts";

const dialects = (...words: readonly string[]) => {
  const command = parseCommand(["describe", "folder/a.csv", "b.csv", ...words]);
  if (command.name !== "describe") throw new Error(command.name);
  return dialectsOf(command, [
    { file: "a.csv", encoding: "gbk" },
    { file: "c.csv", quote: "'" },
  ]);
};

test("how files are read is said for each of them, beside what had been decided", () => {
  expect(dialects("--delimiter", "\\t", "--quote", "none", "--header", "no", "--skip-rows", "2", "--keep-all")).toEqual(
    [
      { file: "c.csv", quote: "'" },
      { file: "a.csv", encoding: "gbk", delimiter: "\t", quote: "", hasHeader: false, skipRows: 2, keepAll: true },
      { file: "b.csv", delimiter: "\t", quote: "", hasHeader: false, skipRows: 2, keepAll: true },
    ],
  );
  expect(dialects("--one-row-in", "13")[2]).toEqual({ file: "b.csv", rowSample: { oneIn: 13, seed: 1 } });
  expect(dialects()).toHaveLength(2);
  expect(dialects("--sheet", "2024", "--member", "in/a.xlsx")[2]).toEqual({
    file: "b.csv",
    sheet: "2024",
    member: "in/a.xlsx",
  });
});
