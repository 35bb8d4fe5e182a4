import { formatBesideError, formatScore } from "../../../base/numbers.ts";
import type { sourcesText } from "../../../base/texts/sources.ts";
import { listWords } from "../../../base/words.ts";
import type { Translation } from "../../translation.ts";
import { LOSSES, LOSSES_AS_OBJECT } from "./evidence.ts";

const WORTH = {
  better: "Ihre Zeilen helfen",
  worse: "Ihre Zeilen schaden",
  "cannot tell": "Das lässt sich nicht vom Zufall unterscheiden",
} as const;

export const sources = {
  leftOut: ({ files }) =>
    `Ohne die Zeilen von ${listWords(files)} trainiert: In kurzen Trainings wurden zurückgehaltene Zeilen ohne ${files.length === 1 ? "diese Datei" : "diese Dateien"} besser vorhergesagt, um mehr als einen Standardfehler. Vielleicht sind ihre Zielwerte falsch oder bedeuten etwas anderes. Testzeilen ${files.length === 1 ? "dieser Datei" : "dieser Dateien"} zählen weiterhin.`,
  without: ({ files }) =>
    files.length === 1
      ? `${listWords(files)} bleibt beim Training weg: Ohne diese Datei werden zurückgehaltene Zeilen besser vorhergesagt.`
      : `${listWords(files)} bleiben beim Training weg: Ohne diese Dateien werden zurückgehaltene Zeilen besser vorhergesagt.`,
  help: ({ files }) => `Zeilen von ${listWords(files)} helfen, zurückgehaltene Zeilen vorherzusagen.`,
  cannotTell: ({ files }) => `Ob Zeilen von ${listWords(files)} helfen oder schaden, lässt sich nicht sagen.`,
  harm: ({ files }) =>
    `Mit Zeilen von ${listWords(files)} lassen sich zurückgehaltene Zeilen schlechter vorhersagen; trainiert wurde trotzdem mit ihnen.`,
  source: ({ file, delta, standardError, conclusion, isLeftOut, loss }) => {
    if (!Number.isFinite(delta) || !Number.isFinite(standardError)) {
      return `${file}: Was diese Datei wert ist, lässt sich an so wenigen Gruppen von Zeilen nicht sagen.`;
    }
    const [size, error] = [delta, standardError].map((value) => formatBesideError(value, standardError));
    return (
      `${file}: Ohne diese Datei (neu trainiert) ist der ${LOSSES[loss]} zurückgehaltener Zeilen aller Dateien um ${size} ± ${error} ${delta < 0 ? "höher" : "niedriger"}: ` +
      (isLeftOut ? "mehr als ein Standardfehler, deshalb bleibt sie beim Training weg." : `${WORTH[conclusion]}.`)
    );
  },
  transfer: ({ file, own, unseen, loss }) =>
    `Zurückgehaltene Zeilen von ${file} haben einen ${LOSSES_AS_OBJECT[loss]} von ${formatScore(own)}, wenn ihre übrigen Zeilen im Training sind, und von ${formatScore(unseen)} allein mit den anderen Dateien.`,
  learned: ({ words }) => `Als Gewichte, die daneben gelernt wurden: ${words}`,
} satisfies Translation<typeof sourcesText>;
