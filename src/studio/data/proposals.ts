/** What the table proposes to decide, in the order in which it is shown. Pure. */
import type { TableView } from "../../app/view-table.ts";
import type { ColumnOverride } from "../../pipeline/document.ts";
import type { MarkDoubt, SentinelDoubt } from "../../table/column-doubts.ts";
import type { ColumnRule } from "../../table/types.ts";

interface InColumn {
  readonly rule: ColumnRule;
}

/** One number that may mean missing, and the columns where it may. */
export interface SentinelProposal {
  readonly value: number;
  /** The target first. */
  readonly columns: readonly (InColumn & { readonly doubt: SentinelDoubt })[];
}

export interface MarkProposal extends InColumn {
  readonly doubt: MarkDoubt;
}

export interface Proposals {
  /** Those of the target first, then those of most columns. */
  readonly sentinels: readonly SentinelProposal[];
  readonly marks: readonly MarkProposal[];
}

/** Columns that are set aside need no decision; the habit of other columns is no thin evidence for a mark. */
export function proposalsOf({ columns }: TableView): Proposals {
  const asked = columns.filter(({ rule }) => rule.role !== "aside");
  const inOrder = [...asked.filter(isTarget), ...asked.filter((column) => !isTarget(column))];
  const byValue = new Map<number, SentinelProposal["columns"]>();
  for (const { rule, doubts } of inOrder) {
    for (const doubt of doubts?.sentinels ?? []) {
      byValue.set(doubt.value, [...(byValue.get(doubt.value) ?? []), { rule, doubt }]);
    }
  }
  const sentinels = [...byValue].map(([value, found]) => ({ value, columns: found }));
  return {
    sentinels: sentinels.sort(
      (a, b) => Number(isOfTarget(b)) - Number(isOfTarget(a)) || b.columns.length - a.columns.length,
    ),
    marks: inOrder.flatMap(({ rule, doubts }) =>
      doubts?.mark && doubts.mark.because !== "other columns" ? [{ rule, doubt: doubts.mark }] : [],
    ),
  };
}

const isTarget = ({ rule }: InColumn) => rule.role === "target";

export const isOfTarget = ({ columns }: SentinelProposal): boolean => columns.some(isTarget);

/** That a number means missing in some columns, however these write it. */
export function markersWith(columns: SentinelProposal["columns"]): readonly ColumnOverride[] {
  return columns.map(({ rule, doubt }) => ({
    name: rule.name,
    missingMarkers: [...new Set([...rule.missingMarkers, ...doubt.spellings])],
  }));
}
