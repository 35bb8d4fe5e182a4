import { listWords, percent } from "../../base/words.ts";
import { countGates } from "../../blocks/kit/gate-words.ts";
import type { LiveRow } from "../session/live-rows.ts";

/** Between the column and the alternative of a label. */
const SEPARATOR = " · ";

/** The shares of one choice: of a column, or of all columns of a block. */
type Shares = Map<string, number>;

/**
 * A block's gates or blend in a few words; "" where it has none, or no value yet.
 *
 * @param read the value of a row by its index, NaN where there is none.
 */
export function liveText(rows: readonly LiveRow[], read: (row: number) => number, block: string): string {
  const gates: number[] = [];
  const choices = new Map<string, Shares>();
  rows.forEach((row, index) => {
    const value = read(index);
    if (row.block !== block || Number.isNaN(value)) return;
    if (row.kind === "gate") gates.push(value);
    if (row.kind !== "choice") return;
    const at = row.label.lastIndexOf(SEPARATOR);
    const column = row.label.slice(0, at);
    const shares: Shares = choices.get(column) ?? new Map();
    choices.set(column, shares.set(row.label.slice(at + SEPARATOR.length), value));
  });
  return gates.length > 0 ? gateWords(gates) : choiceWords([...choices.values()]);
}

/** "5 of 14 gates open"; where some are neither open nor closed "5 of 14 open, 3 in between": there is room for one line. */
function gateWords(gates: readonly number[]): string {
  const { open, between } = countGates(gates);
  return between > 0
    ? `${open} of ${gates.length} open, ${between} in between`
    : `${open} of ${gates.length} gates open`;
}

/** "median 64 %" on average where all columns agree; "median in 5 of 7 columns" where they do not. */
function choiceWords(choices: readonly Shares[]): string {
  if (choices.length === 0) return "";
  const leaders = choices.map(leaderOf);
  const [leader] = leaders;
  if (leaders.every((other) => other === leader)) {
    const total = choices.reduce((sum, shares) => sum + Math.max(...shares.values()), 0);
    return `${leader} ${percent(total / choices.length)}`;
  }
  const counts = new Map<string, number>();
  for (const one of leaders) counts.set(one, (counts.get(one) ?? 0) + 1);
  const [[most, count]] = [...counts].sort(([, a], [, b]) => b - a);
  return `${most} in ${count} of ${choices.length} columns`;
}

/** The alternative with the largest share; "a and b" where they read the same. */
function leaderOf(shares: Shares): string {
  const best = percent(Math.max(...shares.values()));
  return listWords([...shares].flatMap(([name, share]) => (percent(share) === best ? [name] : [])));
}
