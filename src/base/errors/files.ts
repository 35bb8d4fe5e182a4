/** Codes of several files that become one table. */
import type { Text } from "../language.ts";
import { listWords } from "../words.ts";
import type { ReferenceOf } from "./reference.ts";

export const filesWarnings = {
  W_FILES_NAMES: ({ pairs }: { readonly pairs: readonly { readonly name: string; readonly as: string }[] }) =>
    `Names of columns differ from those of other files in letter case, spaces or signs alone, and were taken for the same: ${listWords(pairs.map(({ name, as }) => `${JSON.stringify(name)} for ${JSON.stringify(as)}`))}.`,
  W_FILES_MARKS: ({
    column,
    example,
    mark,
  }: {
    readonly column: string;
    readonly example: string;
    readonly mark: "." | ",";
  }) =>
    `${column}: cells such as ${JSON.stringify(example)} could be read in two ways; this file has decimal ${mark === "." ? "points" : "commas"}, so they were read with those.`,
  W_FILES_DATES: ({
    column,
    example,
    order,
  }: {
    readonly column: string;
    readonly example: string;
    readonly order: "dmy" | "mdy";
  }) =>
    `${column}: files write the day and the month in different orders; in this file the ${order === "dmy" ? "day" : "month"} comes first, as other cells show, and dates such as ${JSON.stringify(example)} were read so.`,
} satisfies Readonly<Record<string, Text>>;

export const filesWarningsReference: ReferenceOf<typeof filesWarnings> = {
  W_FILES_NAMES: {
    when: "Columns of several files have names that look alike.",
    samples: [{ pairs: [{ name: "AGE", as: "Age" }] }],
  },
  W_FILES_MARKS: {
    when: "One file writes the numbers of a column with decimal points, another with decimal commas.",
    samples: [{ column: "price", example: "1.234", mark: "," }],
  },
  W_FILES_DATES: {
    when: "One file writes dates with the day first, another with the month first.",
    samples: [{ column: "visit", example: "03/02/2021", order: "dmy" }],
  },
};
