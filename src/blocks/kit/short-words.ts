/** What a block's probes say in a few words, while training runs and when it has ended: one rule for both. */
import { defineTexts } from "../../base/define-texts.ts";
import { percent } from "../../base/numbers.ts";
import { listWords } from "../../base/words.ts";
import type { ProbeReading } from "../block.ts";
import { countGates } from "./gate-words.ts";
import { optionName } from "./option-name.ts";

interface GateCounts {
  readonly nOpen: number;
  readonly nBetween: number;
  readonly total: number;
}

/** There is room for one short line. */
export const shortText = defineTexts("short", {
  gates: ({ nOpen, nBetween, total }: GateCounts) =>
    nBetween > 0 ? `${nOpen} of ${total} open, ${nBetween} partly` : `${nOpen} of ${total} gates open`,
  leader: ({ leader, share }: { readonly leader: string; readonly share: number }) => `${leader} ${percent(share)}`,
  leaderInSome: ({ leader, count, nColumns }: { leader: string; count: number; nColumns: number }) =>
    `${leader} in ${count} of ${nColumns} columns`,
});

type Reading = Pick<ProbeReading, "kind" | "columnLabels" | "values">;

/** A block's gates, or its blend; "" where it has neither. */
export function shortWords(readings: readonly Reading[]): string {
  const gates = readings.flatMap(({ kind, values }) => (kind === "gate" ? values : []));
  if (gates.length > 0) return gateWords(gates);
  const choice = readings.find(({ kind }) => kind === "choice");
  return choice ? choiceWords(choice) : "";
}

/** "5 of 14 gates open"; where some are neither open nor closed "5 of 14 open, 3 partly". */
function gateWords(gates: readonly number[]): string {
  const { open, between } = countGates(gates);
  return shortText("gates", { nOpen: open, nBetween: between, total: gates.length });
}

/** "median 64 %" on average where all columns agree; "median in 5 of 7 columns" where they do not. */
function choiceWords({ columnLabels, values }: Reading): string {
  const size = columnLabels.length;
  const rows = Array.from({ length: values.length / size }, (_, row) => values.slice(row * size, (row + 1) * size));
  const leaders = rows.map((shares) => leaderOf(columnLabels, shares));
  const [leader] = leaders;
  if (leader === undefined) return "";
  if (leaders.every((other) => other === leader)) {
    const total = rows.reduce((sum, shares) => sum + Math.max(...shares), 0);
    return shortText("leader", { leader, share: total / rows.length });
  }
  const counts = new Map<string, number>();
  for (const one of leaders) counts.set(one, (counts.get(one) ?? 0) + 1);
  const [[most, count]] = [...counts].sort(([, a], [, b]) => b - a);
  return shortText("leaderInSome", { leader: most, count, nColumns: rows.length });
}

/** Shares further apart than this never read the same in whole per cent. */
const SURELY_APART = 0.011;

/** The alternative with the largest share; "a and b" where they read the same. */
function leaderOf(names: readonly string[], shares: readonly number[]): string {
  const most = Math.max(...shares);
  const near = names.flatMap((name, index) => (most - shares[index] < SURELY_APART ? [{ name, index }] : []));
  const alike = near.length === 1 ? near : near.filter(({ index }) => percent(shares[index]) === percent(most));
  return listWords(alike.map(({ name }) => optionName(name)));
}
