import { formatCount, percent } from "../../../base/numbers.ts";
import type {
  DateDoubt,
  MarkDoubt,
  roleText,
  splitOfferText,
  splitText,
  taskText,
  typeText,
} from "../../../base/texts/table.ts";
import { countOf, listQuoted, listWords } from "../../../base/words.ts";
import type { Translation } from "../../translation.ts";
import { decimals, exact } from "../decimals.ts";
import { SPLIT_ROWS, SPLITS } from "../split-names.ts";

const rows = (count: number) => countOf(count, "Zeile", "Zeilen");
const cells = (count: number) => countOf(count, "Zelle", "Zellen");

const DATE_FORMATS: Readonly<Record<string, string>> = {
  iso: "Jahr-Monat-Tag",
  ymd: "Jahr, Monat, Tag",
  dmy: "Tag, Monat, Jahr",
  mdy: "Monat, Tag, Jahr",
  "epoch-s": "Sekunden seit 1970",
  "epoch-ms": "Millisekunden seit 1970",
  "dmy-words": "Tag, Monatsname, Jahr",
  "month-year": "Monat und Jahr",
  time: "Uhrzeit",
  "clock-year": "Wochentag, Monat, Tag, Uhrzeit, Jahr",
};

/** A format as rules store it: several with "|" between, "mdy:1940" where two digits mean years from 1940. */
export function dateFormatWords(format: string): string {
  const words = format.split("|").map((single) => {
    const [name, first] = single.split(":");
    const years = first === undefined ? "" : `, Jahre von ${first} bis ${Number(first) + 99}`;
    return `${DATE_FORMATS[name] ?? name}${years}`;
  });
  return words.join("; oder ");
}

const ORDERS = { dmy: "der Tag zuerst", mdy: "der Monat zuerst" } as const;

function doubtWords({ order, because }: DateDoubt): string {
  switch (because) {
    case "rows in order":
      return `${ORDERS[order]}, weil die Zeilen dann in zeitlicher Reihenfolge stehen`;
    case "another column":
      return `${ORDERS[order]}, wie in einer anderen Spalte dieser Tabelle`;
    case "habit":
      return `angenommen: ${ORDERS[order]}; keine Zelle schließt aus: ${ORDERS[order === "mdy" ? "dmy" : "mdy"]}`;
    default:
      return because satisfies never;
  }
}

function markWords({ mark, because }: MarkDoubt): string {
  const [each, none] = mark === "," ? ["jedem Punkt", "keinen Punkt"] : ["jedem Komma", "kein Komma"];
  const read =
    mark === ","
      ? "das Komma gilt als Dezimalzeichen und der Punkt als Tausendertrennzeichen"
      : "der Punkt gilt als Dezimalzeichen und das Komma als Tausendertrennzeichen";
  switch (because) {
    case "other columns":
      return `; ${read}, wie in anderen Spalten`;
    case "delimiter":
      return `; ${read}, weil die Zellen durch Semikolons getrennt sind`;
    case "groups of three":
      return `; ${read}, weil nach ${each} drei Ziffern folgen und kleinere Zahlen ${none} haben`;
    case "nothing":
      return `; ${read}, obwohl keine Zelle es zeigt: Ändern Sie es, wo das falsch ist`;
    default:
      return because satisfies never;
  }
}

type Numbers = Parameters<(typeof typeText.english)["number"]>[0];
type Readable = Omit<Parameters<(typeof typeText.english)["date"]>[0], "format" | "doubt">;

function formatWords(
  { affixes, unit, hasBothMarks, areLimitsRead, duration }: NonNullable<Numbers["format"]>,
  mixed: readonly string[],
): string {
  const factors = affixes
    .filter(({ factor }) => factor !== 1)
    .map(({ after, factor }) => `${after} = × ${exact(factor)}`);
  return [
    duration ? `; es sind Zeitdauern, angegeben in ${unit}` : "",
    unit === "" || duration ? "" : `; Einheit: ${unit}`,
    mixed.length > 1 ? `; ${listQuoted(mixed)} werden gleich gelesen` : "",
    factors.length > 0 ? `; ${factors.join(", ")}` : "",
    hasBothMarks
      ? "; manche Zellen haben Dezimalpunkte, manche Dezimalkommas, jede wird so gelesen, wie sie es zeigt"
      : "",
    areLimitsRead
      ? "; Grenzwerte wie <5 und ungefähre Angaben wie ~5 werden als die Zahl gelesen, die sie nennen, Bereiche als ihre Mitte"
      : "",
  ].join("");
}

