/** Plain words for a choice: one set of thresholds and phrases for every block that has one. */

import { defineTexts } from "../../base/define-texts.ts";
import { asRead, percent } from "../../base/numbers.ts";
import { listWords } from "../../base/words.ts";
import type { Explanation, ProbeReading } from "../block.ts";
import { optionName } from "./option-name.ts";

/**
 * In per cent, as shares are read: one that moved by less than this from where it started, that is nearer than this to an even
 * blend, or that does not lead the next one by as much, says nothing.
 */
const LEAST_MOVE = 10;
/** From this part of the blend on, in per cent as read, a choice that moved is a clear one. */
const CLEAR_SHARE = 80;

export type Certainty = Explanation["certainty"];

export interface ChoiceVerdict {
  /** Column, or "all columns". */
  readonly label: string;
  /** The alternative with the largest share; "a and b" where they read the same. */
  readonly winner: string;
  readonly isTie: boolean;
  readonly share: number;
  readonly certainty: Certainty;
}

/** Shares that a choice has when training ends without having moved it: the preferred one starts ahead. */
function untouchedShares(nAlternatives: number, preferred: number): readonly number[] {
  const weight = Math.max(nAlternatives - 1, 1);
  const weights = Array.from({ length: nAlternatives }, (_, k) => (k === preferred ? weight : 1));
  const total = weights.reduce((sum, next) => sum + next, 0);
  return weights.map((next) => next / total);
}

/**
 * What each row of a choice probe says, read at the final temperature while the pipeline is soft.
 *
 * @param preferred the alternative that started ahead, as in `choice`; −1: none.
 */
export function judgeChoice(reading: ProbeReading, preferred: number): readonly ChoiceVerdict[] {
  const nAlternatives = reading.columnLabels.length;
  const start = untouchedShares(nAlternatives, preferred);
  return reading.rowLabels.map((label, row) => {
    const shares = reading.values.slice(row * nAlternatives, (row + 1) * nAlternatives);
    const read = shares.map((share) => asRead(share));
    const [first, second = 0] = [...read].sort((a, b) => b - a);
    const hasMoved = read.some((share, k) => Math.abs(share - asRead(start[k])) >= LEAST_MOVE);
    const stands = first - asRead(1 / nAlternatives) >= LEAST_MOVE && first - second >= LEAST_MOVE;
    const certainty = !hasMoved || !stands ? "none" : first >= CLEAR_SHARE ? "clear" : "slight";
    const winners = reading.columnLabels.filter((_, k) => read[k] === first).map(optionName);
    return { label, winner: listWords(winners), isTie: winners.length > 1, share: Math.max(...shares), certainty };
  });
}

interface Winner {
  readonly winner: string;
  readonly share: number;
  readonly isClear: boolean;
}

interface Preferences {
  readonly subject: string;
  readonly nColumns: number;
  readonly telling: readonly Pick<ChoiceVerdict, "label" | "winner">[];
}

export const choiceText = defineTexts("explain.choice", {
  none: ({ subject }: { readonly subject: string }) => `${subject}: no clear preference: hardly matters here.`,
  one: ({ subject, winner, share, isClear }: Winner & { readonly subject: string }) =>
    `${subject} ${isClear ? "settled on" : "leans to"} ${winner} (${percent(share)} of the blend).`,
  several: ({ subject, nColumns, telling }: Preferences) => {
    const words = telling.map(({ label, winner }) => `${label} (${winner})`);
    return `${subject} shows a preference in ${telling.length} of ${nColumns} columns: ${listWords(words)}.`;
  },
  decided: ({ label, winner, share, isClear }: Winner & { readonly label: string }) =>
    `${label}: ${isClear ? "" : "leans to "}${winner} (${percent(share)} of the blend).`,
  undecided: ({ label, winner, isTie, share }: Pick<ChoiceVerdict, "label" | "winner" | "isTie" | "share">) =>
    `${label}: no clear preference: hardly matters here (${winner} ${isTie ? "each have" : "has"} ${percent(share)} of the blend).`,
});

/** One line for one verdict: "age: median (93 % of the blend)". */
export function verdictLine(verdict: ChoiceVerdict): string {
  return verdict.certainty === "none"
    ? choiceText("undecided", verdict)
    : choiceText("decided", { ...verdict, isClear: verdict.certainty === "clear" });
}

const RANK: Readonly<Record<Certainty, number>> = { clear: 0, slight: 1, none: 2 };

/** The surest of several; "none" of nothing. */
export function strongest(certainties: readonly Certainty[]): Certainty {
  return certainties.reduce((best, next) => (RANK[next] < RANK[best] ? next : best), "none");
}

export interface ChoiceWords {
  /** What was chosen, starting a sentence: "Filling gaps". */
  readonly subject: string;
  readonly reading: ProbeReading;
  /** The alternative that started ahead, as in `choice`. */
  readonly preferred: number;
  /** Details beyond the choice, after its own. */
  readonly more?: readonly string[];
}

/** Explains a choice. */
export function explainChoice({ subject, reading, preferred, more = [] }: ChoiceWords): Explanation {
  const verdicts = [...judgeChoice(reading, preferred)].sort((a, b) => RANK[a.certainty] - RANK[b.certainty]);
  const certainty = strongest(verdicts.map((verdict) => verdict.certainty));
  const details = [...verdicts.map(verdictLine), ...more];
  if (certainty === "none") return { summary: choiceText("none", { subject }), details, certainty };
  const telling = verdicts.filter((verdict) => verdict.certainty !== "none");
  if (verdicts.length === 1) {
    const [{ winner, share }] = telling;
    const summary = choiceText("one", { subject, winner, share, isClear: certainty === "clear" });
    return { summary, details, certainty };
  }
  const found = { subject, nColumns: verdicts.length, telling };
  return { summary: choiceText("several", found), details, certainty };
}
