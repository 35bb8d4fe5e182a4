/** Codes of cells that a person edited. */
import type { Text } from "../language.ts";
import { formatCount } from "../numbers.ts";
import type { ReferenceOf } from "./reference.ts";

export const editWarnings = {
  W_EDIT_LOST: ({ count }: { readonly count: number }) =>
    `${count === 1 ? "An edited cell does not say" : `${formatCount(count)} edited cells do not say`} in this file what they said when they were edited, and are left as they are in the file: it may be read otherwise now, or be another version. Edit them again where they stand now.`,
} satisfies Readonly<Record<string, Text>>;

export const editWarningsReference: ReferenceOf<typeof editWarnings> = {
  W_EDIT_LOST: {
    when: "Cells were edited, and the file is read otherwise since then or has changed: the row, the column or the old text is not there.",
    samples: [{ count: 1 }, { count: 3 }],
  },
};