const KINDS = { numbers: "Zahlen", dates: "Datumsangaben" } as const;

function shareWords(nReadable: number, nFilled: number, kind: keyof typeof KINDS): string {
  return nReadable === nFilled
    ? `Alle gefüllten Zellen sind ${KINDS[kind]}`
    : `${percent(nReadable / nFilled)} der gefüllten Zellen sind ${KINDS[kind]}`;
}

function missingWords({ words, repeated, unreadable }: Readable, kind: keyof typeof KINDS): string {
  const often = repeated
    .map(
      ({ text, count }) =>
        `; ${listQuoted([text])} wiederholt sich in ${cells(count)} zwischen ${KINDS[kind]} und zählt als fehlend`,
    )
    .join("");
  const [stand, count] = words.length === 1 ? ["steht", "zählt"] : ["stehen", "zählen"];
  const replaced =
    often +
    (words.length > 0
      ? `; ${listQuoted(words)} ${stand}, wo ${KINDS[kind]} stehen sollten, und ${count} als fehlend`
      : "");
  if (unreadable.count === 0) return replaced;
  const lost =
    unreadable.count === 1
      ? "1 Zelle lässt sich nicht lesen und zählt als fehlend"
      : `${cells(unreadable.count)} lassen sich nicht lesen und zählen als fehlend`;
  return `${replaced}; ${lost} (${listQuoted([unreadable.first ?? ""])})`;
}

export const type = {
  number: (found) =>
    [
      shareWords(found.nReadable, found.nFilled, "numbers"),
      found.hasDecimalComma && !found.format?.hasBothMarks ? ", mit Dezimalkomma geschrieben" : "",
      found.format ? formatWords(found.format, found.mixed) : "",
      found.format?.duration && found.hasShortClocks ? `; "3:45" bedeutet ${found.format.duration.short}` : "",
      found.unitBelow === undefined ? "" : `; Einheit: ${found.unitBelow}, wie die Zeile unter der Kopfzeile sagt`,
      found.format?.areLimitsRead && found.hasLimitColumn
        ? "; eine Spalte daneben sagt, welche davon Grenzwerte sind: −1 höchstens, 1 mindestens"
        : "",
      found.doubt ? markWords(found.doubt) : "",
      missingWords(found, "numbers"),
      ...found.sentinels.map(
        ({ value, count, nearest }) =>
          `; "${value}" (${cells(count)}) liegt weit weg von allen anderen, von denen ${exact(nearest)} am nächsten ist, und könnte „fehlend“ bedeuten`,
      ),
      ".",
    ].join(""),
  date: (found) =>
    [
      shareWords(found.nReadable, found.nFilled, "dates"),
      ` (${dateFormatWords(found.format)}${found.doubt ? `: ${doubtWords(found.doubt)}` : ""})`,
      missingWords(found, "dates"),
      ".",
    ].join(""),
  levels: ({
    nDistinct,
    nFilled,
    isText,
    hasDigitCodes,
    areNominal,
    hasExponentCodes,
    mixedUnits,
    nKept,
    areSpellingsJoined,
    borrowed,
  }) =>
    [
      nFilled === 0
        ? "Keine Zelle ist gefüllt"
        : `${countOf(nDistinct, isText ? "Text" : "Wert", isText ? "verschiedene Texte" : "verschiedene Werte")} in ${cells(nFilled)}`,
      hasDigitCodes ? "; Ziffern wie 00123 bleiben, wie sie geschrieben sind" : "",
      areNominal
        ? "; ganze Zahlen weit auseinander, in einer Spalte, die wie eine von Codes heißt, sind Namen und keine Mengen"
        : "",
      hasExponentCodes ? "; Codes wie 3E12 bleiben, wie sie geschrieben sind" : "",
      mixedUnits.length > 1
        ? `; Zahlen mit verschiedenen Einheiten (${listQuoted(mixedUnits)}) sind nicht eine Größe: Bringen Sie sie auf eine Einheit`
        : "",
      nKept === undefined
        ? ""
        : `; die ${formatCount(nKept)} häufigsten bleiben erhalten, die übrigen werden zusammengefasst`,
      areSpellingsJoined
        ? "; Schreibweisen, die sich nur in Groß- und Kleinschreibung, Leerzeichen oder einem Punkt am Ende unterscheiden, sind ein Wert"
        : "",
      borrowed.length > 0
        ? `; ${listQuoted(borrowed)} ${borrowed.length === 1 ? "bedeutet" : "bedeuten"} hier wie anderswo „fehlend“`
        : "",
      ".",
    ].join(""),
} satisfies Translation<typeof typeText>;

