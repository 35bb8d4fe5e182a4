import { expect, test } from "vitest";
import { tablesOfFolder } from "./folder-tables.ts";

test("tables of a folder come in order; notes, pictures and hidden files are passed over and named", () => {
  const paths = [
    "d/b.csv",
    "d/a/x.JSONL",
    "d/.git/config.csv",
    "d/.DS_Store",
    "d/__MACOSX/b.csv",
    "d/~$b.xlsx",
    "d/README.txt",
    "d/readme_data.csv",
    "d/plot.png",
    "d/old.csv.gz",
  ];
  const { tables, others, nHidden } = tablesOfFolder(paths.map((path) => ({ path })));
  expect(tables.map(({ path }) => path)).toEqual(["d/a/x.JSONL", "d/b.csv", "d/old.csv.gz", "d/readme_data.csv"]);
  expect(others).toEqual(["d/README.txt", "d/plot.png"]);
  expect(nHidden).toBe(4);
});
