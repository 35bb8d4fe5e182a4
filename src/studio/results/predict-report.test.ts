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
    expect(predictNotes({ report: clean, metrics: {}, trainedOn: [] })).toEqual([]);
    // What the pipeline was trained on matters only where something is measured.
    expect(predictNotes({ report: clean, trainedOn: ["rows.csv"] })).toEqual([]);
  });

  test("that the rows are those of training, where they are measured", () => {
    const notes = predictNotes({ report: clean, metrics: { accuracy: 1 }, trainedOn: ["rows.csv"] });
    expect(notes).toMatchObject([{ kind: "warning", lines: ["“rows.csv”"] }]);
    expect(notes[0].title).toContain("trained on rows of this file");
  });

  test("missing columns, unknown levels and unreadable cells, with where and what", () => {
    const notes = predictNotes({
      trainedOn: [],
      report: {
        ...clean,
        missingColumns: ["mass", "sex"],
        unknownLevels: [{ column: "island", count: 3, examples: [{ text: "Atlantis", count: 3 }] }],
        unreadableCells: [{ column: "bill", count: 1, examples: [{ row: 2, text: "ERROR" }] }],
      },
    });
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
    const report = { ...clean, nUnlabelled: 4 };
    expect(predictNotes({ report, trainedOn: [] })).toEqual([]);
    expect(predictNotes({ report, trainedOn: [], metrics: {} })).toHaveLength(1);
  });

  test("the download is named after the file", () => {
    expect(predictionsName(["new.rows.csv"])).toBe("new.rows-predictions.csv");
    expect(predictionsName(["a.csv", "b.csv"])).toBe("rows-predictions.csv");
  });
});
