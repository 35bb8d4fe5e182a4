/** Names of months in the languages that tables are most often written in; static, so that every host reads alike. */

const NAMES = [
  "january januar janvier enero gennaio januari janeiro janner ianuarie styczen stycznia ocak январь января",
  "february februar fevrier febrero febbraio februari fevereiro februarie luty lutego subat февраль февраля",
  "march marz maerz mars marzo maart marco mrz mrt marts maret martie marzec marca mart март марта",
  "april avril abril aprile aprilie kwiecien kwietnia nisan апрель апреля",
  "may mai mayo maggio mei maio maj maja mayıs маи мая",
  "june juni juin junio giugno junho iunie czerwiec czerwca haziran июнь июня",
  "july juli juillet julio luglio julho iulie lipiec lipca temmuz июль июля",
  "august aout agosto augustus augusti sierpien sierpnia agustos agustus август августа",
  "september septembre septiembre settembre setembro septembrie wrzesien wrzesnia eylul сентябрь сентября",
  "october oktober octobre octubre ottobre outubro octombrie pazdziernik pazdziernika ekim октябрь октября",
  "november novembre noviembre novembro noiembrie listopad listopada kasım ноябрь ноября",
  "december dezember decembre diciembre dicembre dezembro decembrie desember grudzien grudnia aralık декабрь декабря",
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
