/** Plain words for a choice: one set of thresholds and phrases for every block that has one. */

import { listWords, percent } from "../base/words.ts";
import type { Explanation, ProbeReading } from "./block.ts";

/** A share that moved by less than this from where it started, or from an even blend, says nothing. */
export const LEAST_MOVE = 0.1;
/** From this share of the blend on, a choice that moved is a clear one. */
export const CLEAR_SHARE = 0.8;

export type Certainty = Explanation["certainty"];

export interface ChoiceVerdict {
  /** Column, or "all columns". */
  readonly label: string;
  /** The alternative with the largest share. */
  readonly winner: string;
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
    const best = shares.indexOf(Math.max(...shares));
    const hasMoved = shares.some((share, k) => Math.abs(share - start[k]) >= LEAST_MOVE);
    const isEven = shares[best] - 1 / nAlternatives < LEAST_MOVE;
    const certainty = !hasMoved || isEven ? "none" : shares[best] >= CLEAR_SHARE ? "clear" : "slight";
    return { label, winner: reading.columnLabels[best], share: shares[best], certainty };
  });
}

/** One line for one verdict: "age: median (93 % of the blend)". */
export function verdictLine({ label, winner, share, certainty }: ChoiceVerdict): string {
  if (certainty === "none")
    return `${label}: no clear preference: hardly matters here (${winner} has ${percent(share)} of the blend).`;
  return `${label}: ${certainty === "clear" ? "" : "leans to "}${winner} (${percent(share)} of the blend).`;
}

const RANK: Readonly<Record<Certainty, number>> = { clear: 0, slight: 1, none: 2 };

/** The surest of several; "none" of nothing. */
export function strongest(certainties: readonly Certainty[]): Certainty {
  return certainties.reduce((best, next) => (RANK[next] < RANK[best] ? next : best), "none");
}

/**
 * Explains a choice.
 *
 * @param subject   what was chosen, starting a sentence: "Filling gaps".
 * @param preferred the alternative that started ahead, as in `choice`.
 */
export function explainChoice(subject: string, reading: ProbeReading, preferred: number): Explanation {
  const verdicts = [...judgeChoice(reading, preferred)].sort((a, b) => RANK[a.certainty] - RANK[b.certainty]);
  const certainty = strongest(verdicts.map((verdict) => verdict.certainty));
  const details = verdicts.map(verdictLine);
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
