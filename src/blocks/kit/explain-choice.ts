/** Plain words for a choice: one set of thresholds and phrases for every block that has one. */

import { asRead, listWords, percent } from "../../base/words.ts";
import type { Explanation, ProbeReading } from "../block.ts";

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
    const winners = reading.columnLabels.filter((_, k) => read[k] === first);
    return { label, winner: listWords(winners), isTie: winners.length > 1, share: Math.max(...shares), certainty };
  });
}

/** One line for one verdict: "age: median (93 % of the blend)". */
export function verdictLine({ label, winner, isTie, share, certainty }: ChoiceVerdict): string {
  if (certainty === "none") {
    const has = isTie ? `each have ${percent(share)}` : `has ${percent(share)}`;
    return `${label}: no clear preference: hardly matters here (${winner} ${has} of the blend).`;
  }
  return `${label}: ${certainty === "clear" ? "" : "leans to "}${winner} (${percent(share)} of the blend).`;
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
  if (certainty === "none")
    return { summary: `${subject}: no clear preference: hardly matters here.`, details, certainty };
  const telling = verdicts.filter((verdict) => verdict.certainty !== "none");
  if (verdicts.length === 1) {
    const [{ winner, share }] = telling;
    const verb = certainty === "clear" ? "settled on" : "leans to";
    return { summary: `${subject} ${verb} ${winner} (${percent(share)} of the blend).`, details, certainty };
  }
  const words = telling.map((verdict) => `${verdict.label} (${verdict.winner})`);
  const count = `${telling.length} of ${verdicts.length} columns`;
  return { summary: `${subject} shows a preference in ${count}: ${listWords(words)}.`, details, certainty };
}
