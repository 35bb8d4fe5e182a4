import { resultsText } from "../../base/texts/studio/results.ts";
import type { Verdict } from "../../training/types.ts";

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

/** What the verdict comes to, in one sentence. */
export const verdictWords = (verdict: Verdict | undefined): string => verdict?.sentence ?? resultsText("noTestRows");

export const verdictKind = (verdict: Verdict | undefined): string =>
  verdict ? VERDICT_MARKS[verdict.verdict].kind : "none";
