/** Rows whose labels look wrong. */
import { formatCount, percent } from "../../../base/numbers.ts";
import type { Looked } from "../../../base/texts/suspicious.ts";
import { countOf } from "../../../base/words.ts";

/** One to three sentences. */
export function suspiciousWords({ nLooked, nSuspicious, wrongShare, nPlanted, foundShare, doubt }: Looked): string {
  const looked = `Von den Zielwerten der ${countOf(nLooked, "Trainings- und Validierungszeile", "Trainings- und Validierungszeilen")}`;
  if (nSuspicious === 0) return `${looked} sieht keiner falsch aus.`;
  const check = `Zur Probe hat die Suche selbst ${countOf(nPlanted, "Zielwert", "Zielwerte")} verfälscht, in einer Kopie der Tabelle: ${percent(foundShare)} davon hat sie gefunden.`;
  const taken = doubt?.isTaken
    ? ` Das Training rechnete mit ${percent(doubt.wrongLabels)} falschen Zielwerten, weil das auf den Validierungszeilen besser war.`
    : "";
  const look = nSuspicious === 1 ? "sieht einer" : `sehen ${formatCount(nSuspicious)}`;
  return `${looked} ${look} falsch aus; von allen könnten etwa ${percent(wrongShare)} falsch sein. ${check}${taken}`;
}
