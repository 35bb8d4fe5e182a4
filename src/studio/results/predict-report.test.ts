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

const fit = { recognised: [], doubts: [], targetDoubts: [], far: [] };

describe("what is said before predictions are taken along", () => {
  test("nothing, when every cell was as expected", () => {
    expect(predictNotes({ report: clean, fit, metrics: {}, trainedOn: [] })).toEqual([]);
    // What the pipeline was trained on matters only where something is measured.
    expect(predictNotes({ report: clean, fit, trainedOn: ["rows.csv"] })).toEqual([]);
  });

  test("that the rows are those of training, where they are measured", () => {
    const notes = predictNotes({ report: clean, fit, metrics: { accuracy: 1 }, trainedOn: ["rows.csv"] });
    expect(notes).toMatchObject([{ kind: "warning", lines: ["“rows.csv”"] }]);
    expect(notes[0].title).toContain("trained on rows of this file");
  });

  test("missing columns, unknown levels and unreadable cells, with where and what", () => {
    const notes = predictNotes({
      trainedOn: [],
      fit: {
        ...fit,
        doubts: [{ kind: "absent", column: "mass", choices: [] }],
        recognised: [{ kind: "mark", column: "depth", mark: ",", isEither: false }],
        far: [{ column: "age", count: 2, examples: ["-999"] }],
      },
      report: {
        ...clean,
        missingColumns: ["mass"],
        unknownLevels: [{ column: "island", count: 3, examples: [{ text: "Atlantis", count: 3 }] }],
        unreadableCells: [{ column: "bill", count: 1, examples: [{ row: 2, text: "ERROR" }] }],
      },
    });
    expect(notes.map(({ kind, title }) => `${kind}: ${title}`)).toEqual([
      "warning: The rows are not like those of training; predicted all the same, as you decided",
      "news: Written otherwise than in training; recognised, and read so",
      "warning: Values far outside of training, in 1 column",
      "warning: Values never seen in training, in 1 column",
      "warning: Cells that cannot be read, taken as missing, in 1 column",
    ]);
    expect(notes.flatMap(({ lines }) => lines)).toEqual([
      "mass: no such column here; training had it.",
      "depth: decimal commas here, points in training.",
      "age: 2 values far outside of what training had, such as -999.",
      "“island”: 3 cells, such as “Atlantis”",
      "“bill”: 1 cell, such as “ERROR” in row 2",
    ]);
  });

  test("rows without a target are mentioned only where the file has a target", () => {
    const report = { ...clean, nUnlabelled: 4 };
    expect(predictNotes({ report, fit, trainedOn: [] })).toEqual([]);
    expect(predictNotes({ report, fit, trainedOn: [], metrics: {} })).toHaveLength(1);
  });

  test("the download is named after the file", () => {
    expect(predictionsName(["new.rows.csv"])).toBe("new.rows-predictions.csv");
    expect(predictionsName(["a.csv", "b.csv"])).toBe("rows-predictions.csv");
  });
});
