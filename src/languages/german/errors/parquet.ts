/** Parquet files. */
import type { parquetErrors as errors, parquetWarnings as warnings } from "../../../base/errors/parquet.ts";
import { formatBytes, formatCount } from "../../../base/numbers.ts";
import { listQuoted } from "../../../base/words.ts";
import type { ErrorTranslation, NoticeTranslation } from "../../translation.ts";

export const parquetErrors = {
  E_PARQUET_DAMAGED: ({ file }) => ({
    where: file,
    expected: "eine lesbare Parquet-Datei",
    got: "etwas, das sich nicht so lesen lässt, wie bei einer abgeschnittenen, verschlüsselten oder auf neue Weise geschriebenen Datei",
    fix: "Laden oder schreiben Sie sie noch einmal, oder speichern Sie die Tabelle als CSV.",
  }),
  E_PARQUET_TOO_LARGE: (args) =>
    "nCells" in args
      ? {
          where: args.file,
          expected: `höchstens ${formatCount(args.most)} Zellen`,
          got: `${formatCount(args.nCells)}`,
          fix: "Behalten Sie weniger Zeilen oder Spalten, und speichern Sie die Datei noch einmal.",
        }
      : {
          where: args.file,
          expected: `höchstens ${formatBytes(args.most)} für eine Spalte einer Zeilengruppe (row group)`,
          got: formatBytes(args.nBytes),
          fix: "Speichern Sie die Datei noch einmal mit kleineren Zeilengruppen.",
        },
} satisfies ErrorTranslation<typeof errors>;

export const parquetWarnings = {
  W_PARQUET_NESTED: ({ columns }) =>
    `Spalten enthalten Listen oder Zuordnungen (maps), die jeweils als ein Text in JSON gelesen wurden: ${listQuoted(columns)}. Aus dem, was darin steht, wird nichts gelernt.`,
} satisfies NoticeTranslation<typeof warnings>;
