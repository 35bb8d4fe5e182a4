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

/** What the verdict comes to, in one sentence; the notes say why there is none where there are test rows. */
export function verdictWords({ verdict, rows }: Pick<TrainingReport, "verdict" | "rows">): string {
  return verdict?.sentence ?? resultsText(rows.test > 0 ? "notCompared" : "noTestRows");
}

export const verdictKind = (verdict: Verdict | undefined): string =>
  verdict ? VERDICT_MARKS[verdict.verdict].kind : "none";
