/** What is said of sources: what each is worth, and which of them a run did without. */
import { defineTexts } from "../define-texts.ts";
import { formatBesideError, formatScore } from "../numbers.ts";
import { listWords } from "../words.ts";
import { type ComparedLoss, LOSSES } from "./evidence.ts";

export interface SourceWords {
  readonly file: string;
  /** Loss with the source less that without it. */
  readonly delta: number;
  readonly standardError: number;
  readonly conclusion: "better" | "worse" | "cannot tell";
  readonly isLeftOut: boolean;
  readonly loss: ComparedLoss;
}

const WORTH = {
  better: "its rows help",
  worse: "its rows do harm",
  "cannot tell": "that cannot be told from chance",
} as const;

const are = (files: readonly string[]) => (files.length === 1 ? "is" : "are");

export const sourcesText = defineTexts("sources", {
  leftOut: ({ files }: { readonly files: readonly string[] }) =>
    `Trained without the rows of ${listWords(files)}: in short trainings, rows that were held out were predicted better without ${files.length === 1 ? "it" : "them"}, by more than one standard error. Their labels may be wrong, or mean something else. Test rows of ${files.length === 1 ? "this file" : "these files"} still count.`,
  without: ({ files }: { readonly files: readonly string[] }) =>
    `${listWords(files)} ${are(files)} left out of training: without ${files.length === 1 ? "it" : "them"} rows that were held out are predicted better.`,
  help: ({ files }: { readonly files: readonly string[] }) =>
    `Rows of ${listWords(files)} help to predict held-out rows.`,
  cannotTell: ({ files }: { readonly files: readonly string[] }) =>
    `It cannot be told whether rows of ${listWords(files)} help or harm.`,
  harm: ({ files }: { readonly files: readonly string[] }) =>
    `Rows of ${listWords(files)} make held-out rows harder to predict, and were trained on all the same.`,
  source: ({ file, delta, standardError, conclusion, isLeftOut, loss }: SourceWords) => {
    if (!Number.isFinite(delta) || !Number.isFinite(standardError)) {
      return `${file}: what it is worth cannot be told on so few groups of rows.`;
    }
    const [size, error] = [delta, standardError].map((value) => formatBesideError(value, standardError));
    return (
      `${file}: without it (retrained) the ${LOSSES[loss]} of held-out rows of all files is ${size} ± ${error} ${delta < 0 ? "higher" : "lower"}: ` +
      (isLeftOut ? "more than one standard error, so it is left out of training." : `${WORTH[conclusion]}.`)
    );
  },
  transfer: ({
    file,
    own,
    unseen,
    loss,
  }: {
    readonly file: string;
    readonly own: number;
    readonly unseen: number;
    readonly loss: ComparedLoss;
  }) =>
    `Held-out rows of ${file} have a ${LOSSES[loss]} of ${formatScore(own)} with its other rows in training, ${formatScore(unseen)} by the other files alone.`,
  learned: ({ words }: { readonly words: string }) => `As weights that were learned beside: ${words}`,
});
