/** Codes of tables that are text and not CSV: fixed columns, JSON. */
import type { Text } from "../language.ts";
import type { ReferenceOf } from "./reference.ts";

/** Things to know about such a file that was read. */
export const textFormatWarnings = {
  W_CSV_CROSSED:
    "Texts of these lines do not stand where the columns of the file are; each was put into the column that it touches first, or that is nearest. If cells look wrong, say where columns begin.",
} satisfies Readonly<Record<string, Text>>;

export const textFormatWarningsReference: ReferenceOf<typeof textFormatWarnings> = {
  W_CSV_CROSSED: {
    when: "A file has columns at fixed places, and a line has text across two of them or between them.",
  },
};
