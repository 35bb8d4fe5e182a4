import { describe, expect, test } from "vitest";
import type { ApplyReport } from "../../table/apply-rules.ts";
import { predictionsName, predictNotes } from "./predict-report.ts";

const clean: ApplyReport = {
  missingColumns: [],
  extraColumns: [],
  unknownLevels: [],
  pooledLevels: [],
  unreadableCells: [],
  nUnlabelled: 0,
};

describe("what is said before predictions are taken along", () => {
  test("nothing, when every cell was as expected", () => {
    expect(predictNotes(clean, true)).toEqual([]);
  });

  test("missing columns, unknown levels and unreadable cells, with where and what", () => {
    const notes = predictNotes(
      {
        ...clean,
        missingColumns: ["mass", "sex"],
        unknownLevels: [{ column: "island", count: 3, examples: [{ text: "Atlantis", count: 3 }] }],
        unreadableCells: [{ column: "bill", count: 1, examples: [{ row: 2, text: "ERROR" }] }],
      },
      false,
    );
    expect(notes.map(({ kind, title }) => `${kind}: ${title}`)).toEqual([
      "warning: 2 columns not in the file, taken as missing in every row",
      "warning: Values never seen in training, in 1 column",
      "warning: Cells that cannot be read, taken as missing, in 1 column",
    ]);
    expect(notes.flatMap(({ lines }) => lines)).toEqual([
      "“mass”, “sex”",
      "“island”: 3 cells, such as “Atlantis”",
      "“bill”: 1 cell, such as “ERROR” in row 2",
    ]);
  });

  test("rows without a target are mentioned only where the file has a target", () => {
    expect(predictNotes({ ...clean, nUnlabelled: 4 }, false)).toEqual([]);
    expect(predictNotes({ ...clean, nUnlabelled: 4 }, true)).toHaveLength(1);
  });

  test("the download is named after the file", () => {
    expect(predictionsName(["new.rows.csv"])).toBe("new.rows-predictions.csv");
    expect(predictionsName(["a.csv", "b.csv"])).toBe("rows-predictions.csv");
  });
});
