/** Splitting rows into training, validation and test. */
import type { splitErrors as errors } from "../../../base/errors/split.ts";
import { listQuoted, listWords } from "../../../base/words.ts";
import type { ErrorTranslation } from "../../translation.ts";
import { SPLIT_ROWS } from "../split-names.ts";

const AT_RANDOM = "oder teilen Sie zufällig auf.";
const splitBy = (column: string) => `Aufteilung nach ${JSON.stringify(column)}`;

export const splitErrors = {
  E_SPLIT_SOURCES: ({ files }) => ({
    where: "Aufteilung",
    expected: "mindestens eine Quelle, deren Zeilen zum Beurteilen dienen",
    got: `nur Quellen, mit denen allein trainiert wird: ${files.join(", ")}`,
    fix: "Lassen Sie mindestens eine Datei an Validierung und Test teilnehmen.",
  }),
  E_SPLIT_FRACTIONS: ({ fractions }) => ({
    where: "Aufteilung",
    expected: "drei Anteile über 0, die zusammen 1 ergeben",
    got: fractions.join(", "),
    fix: "Verwenden Sie Anteile wie 0.6, 0.2 und 0.2.",
  }),
  E_SPLIT_COLUMN: ({ column, isTarget, columns }) => ({
    where: "Aufteilung",
    expected: `eine Spalte der Tabelle außer der Zielspalte: ${listQuoted(columns)}`,
    got: isTarget
      ? `die Zielspalte ${JSON.stringify(column)}`
      : `${JSON.stringify(column)}, eine Spalte, die es darin nicht gibt`,
    fix: `Wählen Sie eine andere Spalte, ${AT_RANDOM}`,
  }),
  E_SPLIT_GROUPS: ({ column, nGroups }) => ({
    where: splitBy(column),
    expected: "mindestens drei verschiedene Werte, jeder auf nur einer Seite der Aufteilung",
    got: `${nGroups}`,
    fix: `Wählen Sie eine Spalte mit mehr Werten, ${AT_RANDOM}`,
  }),
  E_SPLIT_TIMES: ({ column, nTimes }) => ({
    where: splitBy(column),
    expected: "Datumsangaben oder Zahlen, mindestens drei verschiedene",
    got: nTimes === 0 ? "keine Zelle, die sich als Datum oder Zahl lesen lässt" : `${nTimes}`,
    fix: `Setzen Sie den Typ der Spalte auf Datum oder Zahl, wählen Sie eine andere, ${AT_RANDOM}`,
  }),
  E_SPLIT_PARTS: ({ column, absent }) => ({
    ...(column === undefined
      ? {
          where: "Aufteilung nach Dateien",
          expected: "Dateien fürs Training und für Validierung oder Test",
          fix: `Geben Sie an, welche Datei zum Testen ist, ${AT_RANDOM}`,
        }
      : {
          where: splitBy(column),
          expected: "Zellen, die Trainingszeilen und Validierungs- oder Testzeilen benennen",
          fix: `Geben Sie an, welche ihrer Werte Training, Validierung und Test bedeuten, ${AT_RANDOM}`,
        }),
    got: `keine ${listWords(absent.map((split) => SPLIT_ROWS[split]))}`,
  }),
  E_SPLIT_VALUES: ({ column, values }) => ({
    where: splitBy(column),
    expected: "Werte wie train, validation und test",
    got: values.length === 0 ? "zu viele verschiedene Werte, um daraus eine Aufteilung abzulesen" : listQuoted(values),
    fix: `Geben Sie an, was sie bedeuten, auf der Befehlszeile mit --split-values ${values.length > 1 ? JSON.stringify(`${values[0]}=train,${values[1]}=test`) : "a=train,b=test"}, ${AT_RANDOM}`,
  }),
  E_SPLIT_LETTERS: (args) => ({
    ...("letter" in args
      ? {
          where: `Aufteilung, Buchstabe ${args.position}`,
          expected: "T, V oder E",
          got: JSON.stringify(args.letter),
        }
      : {
          where: "Aufteilung",
          expected: `${args.nRows} Buchstaben, einer je Datenzeile`,
          got: `${args.nLetters} Buchstaben`,
        }),
    fix: "Schreiben Sie je Datenzeile einen Buchstaben: T für Training, V für Validierung, E für Test.",
  }),
} satisfies ErrorTranslation<typeof errors>;
