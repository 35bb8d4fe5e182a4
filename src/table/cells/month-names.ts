/** Names of months in the languages that tables are most often written in; static, so that every host reads alike. */

const NAMES = [
  "january januar janvier enero gennaio januari janeiro janner",
  "february februar fevrier febrero febbraio februari fevereiro",
  "march marz maerz mars marzo maart marco mrz mrt",
  "april avril abril aprile",
  "may mai mayo maggio mei maio",
  "june juni juin junio giugno junho",
  "july juli juillet julio luglio julho",
  "august aout agosto augustus",
  "september septembre septiembre settembre setembro",
  "october oktober octobre octubre ottobre outubro",
  "november novembre noviembre novembro",
  "december dezember decembre diciembre dicembre dezembro",
].map((names) => names.split(" "));

const LETTERS = 3;
const known = new Map<string, number>();

/** @returns 1 … 12 for a name, or a beginning of at least three letters that only one month has; 0 for any other text. */
export function monthOfName(text: string): number {
  let month = known.get(text);
  if (month === undefined) {
    month = findMonth(text);
    if (known.size < 1000) known.set(text, month);
  }
  return month;
}

function findMonth(text: string): number {
  const plain = text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/\.$/, "");
  if (plain.length < LETTERS) return 0;
  const found = NAMES.flatMap((names, index) => (names.some((name) => name.startsWith(plain)) ? [index + 1] : []));
  return found.length === 1 ? found[0] : 0;
}
