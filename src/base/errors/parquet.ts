/** Codes of Parquet files. */
import type { ErrorText, Text } from "../language.ts";
import { formatBytes, formatCount } from "../numbers.ts";
import { listQuoted } from "../words.ts";
import type { ReferenceOf } from "./reference.ts";

type TooLarge = { readonly file: string; readonly most: number } & (
  | { readonly nCells: number }
  | { readonly nBytes: number }
);

export const parquetErrors = {
  E_PARQUET_DAMAGED: ({ file }: { readonly file: string }) => ({
    where: file,
    expected: "a Parquet file that can be read",
    got: "something that cannot be read as one, as in a file that was cut off, encrypted or written in a new way",
    fix: "Download or write it again, or save the table as CSV.",
  }),
  E_PARQUET_TOO_LARGE: (args: TooLarge) =>
    "nCells" in args
      ? {
          where: args.file,
          expected: `at most ${formatCount(args.most)} cells`,
          got: `${formatCount(args.nCells)}`,
          fix: "Keep fewer rows or columns, and save the file again.",
        }
      : {
          where: args.file,
          expected: `at most ${formatBytes(args.most)} for a column of a row group`,
          got: formatBytes(args.nBytes),
          fix: "Save the file again with smaller row groups.",
        },
} satisfies Readonly<Record<string, ErrorText>>;

export const parquetWarnings = {
  W_PARQUET_NESTED: ({ columns }: { readonly columns: readonly string[] }) =>
    `Columns hold lists or maps, each read as one text in JSON: ${listQuoted(columns)}. Nothing is learned from what is inside them.`,
} satisfies Readonly<Record<string, Text>>;

export const parquetReference: ReferenceOf<typeof parquetErrors & typeof parquetWarnings> = {
  E_PARQUET_DAMAGED: {
    when: "A Parquet file, or a column of one, cannot be read.",
    samples: [{ file: "rows.parquet, price" }],
  },
  E_PARQUET_TOO_LARGE: {
    when: "A Parquet file has, or claims to have, more than the memory holds.",
    samples: [
      { file: "rows.parquet", nCells: 1_000_000_000_000, most: 536_870_912 },
      { file: "rows.parquet", nBytes: 8_589_934_592, most: 2_147_483_648 },
    ],
  },
  W_PARQUET_NESTED: { when: "Cells of a Parquet file are lists or maps.", samples: [{ columns: ["tags"] }] },
};
