/** What a run has found out about a decision, on rows that were held out. This schema is the one definition of it, in reports and in files. */
import { z } from "zod";

/** Also NaN, where too few groups of rows were there for an error. */
const anyNumber = z.custom<number>((value) => typeof value === "number", "a number");

export const evidenceSchema = z.object({
  /** pipeline: a whole one; choice: something of a block that is fixed otherwise, or one more block; block, column, source: its price tag. */
  kind: z.enum(["pipeline", "choice", "block", "column", "source"]),
  /** A candidate by its id; a block by its id; a column or a file by its name. */
  subject: z.string(),
  /** The candidate that it was compared with, by its id; "without": the same pipeline without the subject. */
  alternative: z.string(),
  /** Of a pipeline: the blocks that it is without, all at once. */
  without: z.array(z.string()).optional(),
  /** Loss with the subject less that with the alternative, on the same rows: log loss, or squared error in variances of the target. Negative: the subject is worth something. */
  delta: anyNumber,
  /** Of the mean of paired differences; rows of a group count together. NaN for fewer than two groups. */
  standardError: anyNumber,
  /** What can be told from chance; an error of that kind is made 5 times of 100. */
  conclusion: z.enum(["better", "worse", "cannot tell"]),
  /** Whether these are 5 times of 100 for all corrected evidence of a run together (Holm), rather than for this by itself. */
  isCorrected: z.boolean(),
  /** forced: predicted by weights that were trained otherwise; retrained: both sides were trained from fresh weights. */
  method: z.enum(["forced", "retrained"]),
  /** What both sides took to train and to predict; what several comparisons share counts in each. */
  seconds: anyNumber,
  /** What a training takes longer with the subject than without it, in seconds: the mean of parts; absent where fewer than two were measured. */
  trainingSeconds: z.object({ more: z.number(), standardError: z.number() }).optional(),
});
export type Evidence = z.infer<typeof evidenceSchema>;

type Measured = Omit<Evidence, "conclusion" | "isCorrected">;

/** Mistakes that are accepted, in a hundred: 5. */
const LEVEL = 0.05;

/** Each by itself. */
export const concluded = (measured: Measured): Evidence => ({
  ...measured,
  conclusion: conclusionOf(measured, chanceOf(measured) < LEVEL),
  isCorrected: false,
});

/**
 * All together: the chance that any of them is told from chance wrongly is 5 in a hundred at most.
 *
 * @source Holm, "A simple sequentially rejective multiple test procedure" (1979).
 */
export function concludedTogether(all: readonly Measured[]): readonly Evidence[] {
  const conclusions = conclusionsTogether(all);
  return all.map((measured, index) => ({ ...measured, conclusion: conclusions[index], isCorrected: true }));
}

/** A difference of losses, and its standard error. */
type Delta = Pick<Evidence, "delta" | "standardError">;

/** As `concludedTogether`, of nothing but differences. */
export function conclusionsTogether(all: readonly Delta[]): readonly Evidence["conclusion"][] {
  const told = all.filter(isTold);
  const ascending = told.map(chanceOf).sort((a, b) => a - b);
  const nAccepted = ascending.findIndex((chance, index) => !(chance < LEVEL / (ascending.length - index)));
  // Equal chances are decided alike: both stand on the stricter side.
  const limit = nAccepted < 0 ? Number.POSITIVE_INFINITY : ascending[nAccepted];
  return all.map((delta) => conclusionOf(delta, isTold(delta) && chanceOf(delta) < limit));
}

const isTold = ({ delta, standardError }: Delta) => Number.isFinite(delta) && Number.isFinite(standardError);

function conclusionOf(measured: Delta, isClear: boolean): Evidence["conclusion"] {
  if (!isClear || !isTold(measured) || measured.delta === 0) return "cannot tell";
  return measured.delta < 0 ? "better" : "worse";
}

/** How probable a difference of this size is where there is none, 0 … 1: two-sided, normal. */
function chanceOf({ delta, standardError }: Delta): number {
  if (delta === 0) return 1;
  return standardError > 0 ? erfc(Math.abs(delta / standardError) / Math.SQRT2) : 0;
}

/**
 * The complementary error function of x ≥ 0, to 1.2e-7 of its value.
 *
 * @source Press et al., "Numerical Recipes in C" (1992), 6.2: a Chebyshev fit.
 */
function erfc(x: number): number {
  const t = 1 / (1 + 0.5 * x);
  const polynomial = CHEBYSHEV.reduceRight((sum, coefficient) => sum * t + coefficient, 0);
  return t * Math.exp(-x * x + polynomial);
}

const CHEBYSHEV = [
  -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587, -0.82215223,
  0.17087277,
] as const;
