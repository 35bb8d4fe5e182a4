import { defineTexts } from "../../base/define-texts.ts";
import { percent } from "../../base/numbers.ts";
import { countOf, listWords } from "../../base/words.ts";
import type { ExplainContext, Explanation } from "../block.ts";
import { type GateState, gateState } from "../kit/gate-words.ts";
import type { Spec } from "./spec.ts";

/** Names in one list. */
const LONGEST = 12;

interface Columns {
  readonly columns: readonly string[];
}

interface GateCounts {
  readonly nColumns: number;
  readonly nOpen: number;
  readonly nClosed: number;
  readonly nBetween: number;
}

export const text = defineTexts("explain.select-features", {
  all: ({ nColumns }: { readonly nColumns: number }) => `Keeps ${countOf(nColumns, "column")}: no gate closed.`,
  some: ({ nColumns, nOpen, nClosed, nBetween }: GateCounts) =>
    `Lets ${nOpen} of ${countOf(nColumns, "column")} through and closes ${nClosed}${nBetween > 0 ? `; ${nBetween} in between` : ""}.`,
  open: ({ columns }: Columns) => `Let through: ${listWords(columns, LONGEST)}.`,
  closed: ({ columns }: Columns) => `Closed: ${listWords(columns, LONGEST)}.`,
  between: ({ column, gate }: { readonly column: string; readonly gate: number }) =>
    `${column}: ${percent(gate)} let through, not decided.`,
});

/** Which columns are let through, which are closed, and which training left in between. */
export function explain({ probes }: ExplainContext<Spec>): Explanation {
  const reading = probes.gates;
  const gates = (reading?.rowLabels ?? []).map((name, index) => ({ name, value: reading?.values[index] ?? 0 }));
  const inState = (state: GateState) => gates.filter(({ value }) => gateState(value) === state);
  const open = inState("open");
  const closed = inState("closed");
  const partly = inState("between").sort((first, second) => second.value - first.value);
  const names = (list: readonly { readonly name: string }[]) => list.map((gate) => gate.name);
  const details = [
    ...(open.length > 0 ? [text("open", { columns: names(open) })] : []),
    ...(closed.length > 0 ? [text("closed", { columns: names(closed) })] : []),
    ...partly.map(({ name, value }) => text("between", { column: name, gate: value })),
  ];
  const nColumns = gates.length;
  if (open.length === gates.length) {
    return { summary: text("all", { nColumns }), details, certainty: "none" };
  }
  return {
    summary: text("some", { nColumns, nOpen: open.length, nClosed: closed.length, nBetween: partly.length }),
    details,
    certainty: partly.length === 0 ? "clear" : closed.length > 0 ? "slight" : "none",
  };
}
