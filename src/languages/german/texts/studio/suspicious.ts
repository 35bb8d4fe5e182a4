import { formatCount } from "../../../../base/numbers.ts";
import type { suspiciousText } from "../../../../base/texts/studio/suspicious.ts";
import type { Translation } from "../../../translation.ts";
import { rows } from "../../nouns.ts";
import { suspiciousWords } from "../suspicious.ts";

export const suspicious = {
  heading: "Zielwerte, die falsch aussehen",
  found: (found) => suspiciousWords(found),
  how: "Jede Zeile wurde von Modellen beurteilt, die mit ihr trainiert wurden, und von solchen, die es nicht wurden, während sie trainierten: Wo beide sagen, dass eine andere Klasse weit wahrscheinlicher ist, sieht der Zielwert falsch aus. Er kann trotzdem richtig sein, wenn eine Zeile eine Ausnahme ist.",
  scrollable: "Zielwerte, die falsch aussehen, rollbar",
  file: "Datei",
  row: "Zeile",
  label: "Zielwert",
  expected: "Erwartet",
  suspicion: "Verdacht",
  cells: "Ihre Zellen",
  look: "Ansehen",
  lookAt: ({ row, file }) => `Zeile ${row} von ${file} ansehen`,
  more: ({ nMore }) => `${formatCount(nMore)} weitere zeigen`,
  shown: ({ nShown, nSuspicious }) =>
    nShown === nSuspicious
      ? `Alle ${rows(nSuspicious)}, die verdächtigsten zuerst.`
      : `Die ${formatCount(nShown)} verdächtigsten von ${rows(nSuspicious)}.`,
} satisfies Translation<typeof suspiciousText>;
