/** Codes of units that columns stand in. */
import type { Text } from "../language.ts";
import { listWords } from "../words.ts";
import type { ReferenceOf } from "./reference.ts";

interface UnitOfFile {
  readonly file: string;
  readonly unit: string;
}

/** Things to know about files that are stacked. */
export const unitWarnings = {
  W_TABLE_UNITS: ({ column, found }: { readonly column: string; readonly found: readonly UnitOfFile[] }) =>
    `"${column}" stands in different units: ${listWords(found.map(({ file, unit }) => `${unit} in ${file}`))}. Its numbers are read as they stand: bring them to one unit, or set the column aside.`,
} satisfies Readonly<Record<string, Text>>;

export const unitWarningsReference: ReferenceOf<typeof unitWarnings> = {
  W_TABLE_UNITS: {
    when: "Rows of units below the headers of several files say different units of one column.",
    samples: [
      {
        column: "depth",
        found: [
          { file: "a.csv", unit: "m" },
          { file: "b.csv", unit: "cm" },
        ],
      },
    ],
  },
};
