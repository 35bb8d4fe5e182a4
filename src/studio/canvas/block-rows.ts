/** A block's rows of the live series, taken apart once for the rows of a run: they are read twice a second. Pure. */
import type { LiveRow } from "../session/live-rows.ts";

/** The rows of one probe, by their indices in the live series. */
interface ProbeRows {
  readonly kind: LiveRow["kind"];
  readonly rows: readonly number[];
  /** Of a choice: what there is to choose from. Its rows are one share of each, column by column. */
  readonly alternatives: readonly string[];
}

interface Growing {
  readonly kind: LiveRow["kind"];
  readonly rows: number[];
  readonly alternatives: string[];
  isWhole: boolean;
}

export interface BlockRows {
  /** In the order of the program. */
  readonly probes: readonly ProbeRows[];
  /** The two thresholds of each column that has two. */
  readonly pairs: readonly (readonly number[])[];
}

const NONE: BlockRows = { probes: [], pairs: [] };
/** Between the column and the alternative of a label. */
const SEPARATOR = " · ";

const known = new WeakMap<readonly LiveRow[], ReadonlyMap<string, BlockRows>>();

export function rowsOfBlock(rows: readonly LiveRow[], block: string): BlockRows {
  let byBlock = known.get(rows);
  if (!byBlock) {
    byBlock = takeApart(rows);
    known.set(rows, byBlock);
  }
  return byBlock.get(block) ?? NONE;
}

/** Indices of the rows of a kind, of all probes. */
export function rowsOfKind({ probes }: BlockRows, kind: LiveRow["kind"]): readonly number[] {
  return probes.flatMap((probe) => (probe.kind === kind ? probe.rows : []));
}

function takeApart(rows: readonly LiveRow[]): ReadonlyMap<string, BlockRows> {
  const blocks = new Map<string, { probes: Map<string, Growing>; columns: Map<string, number[]> }>();
  for (const [index, { block, key, kind, label }] of rows.entries()) {
    const { probes, columns } = entryOf(blocks, block, () => ({ probes: new Map(), columns: new Map() }));
    const probe = entryOf(probes, key, () => ({ kind, rows: [], alternatives: [], isWhole: false }));
    probe.rows.push(index);
    if (kind === "threshold") entryOf(columns, label, () => []).push(index);
    // They come round again with each column: where the first one does, all are known.
    if (kind !== "choice" || probe.isWhole) continue;
    const name = label.slice(label.lastIndexOf(SEPARATOR) + SEPARATOR.length);
    if (name === probe.alternatives[0]) probe.isWhole = true;
    else probe.alternatives.push(name);
  }
  const entries = Array.from(blocks, ([block, { probes, columns }]) => {
    const pairs = [...columns.values()].filter(({ length }) => length === 2);
    return [block, { probes: [...probes.values()], pairs }] as const;
  });
  return new Map(entries);
}

/** The value of a key, made where there is none yet. */
function entryOf<Value>(map: Map<string, Value>, key: string, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
