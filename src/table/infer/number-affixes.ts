/** What stands round the numbers of a column, and whether it is the unit of a quantity. */
import { unitKey } from "../cells/read-number.ts";
import type { WrittenNumber } from "../cells/split-number.ts";
import type { NumberAffix } from "../types.ts";
import { isCurrency } from "./currencies.ts";
import { plainUnit } from "./unit-names.ts";

export interface AffixCount {
  readonly written: WrittenNumber;
  readonly count: number;
}

export interface AffixChoice {
  readonly affixes: readonly NumberAffix[];
  readonly unit: string;
  /** Units that stand beside each other: no numbers are then read, except of currencies, which are read alike. */
  readonly mixed: readonly string[];
  /** Of units that stand beside each other the most frequent, for a person who wants numbers all the same. */
  readonly main?: Pick<AffixChoice, "affixes" | "unit">;
}

interface Affix {
  readonly before: string;
  readonly after: string;
  /** Cells. */
  count: number;
  /** Different numbers that stand in it. */
  readonly bodies: Set<string>;
}

interface Unit extends Affix {
  readonly members: readonly { readonly affix: Affix; readonly factor: number }[];
}

const NONE: AffixChoice = { affixes: [], unit: "", mixed: [] };

const FACTORS: Readonly<Record<string, number>> = {
  ...{ k: 1e3, tsd: 1e3, thousand: 1e3, m: 1e6, mn: 1e6, mio: 1e6, mln: 1e6, million: 1e6 },
  ...{ b: 1e9, bn: 1e9, mrd: 1e9, billion: 1e9, lakh: 1e5, lac: 1e5, crore: 1e7, cr: 1e7 },
};
const FACTOR = /^(k|tsd|thousand|mn|mio|mln|million|m|bn|billion|b|mrd|lakh|lac|crore|cr)(?!\p{L})\.?\s*(.*)$/iu;
const ORDINAL = /^(?:st|nd|rd|th|er|re|e|º|ª)$/i;
const CLOCK = /^(?:am|pm|a\.m\.?|p\.m\.?|h\d*|bc|ad)$/i;
const OUT_OF = /^(?:\/|out of|of)\s?\d{1,4}$/i;
const WORD = /^(?:\+\s?)?[\p{L}\p{Sc}%‰°µ/.'"’″′^*·\u200b -]{0,20}[²³23]?$/u;
const GROUPED = /^\d{1,3}(?:[,. '’]\d{3})+/;
const MOST_UNITS = 5;

export function chooseAffixes(counts: readonly AffixCount[]): AffixChoice {
  const affixes = affixesOf(counts);
  if (affixes.length === 0) return NONE;
  const owed = accounting(affixes);
  if (owed) return owed;
  const hasBare = counts.some(({ written: { before, after } }) => before === "" && after === "");
  const units = unitsOf(affixes, hasBare);
  const nCells = counts.reduce((sum, { count }) => sum + count, 0);
  const main = units.filter(({ count }) => count >= nCells * 0.05).filter(isAdmissible);
  const isOther = units.some((unit) => !main.includes(unit) && unit.count >= nCells * 0.05);
  if (main.length === 0 || isOther || main.length > MOST_UNITS) return NONE;
  const read = { affixes: main.flatMap(({ members }) => members.map(affixOf)), unit: unitText(main[0]) };
  if (main.length === 1) return { ...read, mixed: [] };
  const mixed = main.map(unitText);
  const areCurrencies = main.every(({ before, after }) => isCurrency(before) || isCurrency(after));
  if (areCurrencies) return { ...read, unit: "", mixed };
  return { ...NONE, mixed, main: { affixes: main[0].members.map(affixOf), unit: unitText(main[0]) } };
}

function affixesOf(counts: readonly AffixCount[]): Affix[] {
  const affixes = new Map<string, Affix>();
  for (const { written, count } of counts) {
    const { before, after, body } = written;
    if (before === "" && after === "") continue;
    const key = `${unitKey(before)}\n${unitKey(after)}`;
    const affix = affixes.get(key) ?? { before, after, count: 0, bodies: new Set() };
    affix.count += count;
    affix.bodies.add(body);
    affixes.set(key, affix);
  }
  return [...affixes.values()].sort((a, b) => b.count - a.count);
}

/** "140.95 DR" beside "8,721.98 CR": credits are negative. */
function accounting(affixes: readonly Affix[]): AffixChoice | undefined {
  const sides = affixes.map(({ after }) => unitKey(after).replaceAll(".", ""));
  if (sides.length !== 2 || !sides.includes("dr") || !sides.includes("cr")) return undefined;
  const read = affixes.map((affix, index) => affixOf({ affix, factor: sides[index] === "cr" ? -1 : 1 }));
  return { affixes: read, unit: "DR, CR negative", mixed: [] };
}

function affixOf({ affix: { before, after }, factor }: Unit["members"][number]): NumberAffix {
  return { before, after, factor };
}

/** Names and spellings of one unit together: "mi" and "mi.", "1 year" and "2 yrs", and 5k with 3M. */
function unitsOf(affixes: readonly Affix[], hasBare: boolean): Unit[] {
  const words = new Set(affixes.map(({ after }) => factorOf(after).word).filter((word) => word !== ""));
  const isPrice = affixes.every(({ before, after }) => isCurrency(before) || isCurrency(factorOf(after).rest));
  // Nothing says that a lone M is millions.
  const areFactors =
    words.size > 1 || (words.size === 1 && (hasBare || affixes.length > 1) && (isPrice || words.has("k")));
  const units = new Map<string, Unit>();
  for (const affix of affixes) {
    const found = areFactors ? factorOf(affix.after) : { factor: 1, rest: affix.after };
    const key = `${plainUnit(affix.before)}\n${plainUnit(found.rest)}`;
    const known = units.get(key);
    const members = [...(known?.members ?? []), { affix, factor: found.factor }];
    const bodies = new Set([...(known?.bodies ?? []), ...affix.bodies]);
    const count = (known?.count ?? 0) + affix.count;
    // The most frequent spelling comes first, and is the one that is shown.
    const { before, after } = known ?? { before: affix.before, after: found.rest };
    units.set(key, { before, after, count, bodies, members });
  }
  return [...units.values()].sort((a, b) => b.count - a.count);
}

function factorOf(after: string): { word: string; factor: number; rest: string } {
  const match = FACTOR.exec(after);
  const word = match?.[1].toLowerCase() ?? "";
  return match === null ? { word, factor: 1, rest: after } : { word, factor: FACTORS[word], rest: match[2] };
}

/** Whether it reads as the unit of a quantity, not as part of a code or a name. */
function isAdmissible({ before, after, bodies, members }: Unit): boolean {
  const isPrice = isCurrency(before) || isCurrency(after);
  const isGrouped = [...bodies].some((body) => GROUPED.test(body));
  const isPrefix = before === "" || isCurrency(before) || (isGrouped && !/\d/.test(before) && before.length <= 12);
  // Words behind a sign name things, as in 2" pipe.
  const isUnit = WORD.test(after) && !/["'″′].*\p{L}/u.test(after) && !ORDINAL.test(after) && !CLOCK.test(after);
  const isSuffix = after === "" || isCurrency(after) || OUT_OF.test(after) || isUnit;
  return isPrefix && isSuffix && (isPrice || isGrouped || members.length > 1 || bodies.size >= 3);
}

function unitText({ before, after }: Unit): string {
  return [before, after].filter((text) => text !== "").join(" ");
}
