import { describe, expect, test } from "vitest";
import { filesOfFolder, isPipelineFile } from "./given-files.ts";
import { pastedTable } from "./pasted-table.ts";

const file = (name: string, text = "a,b\n1,2\n") => new File([text], name);

describe("a folder", () => {
  test("files of one name are called by their paths", async () => {
    const found = ["d/one/rows.csv", "d/two/rows.csv", "d/two/other.csv"].map((path) => ({
      path,
      file: file(path.slice(path.lastIndexOf("/") + 1), path),
    }));
    const { files, notice } = filesOfFolder(found);
    expect(files.map(({ name }) => name)).toEqual(["d/one/rows.csv", "other.csv", "d/two/rows.csv"]);
    expect(await files[2].text()).toBe("d/two/rows.csv");
    expect(notice).toBe("");
  });

  test("what is passed over is said; too many tables are not read at all", () => {
    const some = ["d/a.csv", "d/b.png", "d/.c"].map((path) => ({ path, file: file(path) }));
    expect(filesOfFolder(some).notice).toBe(
      '1 file of the folder was taken; passed over: "d/b.png" and 1 hidden file.',
    );
    const many = Array.from({ length: 201 }, (_, at) => ({ path: `d/${at}.csv`, file: file(`${at}.csv`) }));
    expect(filesOfFolder(many)).toMatchObject({ files: [], notice: expect.stringContaining("201 tables") });
    expect(filesOfFolder([])).toMatchObject({ files: [], notice: expect.stringContaining("no file") });
  });
});

test.each([
  [true, '{"$schema": "x", "formatVersion": 2}'],
  [true, '{"blocks": []}'],
  [false, '[{"a": 1}]'],
  [false, '{"data": [{"a": 1}]}'],
])("a pipeline %s: %s", async (isPipeline, text) => {
  expect(await isPipelineFile(file("x.JSON", text))).toBe(isPipeline);
  expect(await isPipelineFile(file("x.csv", text))).toBe(false);
});

describe("what is pasted", () => {
  test.each([
    ["pasted.tsv", "name\tx\nAnn\t1\nBob\t2\n"],
    ["pasted.tsv", 'a\tb\r\n"two\nlines"\t2\r\n'],
    ["pasted.csv", "a,b\n1,2\n3,4"],
    ["pasted.csv", "a;b\n1,5;2\n3;4"],
    ["pasted.json", '[{"a": 1}, {"a": 2}]'],
    ["pasted 2.tsv", "a\tb\n1\t2", ["pasted.tsv"]],
    [undefined, "word"],
    [undefined, "https://example.org/a,b"],
    [undefined, "a\tb"],
    [undefined, "Dear Ann, thank you.\nI am well, as ever.\nYours, Bob"],
    [undefined, "one line\nanother line\n"],
  ] as const)("%s: %j", (name, text, taken: readonly string[] = []) => {
    expect(pastedTable(text, taken)?.name).toBe(name);
  });
});
