/** What a report says of the pipelines that were tried for an ensemble, as the page tells it. Pure. */
import { PLAIN } from "../../training/ensemble/candidates.ts";
import type { Evidence } from "../../training/evidence/evidence.ts";
import type { MemberEvidence, TrainingReport } from "../../training/types.ts";

/** So many standard errors to either side hold the true difference about 95 times of 100. */
const LIKELY_ERRORS = 2;

/** Of a report: what was tried, and the evidence for and against it. */
export type Tried = Required<Pick<TrainingReport, "members">> & Pick<TrainingReport, "evidence">;

/** The loss of a pipeline less that of the plain one, as far as it can be told from chance; negative: it is better. */
export type Comparison =
  | { readonly kind: "plain" | "same" | "unknown" }
  | ({ readonly kind: "better" | "worse" | "chance" } & LikelyRange);

export interface LikelyRange {
  readonly difference: number;
  readonly standardError: number;
  readonly low: number;
  readonly high: number;
}

export interface MemberRow {
  readonly member: MemberEvidence;
  /** What it counts in the ensemble, of all, 0 … 1. */
  readonly share: number;
  readonly comparison: Comparison;
}

export interface MemberRows {
  /** Compared on the same rows: members by their share, then the others by their loss. */
  readonly ranked: readonly MemberRow[];
  /** Compared on the first part alone, by their loss there: not to be ranked with the others. */
  readonly givenUp: readonly MemberRow[];
  /** Parts that were held out in turn, and the rows in them. */
  readonly nFolds: number;
  readonly nRows: number;
}

export function memberRows({ members = [], evidence = [] }: Tried): MemberRows {
  const nFolds = mostFolds(members);
  const total = members.reduce((sum, { weight }) => sum + weight, 0);
  const rows = members.map((member) => ({
    member,
    share: total > 0 ? member.weight / total : 0,
    comparison: compare(member, evidence),
  }));
  rows.sort((a, b) => b.share - a.share || a.member.loss - b.member.loss);
  const ranked = rows.filter(({ member }) => member.nFolds === nFolds);
  return {
    ranked,
    givenUp: rows.filter(({ member }) => member.nFolds < nFolds),
    nFolds,
    nRows: ranked[0]?.member.nRows ?? 0,
  };
}

function compare({ id }: MemberEvidence, evidence: readonly Evidence[]): Comparison {
  if (id === PLAIN) return { kind: "plain" };
  const found = evidence.find(({ kind, subject }) => (kind === "pipeline" || kind === "choice") && subject === id);
  return found ? comparisonOf(found) : { kind: "unknown" };
}

/** @param evidence on one thing */
function comparisonOf({ delta, standardError, conclusion }: Evidence): Comparison {
  if (!Number.isFinite(delta) || !Number.isFinite(standardError)) return { kind: "unknown" };
  if (delta === 0 && standardError === 0) return { kind: "same" };
  const reach = LIKELY_ERRORS * standardError;
  const kind = conclusion === "cannot tell" ? "chance" : conclusion;
  return { kind, difference: delta, standardError, low: delta - reach, high: delta + reach };
}

const mostFolds = (members: readonly MemberEvidence[]) => Math.max(0, ...members.map(({ nFolds }) => nFolds));

/** Whether what was learned is worth anything on rows that it was not learned from. */
export type LearnedEvidence =
  | { readonly kind: "untried" }
  | {
      /** paid: a member that is better than the plain pipeline by more than chance explains. */
      readonly kind: "paid" | "unclear" | "absent";
      readonly title: string;
      /** Of all learned pipelines in the ensemble. */
      readonly share: number;
      readonly comparison: Comparison;
      /** The best pipeline that learned nothing of its preparation, where its loss is no higher. */
      readonly fixed?: string;
    };

/** Of the learned pipelines the one that speaks most for learning: better than plain first, members before others, then the lowest loss. */
export function learnedEvidence(tried: Tried): LearnedEvidence {
  const { ranked } = memberRows(tried);
  const standing = ({ share, comparison }: MemberRow) => Number(share > 0) * (comparison.kind === "better" ? 2 : 1);
  const learned = ranked.filter(({ member }) => member.isLearned);
  learned.sort((a, b) => standing(b) - standing(a) || a.member.loss - b.member.loss);
  const [best] = learned;
  if (!best) return { kind: "untried" };
  const fixed = ranked
    .filter(({ member }) => !member.isLearned && member.loss <= best.member.loss)
    .sort((a, b) => a.member.loss - b.member.loss)[0];
  const { member, share, comparison } = best;
  return {
    kind: share === 0 ? "absent" : comparison.kind === "better" ? "paid" : "unclear",
    title: member.title,
    share: learned.reduce((sum, each) => sum + each.share, 0),
    comparison,
    ...(fixed ? { fixed: fixed.member.title } : {}),
  };
}

/** The one pipeline that is deployed, and how it compares with the plain one; undefined where a report names none. */
export function deployedOne(tried: Tried) {
  const row = memberRows(tried).ranked.find(({ share }) => share > 0);
  if (!row) return undefined;
  const { id, title, isLearned } = row.member;
  return { title, isLearned, isPlain: id === PLAIN, comparison: row.comparison };
}
