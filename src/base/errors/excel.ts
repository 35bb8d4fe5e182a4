/** Codes of Excel workbooks. */
import type { ErrorText, Text } from "../language.ts";
import { listQuoted } from "../words.ts";
import type { ReferenceOf } from "./reference.ts";

export const excelErrors = {
  E_EXCEL_DAMAGED: ({ file, part }: { readonly file: string; readonly part: string }) => ({
    where: `${file}, ${part}`,
    expected: "a part of an Excel workbook",
    got: "something that cannot be read as one",
    fix: "Open the file in Excel or LibreOffice, and save it as .xlsx again.",
  }),
  E_EXCEL_SHEET: ({ file, sheet, sheets }: NoSheet) => ({
    where: file,
    expected: `one of the sheets ${listQuoted(sheets, 20)}`,
    got: JSON.stringify(sheet),
    fix: "Choose another sheet, or leave it to be chosen.",
  }),
} satisfies Readonly<Record<string, ErrorText>>;

interface NoSheet {
  readonly file: string;
  readonly sheet: string;
  readonly sheets: readonly string[];
}

export const excelWarnings = {
  W_EXCEL_OTHERS: ({ sheet, others }: { readonly sheet: string; readonly others: readonly string[] }) =>
    `The workbook has several sheets; ${JSON.stringify(sheet)} was read. Not read: ${listQuoted(others, 8)}. Another one can be chosen where it says how the file was read.`,
  W_EXCEL_ERRORS:
    "Cells hold errors of formulas, such as #N/A or #DIV/0!; they are kept as they stand, and count as missing.",
  W_EXCEL_UNCOMPUTED:
    "Formulas have no stored result, so their cells are empty. Open the workbook in Excel or LibreOffice and save it, and they have one.",
  W_EXCEL_MERGED: "Cells were merged over several rows; what they say was written into each of these rows.",
} satisfies Readonly<Record<string, Text>>;

export const excelReference: ReferenceOf<typeof excelErrors & typeof excelWarnings> = {
  E_EXCEL_DAMAGED: {
    when: "A part of a workbook is missing or broken.",
    samples: [{ file: "rows.xlsx", part: "xl/workbook.xml" }],
  },
  E_EXCEL_SHEET: {
    when: "A sheet was asked for that the workbook does not have.",
    samples: [{ file: "rows.xlsx", sheet: "2024", sheets: ["2023", "Notes"] }],
  },
  W_EXCEL_OTHERS: { when: "A workbook has more than one sheet.", samples: [{ sheet: "2023", others: ["Notes"] }] },
  W_EXCEL_ERRORS: { when: "Cells of a sheet hold errors." },
  W_EXCEL_UNCOMPUTED: { when: "A program wrote formulas without computing them." },
  W_EXCEL_MERGED: { when: "A sheet has cells that are merged over several rows." },
};
