import { resultsText } from "../../base/texts/studio/results.ts";
import type { Verdict } from "../../training/types.ts";
import { isUnfair, markOf } from "./verdict-words.ts";
import "./results.css";

/** The verdict in a word or two; nothing where there is none. */
export function VerdictMark({ verdict }: { readonly verdict: Verdict | undefined }) {
  if (!verdict) return null;
  const { sign, kind } = markOf(verdict);
  return (
    <span className="verdict-mark" data-kind={kind}>
      <span aria-hidden="true">{sign}</span>{" "}
      {isUnfair(verdict) ? resultsText("unfair") : resultsText("verdict", verdict)}
    </span>
  );
}
