import { expect, test } from "vitest";
import { useNotices } from "./notices.ts";
import { saveCsv } from "./save-csv.ts";

function saved(rows: Parameters<typeof saveCsv>[1]) {
  const files: Blob[] = [];
  useNotices.setState({ notices: [] });
  saveCsv("table.csv", rows, (_, content) => files.push(content));
  const [notice] = useNotices.getState().notices;
  return { files, notice };
}

test("a table is saved letter for letter, and safe for spreadsheets on demand, with its numbers as they are", async () => {
  const { files, notice } = saved([
    ["column", "=SUM(A1)"],
    ["@home", -5],
    ["-5", 0.5],
  ]);
  expect(notice.message).toContain('"=SUM(A1)"');
  notice.action?.run();
  expect(await Promise.all(files.map((file) => file.text()))).toEqual([
    "column,=SUM(A1)\r\n@home,-5\r\n-5,0.5\r\n",
    "column,'=SUM(A1)\r\n'@home,-5\r\n-5,0.5\r\n",
  ]);
});

test("where no text would be computed, nothing is said", () => {
  const { files, notice } = saved([["column", "size - weight"]]);
  expect(files).toHaveLength(1);
  expect(notice).toBeUndefined();
});
