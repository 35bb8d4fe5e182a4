import type { Verdict } from "../../training/types.ts";

interface Mark {
  readonly sign: string;
  readonly words: string;
  /** For the colour of what shows it. */
  readonly kind: "good" | "bad" | "even";
}

/** The verdict in a word or two. */
export const VERDICT_MARKS: Readonly<Record<Verdict["verdict"], Mark>> = {
  better: { sign: "▲", words: "Better", kind: "good" },
  worse: { sign: "▼", words: "Worse", kind: "bad" },
  "no clear difference": { sign: "=", words: "About even", kind: "even" },
};

/** What the verdict comes to, in one sentence. */
export const verdictWords = (verdict: Verdict | undefined): string =>
  verdict?.sentence ?? "There are no test rows, so there is nothing fair to compare on.";

export const verdictKind = (verdict: Verdict | undefined): string =>
  verdict ? VERDICT_MARKS[verdict.verdict].kind : "none";