export const role = {
  target: "Das ist es, was vorhergesagt wird.",
  empty: "Alle Zellen fehlen.",
  nearlyEmpty: ({ missingShare }) => `${percent(missingShare)} ihrer Zellen fehlen.`,
  constant: "Alle Zellen haben denselben Wert.",
  identifier: ({ nDistinct, nFilled, areIntegers, isNamedSo }) =>
    `Kennung: ${formatCount(nDistinct)} verschiedene ${areIntegers ? "ganze Zahlen" : "Werte"} in ${cells(nFilled)}${isNamedSo ? ", und der Name sagt es" : ""}.`,
  rowNumber: "Kennung: ganze Zahlen, die sich nie wiederholen, in einer ersten Spalte ohne Namen.",
  counter: "Kennung: ganze Zahlen, die sich von Zeile zu Zeile in eine Richtung ändern und nie wiederholen.",
  freeText: ({ nDistinct, nFilled, hasSentences }) =>
    `${hasSentences ? "Freier Text" : "Meist verschiedene Texte"}: ${formatCount(nDistinct)} verschiedene in ${cells(nFilled)}, von jedem zu wenige, um daraus zu lernen.`,
  leakAuc: ({ auc }) =>
    `Sie sagt das Ziel allein vorher (AUC ${decimals(auc, 3)}); vielleicht ist sie vorher gar nicht bekannt.`,
  leakSum: ({ sum, target }) =>
    `Sie verrät zusammen mit einer anderen Spalte das Ziel: ${sum} ist in den meisten Zeilen ${target}. Legen Sie eine davon beiseite, um die andere zu verwenden.`,
  leakCorrelation: ({ correlation }) =>
    `Sie sagt das Ziel allein vorher (Rangkorrelation ${decimals(correlation, 4)}); vielleicht ist sie vorher gar nicht bekannt.`,
  flag: "Sie hat einen Wert oder keinen; welches von beiden, kann etwas aussagen.",
  splitGroup:
    "Zeilen mit demselben Wert bleiben auf einer Seite der Aufteilung, deshalb haben Testzeilen andere Werte als die, mit denen trainiert wird.",
  splitColumn: "Sie sagt, mit welchen Zeilen trainiert und mit welchen getestet wird.",
  used: "Nichts spricht dagegen, sie zu verwenden.",
} satisfies Translation<typeof roleText>;

export const task = {
  twoValues: ({ labels }) => `Sie hat zwei Werte, ${labels.map((label) => `"${label}"`).join(" und ")}.`,
  date: "Es ist ein Datum; vorhergesagt werden die Tage.",
  texts: ({ count }) => `Sie hat ${formatCount(count)} verschiedene Texte.`,
  codes: ({ count, first, last }) =>
    `Sie hat ${formatCount(count)} ganze Zahlen, von ${first} bis ${last}, wie Codes von Klassen.`,
  namedClasses: ({ count }) => `Ihr Name klingt nach Klassen, und sie hat ${formatCount(count)} ganze Zahlen.`,
  numbers: ({ count }) => `Sie hat ${formatCount(count)} verschiedene Zahlen.`,
} satisfies Translation<typeof taskText>;

