/** Codes of predicting rows of other files. */
import type { ErrorText } from "../language.ts";
import { formatCount } from "../numbers.ts";
import type { ReferenceOf } from "./reference.ts";

export const predictErrors = {
  E_ROWS_UNFIT: ({ files, doubts }: { readonly files: readonly string[]; readonly doubts: readonly string[] }) => ({
    where: files.join(", "),
    expected: "rows like those that the pipeline was trained on",
    got: doubts.join(" ").replace(/\.$/, ""),
    fix: "Mend the file or say how it is written; --force goes on all the same.",
  }),
  E_COMPARE_SPLIT: ({ files }: { readonly files: readonly string[] }) => ({
    where: files.join(", "),
    expected: "the files that the pipeline was trained on, with the split of their rows",
    got: "other test rows",
    fix: "Open the very files of the training, in their order, with the split as it was then (--split, if letters told it), or train again.",
  }),
  E_COMPARE_COLUMN: ({ file, expected, names }: ComparedColumns) => ({
    where: file,
    expected: `a column ${expected}`,
    got: names.length > 0 ? `columns ${names.join(", ")}` : "no columns",
    fix: 'Write one line a test row: "row" counts the data rows from 1; "prediction" is the predicted class or number, "p_<class>" the probability of each class.',
  }),
  E_COMPARE_CELL: ({ file, row, column, expected, got }: ComparedCell) => ({
    where: `${file}, data row ${row}, column ${column}`,
    expected,
    got: got === "" ? "nothing" : got,
    fix: "Correct that cell; a number has a point as its decimal mark, and the probabilities of a row sum to 1.",
  }),
  E_COMPARE_ROWS: ({ file, nMissing, first }: ComparedRows) => ({
    where: file,
    expected: "a prediction for every test row",
    got: `${formatCount(nMissing)} of them ${nMissing === 1 ? "has" : "have"} none, the first is row ${first}`,
    fix: "Save the list of rows, and predict all whose split is test.",
  }),
} satisfies Readonly<Record<string, ErrorText>>;

interface ComparedColumns {
  readonly file: string;
  readonly expected: string;
  readonly names: readonly string[];
}

interface ComparedCell {
  readonly file: string;
  /** From 1. */
  readonly row: number;
  readonly column: string;
  readonly expected: string;
  readonly got: string;
}

interface ComparedRows {
  readonly file: string;
  readonly nMissing: number;
  /** Counted from 1, as in the list of rows. */
  readonly first: number;
}

export const predictReference: ReferenceOf<typeof predictErrors> = {
  E_ROWS_UNFIT: {
    when: "Rows for the command line lack columns of training, cannot be read as they were there, or hold values out of all proportion. The studio asks instead.",
    samples: [
      {
        files: ["rows.csv"],
        doubts: ["Age: 20,000 to 73,000 here, 20 to 73 in training, about 1,000 times as large."],
      },
    ],
  },
  E_COMPARE_SPLIT: {
    when: "Own predictions are to be compared with a pipeline, and the rows that are open are not those that it was trained and tested on.",
    samples: [{ files: ["rows.csv"] }],
  },
  E_COMPARE_COLUMN: {
    when: "A file of own predictions says not which row each is of, or lacks what is predicted.",
    samples: [{ file: "mine.csv", expected: "row", names: ["id", "prediction"] }],
  },
  E_COMPARE_CELL: {
    when: "A cell of own predictions is no number, no class, or a row that is there already.",
    samples: [{ file: "mine.csv", row: 3, column: "p_yes", expected: "a probability, from 0 to 1", got: "1.2" }],
  },
  E_COMPARE_ROWS: {
    when: "Own predictions leave test rows out.",
    samples: [{ file: "mine.csv", nMissing: 12, first: 40 }],
  },
};
