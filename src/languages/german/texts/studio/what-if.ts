import { formatCount, formatNumber, percent, withUnit } from "../../../../base/numbers.ts";
import type { whatIfText } from "../../../../base/texts/studio/what-if.ts";
import { listQuoted } from "../../../../base/words.ts";
import type { Translation } from "../../../translation.ts";

export const whatIf = {
  heading: "Was wäre, wenn",
  explanation:
    "Schreiben Sie die Zellen einer Zeile, wie sie in einer Datei stünden, lassen Sie leer, was nicht bekannt ist, und sehen Sie, was die Pipeline dazu sagt und auf welchen Zellen das beruht.",
  notYet: "Sobald eine Pipeline mit einer offenen Tabelle trainiert ist, können Sie sich hier eine Zeile ausdenken.",
  ofOther:
    "Die Pipeline wurde mit einer anderen Tabelle oder für ein anderes Ziel trainiert. Öffnen Sie diese wieder oder trainieren Sie neu, dann können Sie sich hier eine Zeile ausdenken.",
  row: "Zeile der Tabelle",
  fill: "Ihre Zellen übernehmen",
  cells: "Zellen der Zeile, rollbar",
  find: "Zelle nach ihrer Spalte suchen",
  findHint: "Zelle suchen …",
  none: "Keine Spalte heißt so.",
  ask: "Diese Zeile vorhersagen",
  says: ({ label, share }) => `„${label}“, ${percent(share, 1)}`,
  saysValue: ({ value, unit }) => withUnit(formatNumber(value), unit),
  between: ({ level, low, high, unit }) =>
    `, bei ${percent(level)} der Zeilen zwischen ${formatNumber(low)} und ${withUnit(formatNumber(high), unit)}`,
  others: ({ others }) => others.map(({ label, share }) => `„${label}“ ${percent(share, 1)}`).join(", "),
  odd: ({ columns }) =>
    `Nicht lesbar oder im Training nie gesehen: ${listQuoted(columns)}. Solche Zellen gelten als fehlend oder als unbekannt.`,
  became: ({ kind, from, to }) =>
    kind === "filled" ? `ergänzt mit ${to}` : kind === "moved" ? `aus ${from} wurde ${to}` : `gelesen als „${to}“`,
  oddCell: ({ odd }) => (odd === "unseen" ? "im Training nie gesehen" : "nicht lesbar: gilt als fehlend"),
  gate: ({ gate }) => (gate <= 0 ? "Gate geschlossen" : `Gate ${percent(gate)} offen`),
  passed: ({ isDeployed }) =>
    isDeployed
      ? "Bei einer Zelle steht, wenn es etwas zu sagen gibt, was die Reinigung der gelernten Pipeline aus ihr gemacht hat und wie weit das Gate ihrer Spalte in der Mischung offen steht."
      : "Bei einer Zelle steht, wenn es etwas zu sagen gibt, was die Reinigung der gelernten Pipeline aus ihr machen würde. Eingesetzt wird keine gelernte Pipeline, also beruht die Vorhersage nicht darauf.",
  caption: ({ label }) =>
    label === undefined
      ? "Was jede Zelle an der Vorhersage ändert, verglichen damit, dass sie fehlt"
      : `Was jede Zelle an der Wahrscheinlichkeit von „${label}“ ändert, verglichen damit, dass sie fehlt`,
  column: "Spalte",
  cell: "Zelle",
  effect: "Wirkung",
  points: ({ change }) => `${change} Prozentpunkte`,
  more: ({ count }) => `${formatCount(count)} weitere zeigen`,
  how: "Jede Zelle für sich: Zellen, die dasselbe sagen, vertreten einander, und dass eine Zelle fehlt, kann selbst etwas sein, woraus die Pipeline gelernt hat.",
} satisfies Translation<typeof whatIfText>;
