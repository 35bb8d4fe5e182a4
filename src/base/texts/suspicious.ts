/** What is said of rows whose labels look wrong. */
import { percent } from "../numbers.ts";
import { countOf } from "../words.ts";

export interface Looked {
  readonly nLooked: number;
  readonly nSuspicious: number;
  readonly wrongShare: number;
  readonly nPlanted: number;
  readonly foundShare: number;
  readonly doubt?: { readonly wrongLabels: number; readonly isTaken: boolean } | undefined;
}

/** Three sentences at most, one where nothing looks wrong. */
export function suspiciousWords({ nLooked, nSuspicious, wrongShare, nPlanted, foundShare, doubt }: Looked): string {
  const looked = `Of the labels of ${countOf(nLooked, "training and validation row")}`;
  const check = `As a check, the search made ${countOf(nPlanted, "label")} wrong by itself, in a copy of the table: it found ${percent(foundShare)} of them.`;
  if (nSuspicious === 0) return `${looked} none looks wrong.`;
  const taken = doubt?.isTaken
    ? ` Training expected ${percent(doubt.wrongLabels)} wrong labels, since that did better on the validation rows.`
    : "";
  return `${looked}, ${nSuspicious.toLocaleString("en")} look wrong; of all labels about ${percent(wrongShare)} may be wrong. ${check}${taken}`;
}
