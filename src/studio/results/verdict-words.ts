import { resultsText } from "../../base/texts/studio/results.ts";
import type { TrainingReport, Verdict } from "../../training/types.ts";

interface Mark {
  readonly sign: string;
  /** For the colour of what shows it. */
  readonly kind: "good" | "bad" | "even";
}

/** How the verdict is marked. */
export const VERDICT_MARKS: Readonly<Record<Verdict["verdict"], Mark>> = {
  better: { sign: "▲", kind: "good" },
  worse: { sign: "▼", kind: "bad" },
  "no clear difference": { sign: "=", kind: "even" },
};

type Marked = Pick<Verdict, "verdict" | "opponentDone">;

const UNFAIR: Mark = { sign: "?", kind: "even" };

/** Whether there was no time for a fair comparison: then nothing was found out, which is something else than a draw. */
export const isUnfair = ({ opponentDone }: Pick<Verdict, "opponentDone">): boolean => opponentDone !== undefined;

export const markOf = (verdict: Marked): Mark => (isUnfair(verdict) ? UNFAIR : VERDICT_MARKS[verdict.verdict]);

/** What the verdict comes to, in one sentence; the notes say why there is none where there are test rows. */
export function verdictWords({ verdict, rows }: Pick<TrainingReport, "verdict" | "rows">): string {
  return verdict?.sentence ?? resultsText(rows.test > 0 ? "notCompared" : "noTestRows");
}

export const verdictKind = (verdict: Marked | undefined): string => (verdict ? markOf(verdict).kind : "none");
