/** Excel workbooks. */
import type { excelErrors as errors, excelWarnings as warnings } from "../../../base/errors/excel.ts";
import { listQuoted } from "../../../base/words.ts";
import type { ErrorTranslation, NoticeTranslation } from "../../translation.ts";

export const excelErrors = {
  E_EXCEL_DAMAGED: ({ file, part }) => ({
    where: `${file}, ${part}`,
    expected: "ein Teil einer Excel-Arbeitsmappe",
    got: "etwas, das sich nicht so lesen lässt",
    fix: "Öffnen Sie die Datei in Excel oder LibreOffice, und speichern Sie sie noch einmal als .xlsx.",
  }),
  E_EXCEL_SHEET: ({ file, sheet, sheets }) => ({
    where: file,
    expected: `eines der Tabellenblätter ${listQuoted(sheets, 20)}`,
    got: JSON.stringify(sheet),
    fix: "Wählen Sie ein anderes Blatt, oder überlassen Sie die Wahl dem Programm.",
  }),
} satisfies ErrorTranslation<typeof errors>;

export const excelWarnings = {
  W_EXCEL_OTHERS: ({ sheet, others }) =>
    `Die Arbeitsmappe hat mehrere Tabellenblätter; ${JSON.stringify(sheet)} wurde gelesen. Nicht gelesen: ${listQuoted(others, 8)}. Ein anderes können Sie dort wählen, wo steht, wie die Datei gelesen wurde.`,
  W_EXCEL_ERRORS:
    "Zellen enthalten Fehler von Formeln, zum Beispiel #NV oder #DIV/0!; sie bleiben, wie sie sind, und zählen als fehlend.",
  W_EXCEL_UNCOMPUTED:
    "Zu Formeln ist kein Ergebnis gespeichert, deshalb sind ihre Zellen leer. Öffnen Sie die Arbeitsmappe in Excel oder LibreOffice, und speichern Sie sie; dann haben sie eines.",
  W_EXCEL_MERGED:
    "Zellen waren über mehrere Zeilen verbunden; was in ihnen steht, wurde in jede dieser Zeilen geschrieben.",
} satisfies NoticeTranslation<typeof warnings>;
