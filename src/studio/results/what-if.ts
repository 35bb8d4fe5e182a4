/** What a made-up row comes to, as the page tells it. Pure. */
import type { WhatIf } from "../../app/what-if.ts";
import type { TrainingReport } from "../../training/types.ts";
import type { Interval } from "./intervals.ts";

const MOST_OTHERS = 4;

export interface Effects {
  /** The class that is said: the likeliest, where nobody has decided otherwise; undefined of a regression. */
  readonly label: string | undefined;
  /** Its probability, or what is predicted. */
  readonly value: number;
  /** The likeliest of the others. */
  readonly others: readonly { readonly label: string; readonly share: number }[];
  /** What each cell adds to the value, beside the cell being missing: the largest first. */
  readonly effects: readonly { readonly column: string; readonly change: number; readonly interval: Interval }[];
}

export function effectsOf({ labels, values, said: best = 0, without }: WhatIf): Effects {
  const rank = (code: number) => (code === best ? Number.POSITIVE_INFINITY : values[code]);
  const order = [...labels.keys()].sort((a, b) => rank(b) - rank(a) || a - b);
  const effects = without.map(({ column, values: less }) => {
    const change = values[best] - less[best];
    // A bar from zero to the effect.
    return { column, change, interval: { difference: change, low: Math.min(0, change), high: Math.max(0, change) } };
  });
  effects.sort((a, b) => Math.abs(b.change) - Math.abs(a.change));
  return {
    label: labels[best],
    value: values[best],
    others: order.slice(1, 1 + MOST_OTHERS).map((code) => ({ label: labels[code], share: values[code] })),
    effects,
  };
}

/** Whether cleaning and gates that were learned play a part in predictions; yes of reports that name no members. */
export const isLearnedDeployed = (report: Pick<TrainingReport, "members"> | undefined): boolean =>
  report?.members?.some(({ isLearned, weight }) => isLearned && weight > 0) ?? true;
