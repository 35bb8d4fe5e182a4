/** Choices: a softmax mixture over alternatives, per column or shared by all columns of a block. */
import { z } from "zod";
import type { ProgramBuilder } from "../../program/builder.ts";
import { SCHEDULE_INPUTS } from "../../program/inputs.ts";
import type { ValueId } from "../../program/types.ts";
import type { ColumnRef } from "../ports.ts";

/** Below this many training rows a choice is shared by all columns of a block unless the settings say otherwise. */
export const SHARE_BELOW_ROWS = 1000;

/** The one label of a choice that is shared. */
export const ALL_COLUMNS = "all columns";

/** The setting that every block with a choice has. */
export const shareSetting = z
  .enum(["automatic", "shared", "per column"])
  .default("automatic")
  .meta({
    title: "Choices",
    description: `One choice for all columns, or one a column. Automatic: shared below ${SHARE_BELOW_ROWS} training rows.`,
  });

export type ShareSetting = z.infer<typeof shareSetting>;

/** The setting that decides whether a choice is learned at all: "learn", or one alternative for good. */
export function useSetting<const Alternatives extends readonly string[]>(alternatives: Alternatives) {
  return z
    .enum(["learn", ...alternatives])
    .default("learn")
    .meta({
      title: "Use",
      description: "Learn which alternative suits each column, or always use one of them.",
    });
}

/** For `ChoiceOptions.fixed`: the index of the alternative that the setting names; undefined where it is learned. */
export function fixedAlternative(alternatives: readonly string[], use: string): number | undefined {
  const index = alternatives.indexOf(use);
  return index < 0 ? undefined : index;
}

export interface ChoiceOptions {
  readonly name: string;
  readonly columns: readonly ColumnRef[];
  /** Words for the alternatives, in order. */
  readonly alternatives: readonly string[];
  /** The alternative that holds half of the blend if training moves nothing; −1: all are equal. */
  readonly preferred: number;
  readonly share: ShareSetting;
  readonly nTrainRows: number;
  /** Index of the alternative that is used for good: no parameter and no probe are written. */
  readonly fixed?: number;
}

/** The schedule value that divides the logits of every choice: 1 at first, lower as training decides. */
export function temperature(builder: ProgramBuilder): ValueId {
  return builder.schedule(SCHEDULE_INPUTS.temperature, FINAL_TEMPERATURE);
}

/** Temperature of choices when soft training ends, and ever after. */
export const FINAL_TEMPERATURE = 0.3;

/**
 * Writes a choice among K alternatives: softmax(logits / temperature), and its probe.
 *
 * @returns one share per alternative, each float32 row-free [nColumns], [1] where the choice is shared, [] where it is fixed.
 * @source DARTS mixture (Liu et al., ICLR 2019) as DiffPrep uses it; the preferred alternative holds ½
 *   (DiffPrep's default). DIFF: ½ at the final temperature, so that cooling alone decides nothing.
 */
export function choice(builder: ProgramBuilder, options: ChoiceOptions): readonly ValueId[] {
  const { columns, alternatives, preferred, share, nTrainRows } = options;
  if (options.fixed !== undefined) return alternatives.map((_, k) => builder.scalar(k === options.fixed ? 1 : 0));
  const nAlternatives = alternatives.length;
  const isShared = share === "shared" || (share === "automatic" && nTrainRows < SHARE_BELOW_ROWS);
  const nRows = isShared ? 1 : columns.length;
  const start = alternatives.map((_, k) =>
    k === preferred ? FINAL_TEMPERATURE * Math.log(Math.max(nAlternatives - 1, 1)) : 0,
  );
  const logits = builder.parameter(options.name, {
    shape: [nRows, nAlternatives],
    role: "pipeline",
    initial: { kind: "values", values: Array.from({ length: nRows }, () => start).flat() },
    discrete: { kind: "choice" },
  });
  const shares = builder.softmax(builder.div(logits, temperature(builder)));
  builder.probe({
    name: options.name,
    kind: "choice",
    value: shares,
    rowLabels: isShared ? [ALL_COLUMNS] : columns.map((column) => column.name),
    columnLabels: alternatives,
  });
  return alternatives.map((_, k) => builder.reshape(builder.takeColumns(shares, [k]), [nRows]));
}

/** Σₖ shareₖ · valueₖ, in order; of a fixed choice the chosen value alone, so that the others are not computed. */
export function mix(builder: ProgramBuilder, shares: readonly ValueId[], values: readonly ValueId[]): ValueId {
  const winner = shares.findIndex((share) => isOne(builder, share));
  if (winner >= 0) return values[winner];
  return shares.map((share, k) => builder.mul(values[k], share)).reduce((total, part) => builder.add(total, part));
}

function isOne(builder: ProgramBuilder, value: ValueId): boolean {
  const node = builder.nodes[value];
  return node.kind === "constant" && node.data.every((number) => number === 1);
}