export const split = {
  given: "Die Zeilen sind so aufgeteilt, wie Sie es angegeben haben.",
  unlabelled: ({ nRows }) => `${rows(nRows)} ohne Zielwert: in keinem Teil der Aufteilung, trotzdem vorhergesagt.`,
  filtered: ({ nRows }) =>
    `${rows(nRows)} vom Zeilenfilter ausgelassen: in keinem Teil der Aufteilung, trotzdem vorhergesagt.`,
  filterLacks: ({ columns }) =>
    `Der Zeilenfilter fragt nach ${columns.map((name) => `„${name}“`).join(", ")}; das hat diese Tabelle nicht, und es entscheidet nichts.`,
  repeated: ({ nRows }) => `${rows(nRows)} genau wiederholt: Jede bleibt auf der Seite ihres Zwillings.`,
  largestFirst:
    "Diese Pipeline teilt auf wie damals, als sie gespeichert wurde: Zeilen, die sich am meisten wiederholen, dienen alle dem Training, deshalb sind Testzeilen von anderer Art. Teilen Sie stattdessen zufällig auf, dann werden sie gleichmäßig verteilt.",
  trainedOnly: ({ files, nRows }) => `${files.join(", ")}: ${rows(nRows)} nur zum Trainieren, nie zum Beurteilen.`,
  fewDifferent: ({ nDifferent }) =>
    `Die Zeilen unterscheiden sich so wenig (${countOf(nDifferent, "Zeile", "verschiedene Zeilen")}), dass gleiche auf beiden Seiten der Aufteilung stehen: Verwenden Sie mehr Spalten, oder halten Sie die Zahlen für zu gut.`,
  fewRows: ({ nValidation, nTest }) =>
    `Nur ${rows(nValidation)} zum Auswählen (Validierung) und ${rows(nTest)} zum Beurteilen (Test): Die Zahlen hängen davon ab, welche Zeilen das sind, und sagen wenig. Fügen Sie Zeilen mit bekanntem Zielwert hinzu.`,
  rareClass: ({ label, nRows }) =>
    `Klasse "${label}" hat ${countOf(nRows, "Zeile", "verschiedene Zeilen")}, zu wenige zum Aufteilen: Alle dienen dem Training.`,
  identifierTarget: ({ name, reason }) =>
    `Was vorhergesagt wird, "${name}", sieht wie eine Kennung aus (${reason.replace(/^(?:Kennung|Identifier): |\.$/g, "")}). Wenn es eine ist, sagt keine Spalte sie voraus, und die Zahlen bedeuten nichts: Wählen Sie ein anderes Ziel.`,
  rareInGroups: ({ label, nGroups, column }) =>
    `Klasse "${label}" kommt nur in ${countOf(nGroups, "Gruppe", "Gruppen")} von "${column}" vor, zu wenige zum Aufteilen: Alle ihre Zeilen dienen dem Training.`,
  groups: ({ column, nGroups, nLargest }) =>
    `Zeilen mit demselben Wert in "${column}" bleiben zusammen: ${countOf(nGroups, "Gruppe", "Gruppen")}, die größte mit ${rows(nLargest)}.`,
  times: ({ column, validation, test }) =>
    `Nach "${column}": Zeilen vor ${validation} dienen dem Training, Zeilen ab ${test} dem Test.`,
  timeless: ({ column, nRows }) =>
    `${rows(nRows)} ohne "${column}": in keinem Teil der Aufteilung, trotzdem vorhergesagt.`,
  column: ({ column }) => `Die Zeilen sind so aufgeteilt, wie "${column}" es sagt.`,
  columnOther: ({ column, nRows }) =>
    `${rows(nRows)} mit anderem Wert in "${column}": in keinem Teil der Aufteilung, trotzdem vorhergesagt.`,
  columnLacks: ({ column, split: part }) =>
    `"${column}" nennt keine ${SPLIT_ROWS[part]}: Sie werden aus den Trainingszeilen gezogen.`,
  files: "Die Zeilen sind nach Dateien aufgeteilt.",
  filesLack: ({ split: part }) =>
    `Keine Datei ist für ${SPLITS[part]} vorgesehen: Diese Zeilen werden aus den Trainingszeilen gezogen.`,
  known: ({ nRows }) =>
    `${rows(nRows)} aus Validierung und Test ${nRows === 1 ? "wiederholt" : "wiederholen"} genau eine Trainingszeile.`,
  unlearned: ({ labels }) =>
    `Keine Trainingszeile ist von der Klasse ${listQuoted(labels)}, deshalb lässt sie sich nicht lernen.`,
} satisfies Translation<typeof splitText>;

export const splitOffer = {
  parts: ({ values }) =>
    `Ihre Zellen sagen es: ${listWords(
      values.map(({ value, count }) => `"${value}" (${formatCount(count)})`),
      6,
    )}.`,
  group: ({ nValues, evenSize, goesWith }) =>
    [
      `Sie wiederholt sich wie eine Kennung: ${countOf(nValues, "Wert", "Werte")}`,
      evenSize === undefined ? "." : `, fast jeder in ${rows(evenSize)}.`,
      goesWith.length === 0
        ? ""
        : ` ${listQuoted(goesWith, 3)} ${goesWith.length === 1 ? "hängt" : "hängen"} mit ihr zusammen.`,
      " Zeilen mit demselben Wert können einander verraten.",
    ].join(""),
  time: ({ first, last, areRowsInOrder }) =>
    `Ihre Datumsangaben reichen von ${first} bis ${last}${areRowsInOrder ? ", in der Reihenfolge der Zeilen" : ""}: Was aus der Vergangenheit gelernt wird, lässt sich an dem prüfen, was später kam.`,
} satisfies Translation<typeof splitOfferText>;
