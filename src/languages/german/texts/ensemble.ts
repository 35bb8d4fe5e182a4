import { percent } from "../../../base/numbers.ts";
import type { ensembleText } from "../../../base/texts/ensemble.ts";
import { countOf, listQuoted, listWords } from "../../../base/words.ts";
import type { Translation } from "../../translation.ts";

/** Names of columns in one list. */
const LONGEST = 12;
const OUT_OF_FOLD = "out-of-fold: was über jede Zeile gesagt wurde, ohne sie gesehen zu haben.";

export const ensemble = {
  plain: "Einfach",
  learned: "Gelernt",
  blend: "Gelernt, als Mischung",
  nested: "Gelernt, mit weniger Spalten",
  own: "Wie gezeichnet",
  constant: ({ isRegression }) => (isRegression ? "Immer der Mittelwert" : "Immer die Anteile der Klassen"),
  with: ({ title, changes }) => `${title}, ${changes}`,
  doubting: ({ wrongLabels }) => `mit ${percent(wrongLabels)} falschen Zielwerten gerechnet`,
  learnedBy: ({ plan }) =>
    plan === "joint" ? "Am Trainingsverlust gelernt" : "Am Verlust zurückgehaltener Zeilen gelernt",
  diverged: ({ titles }) =>
    `Nicht im Ensemble, weil ihre Zahlen bei dieser Lernrate nicht endlich blieben: ${listQuoted(titles)}.`,
  trained: ({ nFolds, nMembers }) => {
    const what =
      nMembers === 1
        ? "Das Ensemble hat eine Pipeline als einziges Mitglied"
        : `Das Ensemble ist der Mittelwert dessen, was seine Mitglieder, ${countOf(nMembers, "Pipeline", "Pipelines")}, vorhersagen`;
    if (nFolds === 1) {
      return `${what}; die Validierungszeilen entschieden, wie viel jede zählt, deshalb sind Metriken auf ihnen etwas zu gut.`;
    }
    return (
      `${what}; ${nMembers === 1 ? "sie" : "jede"} wurde ${nFolds}-mal trainiert, jedes Mal mit einem anderen zurückgehaltenen Teil der Zeilen. ` +
      `Seine Metriken auf Validierungszeilen, und auf Trainingszeilen, soweit sie zurückgehalten wurden, sind ${OUT_OF_FOLD}`
    );
  },
  one: ({ title, isAccepted }) =>
    (isAccepted
      ? `Eingesetzt wird „${title}“: Von den Pipelines, die die einfache auf ungesehenen Zeilen deutlicher schlagen, als der Zufall erklärt, hat sie den kleinsten Verlust. `
      : `Eingesetzt wird „${title}“: Keine Pipeline, die sich lesen lässt, schlägt die einfache auf ungesehenen Zeilen deutlicher, als der Zufall erklärt. `) +
    "Sie wurde mit allen Zeilen, die nicht zum Testen dienen, noch einmal trainiert, und zwar so lange, wie ihre Vorhersagen für zurückgehaltene Zeilen besser wurden. " +
    `Ihre Metriken auf Validierungszeilen, und auf Trainingszeilen, soweit sie zurückgehalten wurden, sind ${OUT_OF_FOLD}`,
  columnsRead: ({ nRead, nColumns, share }) => {
    if (share === 0)
      return "Was eingesetzt wird, wählt keine Spalten aus: Pipelines, die alle lesen, waren auf zurückgehaltenen Zeilen besser.";
    const all = countOf(nColumns, "Spalte", "Spalten");
    const some = nRead === nColumns ? `alle ${all}` : `${nRead} von ${all}`;
    if (share === 1) return `Was eingesetzt wird, liest ${some}.`;
    return `${percent(share)} dessen, was eingesetzt wird, wählt Spalten aus und liest ${some}; der Rest wählt keine aus.`;
  },
  readAlways: ({ columns }) => `Von allen Pipelines durchgelassen, die auswählen: ${listWords(columns, LONGEST)}.`,
  readSometimes: ({ columns }) =>
    `Von einigen durchgelassen: ${listWords(
      columns.map(({ column, share }) => `${column} (${percent(share)})`),
      LONGEST,
    )}.`,
  columnsReadShort: ({ nRead, nColumns }) => `liest ${nRead} von ${nColumns} Spalten`,
  gatesLearned: ({ words }) => `Gates, wie sie zuerst gelernt wurden, bevor Pipelines verglichen wurden: ${words}`,
  fewerFolds: ({ nFolds, nWanted }) =>
    `Die Zeit reichte, um ${nFolds} von ${nWanted} Teilen der Zeilen zurückzuhalten; mit mehr Zeit wird reihum mit allen trainiert.`,
  fewerCandidates: ({ nTried, nAll }) =>
    `Die Zeit reichte, um ${nTried} von ${countOf(nAll, "Pipeline", "Pipelines")} zu versuchen.`,
} satisfies Translation<typeof ensembleText>;
