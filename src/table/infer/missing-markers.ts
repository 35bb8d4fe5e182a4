/** Texts that mean "nothing is known here". */

/** Missing wherever they stand. All in lower case. */
const MARKERS = new Set([
  "na",
  "n/a",
  "n.a.",
  "#n/a",
  "#na",
  "<na>",
  "nan",
  "-nan",
  "null",
  "(null)",
  "<null>",
  "nil",
  "nat",
  "?",
  "??",
  "-",
  "--",
  "---",
  "–",
  "—",
  ".",
  "..",
  "#null!",
  "#value!",
  "#ref!",
  "#div/0!",
  "#num!",
  "#name?",
  "#n/a n/a",
  "\\n",
  "n\\a",
  "n.a",
  "n/d",
  "n.d.",
  "k.a.",
  "(missing)",
  "(blank)",
  "(empty)",
  "(na)",
  "(n/a)",
  "[null]",
  "missing value",
  "1.#qnan",
  "-1.#qnan",
  "1.#ind",
  "-1.#ind",
]);

/** What databases write where a date is not known, or has no end. */
const ZERO_DATE = /^0{1,4}([-/.])0{1,2}\1(?:0{4}|0{1,2})(?:[T ]0{1,2}:00(?::00(?:\.0+)?)?)?$/;
const NO_END =
  /^(?:9999([-/.])12\1(?:31|30)|31([-/.])12\2(?:9999)|12\/31\/9999)(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?$/;

/** ISO 3166 and the codes of continents: among these, NA is Namibia or North America. */
const REGIONS = new Set(
  (
    "AD AE AF AG AI AL AM AN AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ " +
    "CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH EL ER ES ET EU FI FJ FK FM FO FR " +
    "GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP " +
    "KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT " +
    "MU MV MW MX MY MZ NC NE NF NG NI NL NO NP NR NU NZ OC OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW " +
    "SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG " +
    "UK UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW"
  ).split(" "),
);

const POSITIVE = /^(?:\++|\+ve|\d\+|pos(?:\.|itive?)?)$/i;

/** Missing where a number or a date should stand, and in other columns of a table where they did. */
const SUSPICIOUS = new Set([
  "error",
  "err",
  "unknown",
  "missing",
  "invalid",
  "undefined",
  "unavailable",
  "not available",
  "not applicable",
  "not known",
  "not reported",
  "not provided",
  "no data",
  "none",
  "unspecified",
  "tbd",
  "tba",
  "refused",
  "empty",
  "blank",
  "void",
  "inf",
  "-inf",
  "infinity",
  "-infinity",
]);

export function isMarker(text: string): boolean {
  return MARKERS.has(text.toLowerCase()) || ZERO_DATE.test(text) || NO_END.test(text);
}

/**
 * Whether a text that means missing elsewhere is a value here, as the other texts of its column show: "-" beside "+" or
 * "pos", and NA among the codes of countries.
 */
export function isValueAmong(marker: string, others: readonly string[]): boolean {
  if (others.length === 0) return false;
  if (marker === "-") return others.every((text) => POSITIVE.test(text));
  const known = others.filter((text) => REGIONS.has(text)).length;
  return marker === "NA" && known >= others.length * 0.9;
}

export function isSuspiciousWord(text: string): boolean {
  return SUSPICIOUS.has(text.toLowerCase());
}

/** A few letters without a digit: what may stand for a missing number. */
export function isWord(text: string): boolean {
  return text.length <= 30 && !/\d/.test(text);
}
