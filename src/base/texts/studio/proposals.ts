/** Words of what a person may want to decide otherwise, before anything is trained. */
import { defineTexts } from "../../define-texts.ts";
import { formatCount, formatNumber } from "../../numbers.ts";
import { countOf } from "../../words.ts";

interface Value {
  /** As it is written. */
  readonly value: string;
}

interface Sentinel {
  readonly column: string;
  readonly isTarget: boolean;
  readonly count: number;
  readonly nearest: number;
}

interface Reading {
  readonly example: string;
  /** What it would be with the other mark. */
  readonly otherwise: string;
}

const BECAUSE = {
  "other columns": "as in other columns",
  delimiter: "since cells are separated by semicolons",
  "groups of three": "since three digits follow each mark and smaller numbers have none",
  nothing: "and nothing speaks for either",
} as const;

export const proposalText = defineTexts("studio.proposal", {
  title: ({ count }: { readonly count: number }) => `${countOf(count, "thing")} to decide about numbers`,
  hint: "Nothing is changed until you say so, and Undo takes it back. Rows without a target are not trained on.",
  sentinel: ({ value, count }: Value & { readonly count: number }) =>
    count === 1 ? `${value} may mean “missing”` : `${value} may mean “missing” in ${formatCount(count)} columns`,
  evidence: ({ column, isTarget, count, nearest }: Sentinel) =>
    `${column}${isTarget ? ", the target" : ""}: ${countOf(count, "cell")}, far from all others, of which ${formatNumber(nearest)} is next.`,
  read: ({ value, column }: Value & { readonly column: string }) => `Read ${value} as missing in ${column}`,
  readAll: ({ value, count }: Value & { readonly count: number }) =>
    `Read ${value} as missing in all ${formatCount(count)} columns`,
  more: ({ count }: { readonly count: number }) => `… and ${countOf(count, "more column", "more columns")}`,
  mark: ({ column, isTarget }: { readonly column: string; readonly isTarget: boolean }) =>
    `No cell shows the decimal mark of ${column}${isTarget ? ", the target" : ""}`,
  taken: ({ example, value, because }: { example: string; value: string; because: keyof typeof BECAUSE }) =>
    `${example} is taken for ${value}, ${BECAUSE[because]}.`,
  readOtherwise: ({ column, example, otherwise }: Reading & { readonly column: string }) =>
    `Read ${example} as ${otherwise} in ${column}`,
  keepReading: ({ column, example, value }: Value & { readonly column: string; readonly example: string }) =>
    `Keep ${example} as ${value} in ${column}`,
  targetFirst:
    "Before you train: values of the target may mean “missing”, or be slips. They are named below, each with a button.",
});
