/** The price tags of a report as a table: what blocks, columns and files are worth, and what can go. Pure. */
import type { TaggedPart } from "../../training/ensemble/retrained-tag.ts";
import type { Evidence } from "../../training/evidence/evidence.ts";
import type { TrainingReport } from "../../training/types.ts";
import type { Interval } from "./intervals.ts";

const LIKELY_ERRORS = 2;

/** How tags are told apart in pictures. */
export const TAG_KINDS = { better: "good", worse: "bad", "cannot tell": "even" } as const;

export interface PriceTag {
  readonly evidence: Evidence;
  /** The title of the block, or the name of the column or file. */
  readonly name: string;
  /** How much higher the loss is without it: right of zero it is worth something; absent where that cannot be told. */
  readonly gain?: Interval;
}

/** The most valuable first. */
export function priceTags({ evidence = [], explanations }: Pick<TrainingReport, "evidence" | "explanations">) {
  const titles = new Map(explanations.map(({ block, title }) => [block, title]));
  const tags = evidence
    .filter(({ kind }) => kind === "block" || kind === "column" || kind === "source")
    .map((each): PriceTag => {
      const name = each.kind === "block" ? (titles.get(each.subject) ?? each.subject) : each.subject;
      const { delta, standardError } = each;
      if (!Number.isFinite(delta) || !Number.isFinite(standardError)) return { evidence: each, name };
      const reach = LIKELY_ERRORS * standardError;
      // Adding 0 turns −0 into 0.
      return { evidence: each, name, gain: { difference: -delta + 0, low: -delta - reach, high: -delta + reach } };
    });
  return tags.sort((a, b) => (a.evidence.delta || 0) - (b.evidence.delta || 0));
}

/** What the pipeline can be trained without; undefined of a file, which was found out by training already. */
export function partOf({ kind, subject }: Evidence): TaggedPart | undefined {
  return kind === "block" || kind === "column" ? { kind, subject } : undefined;
}

/**
 * What trainings without each block would still tell; undefined where they were made. What files are worth is found out before,
 * whatever time is left for blocks.
 */
export function openOf(tags: readonly PriceTag[]): "all" | "retrained" | undefined {
  const methods = (of: string) => tags.flatMap(({ evidence: { kind, method } }) => (kind === of ? [method] : []));
  const blocks = methods("block");
  if (blocks.length > 0) return blocks.every((method) => method === "retrained") ? undefined : "retrained";
  return methods("column").length > 0 ? "retrained" : "all";
}

/**
 * What the cheapest pipeline within one standard error is without, as trainings have shown: the most blocks that were left out all at once,
 * else the one that helps most by being left out. Blocks that can go each by itself may do the same work, and one of them has to stay.
 *
 * @param tags the most valuable first.
 */
export function needless(
  tags: readonly PriceTag[],
  { evidence = [] }: Pick<TrainingReport, "evidence">,
): readonly PriceTag[] {
  const blocks = tags.filter(({ evidence: { kind, method } }) => kind === "block" && method === "retrained");
  const together = evidence
    .filter(({ without = [], delta, standardError }) => without.length > 0 && delta <= standardError)
    .reduce<readonly string[]>((most, { without = [] }) => (without.length > most.length ? without : most), []);
  if (together.length > 0) return blocks.filter(({ evidence: { subject } }) => together.includes(subject));
  return blocks.filter(({ evidence: { delta, standardError } }) => -delta <= standardError).slice(-1);
}
