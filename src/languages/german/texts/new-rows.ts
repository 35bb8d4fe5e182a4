import { formatCount, formatDay, formatNumber, formatPart, formatPercent } from "../../../base/numbers.ts";
import type { newRowsText } from "../../../base/texts/new-rows.ts";
import { countOf, listQuoted, listWords } from "../../../base/words.ts";
import type { Translation } from "../../translation.ts";
import { exact } from "../decimals.ts";
import { dateFormatWords } from "./table.ts";

const MARKS = { ".": "Dezimalpunkte", ",": "Dezimalkommas" } as const;
const MARKS_AFTER_WITH = { ".": "Dezimalpunkten", ",": "Dezimalkommas" } as const;

const KINDS = { number: "Zahlen", date: "Datumsangaben" } as const;

/** How many times as large, or as small, the numbers are. */
const times = (factor: number) =>
  factor < 1 ? `${formatCount(Math.round(1 / factor))}-mal so groß` : `${formatCount(factor)}-mal kleiner`;

export const newRows = {
  name: ({ column, found }) => `Die Spalte ${JSON.stringify(found)} wird als ${column} gelesen.`,
  place: ({ columns }) =>
    `Spaltennamen fehlen hier oder fehlten im Training, deshalb werden die Spalten in der Reihenfolge des Trainings gelesen: ${listWords(columns, 8)}.`,
  mark: ({ column, mark, isEither }) =>
    isEither
      ? `${column}: Manche Zellen haben hier Dezimalpunkte, manche Dezimalkommas; jede wird so gelesen, wie sie es zeigt.`
      : `${column}: hier ${MARKS[mark]}, im Training ${MARKS[mark === "." ? "," : "."]}.`,
  unit: ({ column, here, usual, factor }) => {
    const read = factor === 1 ? "" : `; Zahlen werden mit ${formatNumber(factor)} multipliziert`;
    return `${column}: hier ${here}, im Training ${usual === "" ? "keine Einheit" : usual}${read}.`;
  },
  writing: ({ column, example }) =>
    `${column}: Zahlen sind anders geschrieben als im Training, zum Beispiel ${listQuoted([example])}, und werden als Zahlen gelesen.`,
  dates: ({ column, example, here, usual }) =>
    `${column}: hier ${example} (${dateFormatWords(here)}), im Training ${dateFormatWords(usual)}.`,
  markers: ({ column, texts }) =>
    `${column}: ${listQuoted(texts)} ${texts.length === 1 ? "steht" : "stehen"} hier für fehlende Werte.`,
  levels: ({ column, pairs }) =>
    `${column}: ${listWords(pairs.map(({ text, label }) => `"${text}" wird als "${label}" gelesen`))}.`,
  factor: ({ column, factor }) =>
    factor === 1
      ? `${column}: wie es dasteht gelesen, so haben Sie es entschieden.`
      : `${column}: mit ${exact(factor)} multipliziert, so haben Sie es entschieden.`,
  far: ({ column, count, examples }) =>
    `${column}: ${countOf(count, "Wert", "Werte")} weit außerhalb dessen, was im Training vorkam, zum Beispiel ${listWords(examples)}.`,
  absent: ({ column }) => `${column}: Diese Spalte gibt es hier nicht; im Training gab es sie.`,
  empty: ({ column, usualShare }) =>
    `${column}: Hier fehlen alle Werte; im Training waren ${formatPercent(usualShare, 0)} der Zellen gefüllt.`,
  unreadable: ({ column, count, nFilled, examples, type }) =>
    `${column}: ${formatPart(count, nFilled)} der gefüllten Zellen sind keine ${KINDS[type]}, zum Beispiel ${listQuoted(examples)}; im Training waren es ${KINDS[type]}.`,
  unknown: ({ column, count, nFilled, examples, known }) =>
    `${column}: ${formatPart(count, nFilled)} der gefüllten Zellen kamen im Training nie vor, zum Beispiel ${listQuoted(examples)}; im Training gab es ${listQuoted(known)}.`,
  range: ({ column, how, factor, isDate, here, usual }) => {
    const shown = isDate ? formatDay : formatNumber;
    const span = ([low, high]: readonly [number, number]) =>
      low === high ? shown(low) : `${shown(low)} bis ${shown(high)}`;
    const found = `${column}: hier ${span(here)}, im Training ${span(usual)}`;
    if (factor !== undefined && factor !== -1) return `${found}, etwa ${times(factor)}.`;
    return how === "sign" ? `${found}: Das Vorzeichen ist ein anderes.` : `${found}.`;
  },
  openMark: ({ column, example, values: [point, comma] }) =>
    `${column}: ${example} könnte ${formatNumber(point)} oder ${formatNumber(comma)} sein; andere Spalten haben ein anderes Dezimalzeichen als im Training.`,
  openOrder: ({ column, example }) =>
    `${column}: In Datumsangaben wie ${example} könnte der Tag oder der Monat vorn stehen; im Training gab es keine der beiden Reihenfolgen.`,
  openUnit: ({ column, here, usual }) =>
    `${column}: hier ${here}, im Training ${usual}; nichts sagt, wie das eine zum anderen wird.`,
  readFrom: ({ column, from }) => `${JSON.stringify(from)} als ${column} lesen`,
  readMark: ({ column, mark }) => `${column} mit ${MARKS_AFTER_WITH[mark]} lesen`,
  readDates: ({ column, format }) => `${column} als ${dateFormatWords(format)} lesen`,
  readFactor: ({ column, factor }) =>
    factor === 1 ? `${column} lesen, wie es dasteht` : `${column} mit ${exact(factor)} multiplizieren`,
} satisfies Translation<typeof newRowsText>;
