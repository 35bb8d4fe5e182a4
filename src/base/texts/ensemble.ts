/** What is said of ensembles: their members, and what they rest on. */
import { defineTexts } from "../define-texts.ts";
import { percent } from "../numbers.ts";
import { countOf, listQuoted, listWords } from "../words.ts";

/** Names of columns in one list. */
const LONGEST = 12;

interface ColumnCounts {
  readonly nRead: number;
  readonly nColumns: number;
}

export const ensembleText = defineTexts("ensemble", {
  plain: "Plain",
  learned: "Learned",
  blend: "Learned, as a blend",
  nested: "Learned, with fewer columns",
  own: "As drawn",
  constant: ({ isRegression }: { readonly isRegression: boolean }) =>
    isRegression ? "Always the mean" : "Always the shares of the classes",
  with: ({ title, changes }: { readonly title: string; readonly changes: string }) => `${title}, ${changes}`,
  doubting: ({ wrongLabels }: { readonly wrongLabels: number }) => `expecting ${percent(wrongLabels)} wrong labels`,
  learnedBy: ({ plan }: { readonly plan: "joint" | "bilevel" }) =>
    plan === "joint" ? "Learned on training loss" : "Learned on held-out loss",
  diverged: ({ titles }: { readonly titles: readonly string[] }) =>
    `Left out of the ensemble, since their numbers did not stay finite at this learning rate: ${listQuoted(titles)}.`,
  trained: ({ nFolds, nMembers }: { readonly nFolds: number; readonly nMembers: number }) => {
    const what =
      nMembers === 1
        ? "The ensemble has one pipeline for its only member"
        : `The ensemble is the mean of what ${countOf(nMembers, "pipeline")} predict, its members`;
    if (nFolds === 1) {
      return `${what}; validation rows decided how much each counts, so metrics on them are a little too good.`;
    }
    return (
      `${what}, ${nMembers === 1 ? "" : "each "}trained ${nFolds} times with another part of the rows held out. ` +
      "Its metrics on validation rows, and on training rows as far as they were held out, are out-of-fold: what was said of each row without having seen it."
    );
  },
  one: ({ title, isAccepted }: { readonly title: string; readonly isAccepted: boolean }) =>
    (isAccepted
      ? `“${title}” is deployed: of the pipelines that are better than the plain one by more than chance explains, on rows that they had not seen, it has the lowest loss. `
      : `“${title}” is deployed: no pipeline that could be read is better than the plain one by more than chance explains, on rows that they had not seen. `) +
    "It was trained again on all rows that are not for testing, for as long as held-out rows were predicted better by it. " +
    "Its metrics on validation rows, and on training rows as far as they were held out, are out-of-fold: what was said of each row without having seen it.",
  /** @param share of what is deployed, that selects columns at all */
  columnsRead: ({ nRead, nColumns, share }: ColumnCounts & { readonly share: number }) => {
    if (share === 0)
      return "What is deployed selects no columns: pipelines that read all of them did better on held-out rows.";
    const some =
      nRead === nColumns ? `all ${countOf(nColumns, "column")}` : `${nRead} of ${countOf(nColumns, "column")}`;
    if (share === 1) return `What is deployed reads ${some}.`;
    return `${percent(share)} of what is deployed selects columns, and reads ${some}; the rest selects none.`;
  },
  readAlways: ({ columns }: { readonly columns: readonly string[] }) =>
    `Let through by all pipelines that select: ${listWords(columns, LONGEST)}.`,
  readSometimes: ({ columns }: { readonly columns: readonly { readonly column: string; readonly share: number }[] }) =>
    `Let through by some of them: ${listWords(
      columns.map(({ column, share }) => `${column} (${percent(share)})`),
      LONGEST,
    )}.`,
  columnsReadShort: ({ nRead, nColumns }: ColumnCounts) => `reads ${nRead} of ${nColumns} columns`,
  gatesLearned: ({ words }: { readonly words: string }) =>
    `Gates as they were learned at first, before pipelines were compared: ${words}`,
  fewerFolds: ({ nFolds, nWanted }: { readonly nFolds: number; readonly nWanted: number }) =>
    `There was time to hold out ${nFolds} of ${nWanted} parts of the rows; a longer time limit trains on all of them in turn.`,
  fewerCandidates: ({ nTried, nAll }: { readonly nTried: number; readonly nAll: number }) =>
    `There was time to try ${nTried} of ${countOf(nAll, "pipeline")}.`,
});
