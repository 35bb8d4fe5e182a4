/** Codes of splitting rows into training, validation and test. */
import type { ErrorText } from "../language.ts";
import { listQuoted, listWords } from "../words.ts";
import type { ReferenceOf } from "./reference.ts";

export const splitErrors = {
  E_SPLIT_SOURCES: ({ files }: { readonly files: readonly string[] }) => ({
    where: "split",
    expected: "at least one source whose rows are judged by",
    got: `only sources that are trained on: ${files.join(", ")}`,
    fix: "Let at least one file take part in validation and test.",
  }),
  E_SPLIT_FRACTIONS: ({ fractions }: { readonly fractions: readonly number[] }) => ({
    where: "split",
    expected: "three shares above 0 that sum to 1",
    got: fractions.join(", "),
    fix: "Use shares such as 0.6, 0.2 and 0.2.",
  }),
  E_SPLIT_COLUMN: ({ column, isTarget, columns }: SplitColumn) => ({
    where: "split",
    expected: `a column of the table beside the target: ${listQuoted(columns)}`,
    got: isTarget ? `the target ${JSON.stringify(column)}` : `${JSON.stringify(column)}, which it does not have`,
    fix: "Choose another column, or split at random.",
  }),
  E_SPLIT_GROUPS: ({ column, nGroups }: { readonly column: string; readonly nGroups: number }) => ({
    where: `split by ${JSON.stringify(column)}`,
    expected: "at least three different values, each on one side of the split",
    got: `${nGroups}`,
    fix: "Choose a column with more values, or split at random.",
  }),
  E_SPLIT_TIMES: ({ column, nTimes }: { readonly column: string; readonly nTimes: number }) => ({
    where: `split by ${JSON.stringify(column)}`,
    expected: "dates or numbers, at least three different ones",
    got: nTimes === 0 ? "no cell that reads as a date or a number" : `${nTimes}`,
    fix: "Set the column's type to date or number, choose another, or split at random.",
  }),
  E_SPLIT_PARTS: ({ column, absent }: SplitParts) => ({
    ...(column === undefined
      ? {
          where: "split by file",
          expected: "files for training, and for validation or test",
          fix: "Say which file is for testing, or split at random.",
        }
      : {
          where: `split by ${JSON.stringify(column)}`,
          expected: "cells that name training rows, and validation or test rows",
          fix: "Say which of its values mean training, validation and test, or split at random.",
        }),
    got: `no ${listWords(absent.map((split) => (split === "train" ? "training" : split)))} rows`,
  }),
  E_SPLIT_VALUES: ({ column, values }: { readonly column: string; readonly values: readonly string[] }) => ({
    where: `split by ${JSON.stringify(column)}`,
    expected: "values such as train, validation and test",
    got: values.length === 0 ? "too many different values to tell a split" : listQuoted(values),
    fix: `Say what they mean, on the command line with --split-values ${values.length > 1 ? `${JSON.stringify(`${values[0]}=train,${values[1]}=test`)}` : "a=train,b=test"}, or split at random.`,
  }),
  E_SPLIT_LETTERS: (
    args:
      | { readonly position: number; readonly letter: string }
      | { readonly nRows: number; readonly nLetters: number },
  ) => ({
    ...("letter" in args
      ? {
          where: `split, letter ${args.position}`,
          expected: "T, V or E",
          got: JSON.stringify(args.letter),
        }
      : {
          where: "split",
          expected: `${args.nRows} letters, one per data row`,
          got: `${args.nLetters} letters`,
        }),
    fix: "Write one letter per data row: T for training, V for validation, E for test.",
  }),
} satisfies Readonly<Record<string, ErrorText>>;

interface SplitParts {
  /** Absent: whole files tell it. */
  readonly column?: string | undefined;
  readonly absent: readonly ("train" | "validation" | "test")[];
}

interface SplitColumn {
  readonly column: string;
  readonly isTarget: boolean;
  readonly columns: readonly string[];
}

export const splitReference: ReferenceOf<typeof splitErrors> = {
  E_SPLIT_SOURCES: {
    when: "Every file is set to be trained on only, so that no row is left to judge by.",
    samples: [{ files: ["2023.csv", "2024.csv"] }],
  },
  E_SPLIT_FRACTIONS: { when: "The shares of the split do not add up.", samples: [{ fractions: [0.6, 0.2, 0.1] }] },
  E_SPLIT_COLUMN: {
    when: "Rows are to be split by a column that the table does not have, or by what is predicted.",
    samples: [
      { column: "patient", isTarget: false, columns: ["age", "diagnosis"] },
      { column: "price", isTarget: true, columns: ["age", "diagnosis"] },
    ],
  },
  E_SPLIT_GROUPS: {
    when: "The column whose rows stay together has too few different values for three splits.",
    samples: [{ column: "hospital", nGroups: 2 }],
  },
  E_SPLIT_TIMES: {
    when: "The column that tells the time of rows cannot be read as one, or has too few different times.",
    samples: [
      { column: "date", nTimes: 0 },
      { column: "year", nTimes: 2 },
    ],
  },
  E_SPLIT_PARTS: {
    when: "A column that tells the split, or the files that do, name no rows to train on, or none to judge by.",
    samples: [
      { column: "set", absent: ["train"] },
      { column: "set", absent: ["validation", "test"] },
      { absent: ["validation", "test"] },
    ],
  },
  E_SPLIT_VALUES: {
    when: "A column is to tell the split, and nothing says which of its values is which.",
    samples: [
      { column: "batch", values: ["a", "b"] },
      { column: "price", values: [] },
    ],
  },
  E_SPLIT_LETTERS: {
    when: "A split given as letters has a wrong letter or a wrong length.",
    samples: [
      { position: 3, letter: "X" },
      { nRows: 10, nLetters: 9 },
    ],
  },
};
