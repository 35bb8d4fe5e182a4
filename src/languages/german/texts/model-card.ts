import { formatNumber, formatShare } from "../../../base/numbers.ts";
import type { cardText } from "../../../base/texts/model-card.ts";
import { countOf, listQuoted, listWords } from "../../../base/words.ts";
import type { Translation } from "../../translation.ts";
import { TASKS } from "../tasks.ts";

const MOST_NAMES = 8;

const rows = (count: number) => countOf(count, "Zeile", "Zeilen");

export const card = {
  purpose: ({ target, task, classes, nColumns, unit }) => {
    const what = classes.length > 0 ? `: ${listWords(classes, 20)}` : unit === undefined ? "" : `, in ${unit}`;
    return `Sagt ${JSON.stringify(target)} (${TASKS[task] ?? task}${what}) einer Zeile aus ${countOf(nColumns, "Spalte", "Spalten")} vorher, für Zeilen von der Art, mit der trainiert wurde.`;
  },
  says: (says) => {
    switch (says.by) {
      case "likeliest":
        return "Zu jeder Zeile wird die wahrscheinlichste Klasse genannt.";
      case "threshold":
        return `${JSON.stringify(says.label)} wird ab einer Wahrscheinlichkeit von ${formatNumber(says.threshold)} genannt, sonst die wahrscheinlichste der anderen Klassen. Das wurde nach dem Training gewählt; was beim Training gemessen wurde, gilt für die wahrscheinlichste Klasse.`;
      case "costs":
        return says.wereTrained
          ? "Zu jeder Zeile wird die Klasse genannt, die voraussichtlich am wenigsten kostet, nach den Kosten, nach denen Pipelines verglichen wurden; andere Maße für Klassen gelten beim Training der wahrscheinlichsten Klasse."
          : "Zu jeder Zeile wird die Klasse genannt, die voraussichtlich am wenigsten kostet, nach Kosten, die nach dem Training gewählt wurden; was beim Training gemessen wurde, gilt für die wahrscheinlichste Klasse.";
      default:
        return says satisfies never;
    }
  },
  data: ({ train, validation, test, nFiles }) =>
    `${rows(train)} zum Trainieren, ${rows(validation)} zum Steuern, ${rows(test)} zum Testen, aus ${countOf(nFiles, "Datei", "Dateien")}.`,
  holdsNoRows: "Keine Zeilen und keine Gewichte von Zeilen.",
  holdsNames: ({ nColumns, nLevels }) =>
    `Die Namen von ${countOf(nColumns, "Spalte", "Spalten")}, der Zielspalte und ihrer Klassen und ${countOf(nLevels, "Text", "Texte")} von Kategorien, wie sie in Zellen stehen.`,
  holdsQuantiles: ({ nColumns }) =>
    `Siebzehn Quantile von ${countOf(nColumns, "Spalte", "Spalten")}, darunter jeweils die kleinste und die größte Zelle.`,
  holdsSuspicious: ({ nRows }) => `Von ${rows(nRows)}, deren Zielwert falsch aussieht, die Nummer und die Klasse.`,
  told: ({ single, alone, few }) => {
    const texts = single.map(({ column, nTexts }) => `${JSON.stringify(column)} (${nTexts})`);
    return [
      ...(single.length > 0
        ? [`Texte, die nur in einer einzigen Zeile stehen, von ${listWords(texts, MOST_NAMES)}`]
        : []),
      ...(alone.length > 0
        ? [`die kleinste oder größte Zelle, weit weg von allen anderen, von ${listQuoted(alone, MOST_NAMES)}`]
        : []),
      ...(few.length > 0 ? [`die wenigen Zellen, die es gibt, von ${listQuoted(few, MOST_NAMES)}`] : []),
    ].join("; ");
  },
  tells: ({ words }) =>
    `Was in dieser Datei steht, könnte etwas über einzelne Zeilen verraten: ${words}. Wenn das nicht nach außen darf, legen Sie diese Spalten beiseite oder setzen Sie ihre seltenen Texte auf „fehlend“, und trainieren Sie neu.`,
  kind: "Sie kennt, was in ihren Trainingszeilen steht. Zeilen aus einer anderen Zeit, von einem anderen Ort oder anders gemessen werden trotzdem vorhergesagt, vielleicht falsch.",
  fairness:
    "Was an den Zielwerten oder den Spalten ungerecht ist, wurde mitgelernt; niemand hat geprüft, ob Gruppen von Menschen gleich behandelt werden.",
  untested: "Zum Testen blieb keine Zeile übrig: Nichts sagt, wie gut sie ist.",
  fewTested: ({ nRows, width }) =>
    `Es gab ${countOf(nRows, "Testzeile", "Testzeilen")}: Ein Anteil richtiger Antworten ist damit nur auf etwa ±${formatShare(width)} genau bekannt.`,
  missing:
    "Zellen, die sich nicht lesen lassen, und Texte, die im Training nicht vorkamen, werden als fehlend oder als unbekannt vorhergesagt.",
} satisfies Translation<typeof cardText>;
